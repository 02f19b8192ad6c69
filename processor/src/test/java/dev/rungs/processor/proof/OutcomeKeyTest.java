package dev.rungs.processor.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.rungs.Strategy;
import dev.rungs.Target;
import dev.rungs.processor.model.ClassShape;
import dev.rungs.processor.model.ClassShape.Access;
import dev.rungs.processor.model.ClassShape.Constructor;
import dev.rungs.processor.model.ClassShape.Kind;
import dev.rungs.processor.model.Declarations;
import dev.rungs.processor.model.Extensions;
import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.Options;
import dev.rungs.processor.model.Options.Verify;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.QueryAnnotation;
import dev.rungs.processor.model.QueryDeclaration;
import dev.rungs.processor.model.QueryDeclaration.Binding;
import dev.rungs.processor.model.QueryDeclaration.Library;
import dev.rungs.processor.model.QueryDeclaration.Parameter;
import dev.rungs.processor.model.QueryDeclaration.ResultRecord;
import dev.rungs.processor.model.QueryDeclarations;
import dev.rungs.processor.model.SchemaDdl;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.SchemaDeclaration.NameState;
import dev.rungs.processor.model.SchemaDeclaration.VersionField;
import dev.rungs.processor.model.SchemaHistory;
import dev.rungs.processor.model.ScriptDeclaration;
import dev.rungs.processor.model.ScriptDeclaration.SqlFile;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.model.Site.Part;
import dev.rungs.processor.model.StrictWarnings;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that an outcome depends on can change without another key. */
class OutcomeKeyTest {
  private static final byte[] ENVIRONMENT = {1, 2, 3};

  private static final Constructor CONSTRUCTOR = new Constructor(true, Access.PUBLIC, List.of());
  private static final ClassShape SHAPE =
      new ClassShape(Kind.CLASS, false, false, false, Access.PUBLIC, CONSTRUCTOR);
  private static final SqlFile FILE =
      SqlFile.read("a.sql", "CREATE TABLE a (b);", Optional.of("src/a.sql"));
  private static final ScriptDeclaration SCRIPT =
      new ScriptDeclaration(Optional.of("CREATE TABLE a (b);"), Optional.of(FILE));
  private static final MigrationDeclaration MIGRATION =
      new MigrationDeclaration(
          "app.V1",
          "app",
          1,
          "first",
          Strategy.IN_PLACE,
          false,
          false,
          Optional.of("app.Schema"),
          SHAPE,
          StepKind.NONE,
          Optional.of(SCRIPT),
          Optional.empty(),
          Set.of(),
          false);
  private static final VersionField FIELD =
      new VersionField("int", true, true, false, Optional.of(1));
  private static final SchemaDeclaration SCHEMA =
      new SchemaDeclaration(
          "app.Schema",
          "app",
          "Registry",
          NameState.FREE,
          Optional.of(FIELD),
          1,
          List.of(),
          "",
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          false);
  private static final QueryAnnotation ANNOTATION = QueryAnnotation.of("org.acme.Query");
  private static final Parameter PARAMETER = new Parameter("id", true, Parameter.Kind.VALUE);
  private static final Binding BINDING = new Binding(Library.OTHER, List.of(PARAMETER), true);
  private static final Site.Member MEMBER = new Site.Member("find()", "dev.rungs.Sql", 0, "value");
  private static final Site SITE = new Site("app.Notes", Part.QUERY, Optional.of(MEMBER));
  private static final ResultRecord RESULT = new ResultRecord("Note", List.of("id"));
  private static final QueryDeclaration QUERY =
      new QueryDeclaration(
          SITE,
          "app",
          "Notes.find",
          Optional.empty(),
          Optional.of("SELECT 1"),
          BINDING,
          Optional.of(RESULT),
          Set.of());
  private static final SchemaHistory ELSEWHERE =
      new SchemaHistory(
          "lib.Schema",
          "lib",
          List.of(),
          Extensions.parse(List.of(), List.of(), List.of()),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of());
  private static final QueryDeclarations QUERIES =
      new QueryDeclarations(List.of(QUERY), List.of(), List.of(ELSEWHERE));
  private static final Options OPTIONS = Options.parse(Map.of());

  /** By record and component: another value. A component that is added has none, and fails. */
  private static final Map<String, Object> OTHER = new HashMap<>();

  private static void other(Class<?> record, String component, Object value) {
    OTHER.put(record.getSimpleName() + "." + component, value);
  }

  static {
    other(Declarations.class, "schemas", List.of());
    other(Declarations.class, "migrations", List.of());
    other(Declarations.class, "loose", new TreeSet<>(Set.of("app.V1")));
    other(Declarations.class, "unresolved", new TreeSet<>(Set.of("app.V1")));
    other(Declarations.class, "queries", QueryDeclarations.NONE);
    other(Declarations.class, "leftovers", Map.of("app.V1", "V1.java"));
    other(SchemaDeclaration.class, "className", "app.Other");
    other(SchemaDeclaration.class, "packageName", "other");
    other(SchemaDeclaration.class, "registryName", "Other");
    other(SchemaDeclaration.class, "nameState", NameState.TAKEN);
    other(SchemaDeclaration.class, "field", Optional.empty());
    other(SchemaDeclaration.class, "baseline", 7);
    other(SchemaDeclaration.class, "targets", List.of(Target.values()[0]));
    other(SchemaDeclaration.class, "minSqlite", "3.40.0");
    other(SchemaDeclaration.class, "queries", List.of(ANNOTATION));
    other(SchemaDeclaration.class, "functions", List.of("f"));
    other(SchemaDeclaration.class, "collations", List.of("c"));
    other(SchemaDeclaration.class, "tokenizers", List.of("t"));
    other(SchemaDeclaration.class, "compiled", true);
    other(VersionField.class, "type", "long");
    other(VersionField.class, "isStatic", false);
    other(VersionField.class, "isFinal", false);
    other(VersionField.class, "isPrivate", true);
    other(VersionField.class, "value", Optional.of(2));
    other(MigrationDeclaration.class, "className", "app.Other");
    other(MigrationDeclaration.class, "packageName", "app.other");
    other(MigrationDeclaration.class, "version", 7);
    other(MigrationDeclaration.class, "name", "other");
    other(MigrationDeclaration.class, "strategy", Strategy.REBUILD);
    other(MigrationDeclaration.class, "destructive", true);
    other(MigrationDeclaration.class, "schemaUnknown", true);
    other(MigrationDeclaration.class, "schema", Optional.empty());
    other(MigrationDeclaration.class, "shape", OtherRecord.with(SHAPE, "kind", Kind.RECORD));
    other(MigrationDeclaration.class, "step", StepKind.UP);
    other(MigrationDeclaration.class, "up", Optional.empty());
    other(MigrationDeclaration.class, "down", Optional.of(SCRIPT));
    other(MigrationDeclaration.class, "suppressed", Set.of("rungs.DataDependent"));
    other(MigrationDeclaration.class, "compiled", true);
    other(ClassShape.class, "kind", Kind.ENUM);
    other(ClassShape.class, "isAbstract", true);
    other(ClassShape.class, "generic", true);
    other(ClassShape.class, "inner", true);
    other(ClassShape.class, "access", Access.PACKAGE);
    other(ClassShape.class, "constructor", Constructor.ABSENT);
    other(Constructor.class, "present", false);
    other(Constructor.class, "access", Access.PACKAGE);
    other(Constructor.class, "checkedExceptions", List.of("java.io.IOException"));
    other(ScriptDeclaration.class, "inline", Optional.of("DROP TABLE a;"));
    other(ScriptDeclaration.class, "file", Optional.empty());
    other(SqlFile.class, "name", "b.sql");
    other(SqlFile.class, "text", Optional.of("CREATE TABLE a (c);"));
    other(SqlFile.class, "path", Optional.of("src/b.sql"));
    other(SqlFile.class, "fault", Optional.of(new Message(ProblemKey.SQL_FILE, "It is gone.")));
    other(QueryDeclarations.class, "queries", List.of());
    other(QueryDeclarations.class, "everywhere", List.of(ANNOTATION));
    other(QueryDeclarations.class, "elsewhere", List.of());
    other(QueryDeclaration.class, "site", new Site("app.Notes", Part.QUERY));
    other(QueryDeclaration.class, "packageName", "other");
    other(QueryDeclaration.class, "name", "Notes.other");
    other(QueryDeclaration.class, "schema", Optional.of("app.Schema"));
    other(QueryDeclaration.class, "sql", Optional.of("SELECT 2"));
    other(QueryDeclaration.class, "binding", new Binding(Library.JDBI, List.of(), true));
    other(QueryDeclaration.class, "result", Optional.empty());
    other(QueryDeclaration.class, "suppressed", Set.of("rungs.BrokenQuery"));
    other(Site.class, "className", "app.Other");
    other(Site.class, "part", Part.TYPE);
    other(Site.class, "member", Optional.empty());
    other(Site.Member.class, "signature", "all()");
    other(Site.Member.class, "annotation", "org.acme.Query");
    other(Site.Member.class, "index", 1);
    other(Site.Member.class, "element", "sql");
    other(Binding.class, "library", Library.SPRING);
    other(Binding.class, "parameters", List.of());
    other(Binding.class, "complete", false);
    other(Parameter.class, "name", "key");
    other(Parameter.class, "named", false);
    other(Parameter.class, "kind", Parameter.Kind.LIST);
    other(ResultRecord.class, "name", "Tag");
    other(ResultRecord.class, "components", List.of("id", "body"));
    other(SchemaHistory.class, "schema", "lib.Other");
    other(SchemaHistory.class, "packageName", "other");
    other(SchemaHistory.class, "queries", List.of(ANNOTATION));
    other(SchemaHistory.class, "extensions", Extensions.parse(List.of(), List.of("c"), List.of()));
    other(SchemaHistory.class, "finished", Optional.of(SchemaDdl.EMPTY));
    other(SchemaHistory.class, "queryClasses", List.of("lib.Notes"));
    other(
        SchemaHistory.class,
        "versions",
        List.of(new SchemaHistory.Version(1, "first", "lib.V1", Optional.empty())));
    other(
        SchemaHistory.class,
        "above",
        List.of(new SchemaHistory.Version(2, "next", "lib.V2", Optional.empty())));
  }

  private static String key(Options options, Declarations declarations) {
    try {
      return OutcomeKey.of(ENVIRONMENT, options, declarations);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Declarations declarations(SchemaDeclaration schema, MigrationDeclaration one) {
    return declarations(schema, one, QUERIES);
  }

  private static Declarations declarations(
      SchemaDeclaration schema, MigrationDeclaration one, QueryDeclarations queries) {
    return new Declarations(
        List.of(schema), List.of(one), new TreeSet<>(), new TreeSet<>(), queries, Map.of());
  }

  private static Declarations of(QueryDeclarations queries) {
    return declarations(SCHEMA, MIGRATION, queries);
  }

  private static Declarations of(QueryDeclaration query) {
    return of(with(QUERIES, "queries", List.of(query)));
  }

  private static Declarations of(Site site) {
    return of(with(QUERY, "site", site));
  }

  private static Declarations of(Binding binding) {
    return of(with(QUERY, "binding", binding));
  }

  private static Declarations of(MigrationDeclaration migration) {
    return declarations(SCHEMA, migration);
  }

  private static Declarations of(ClassShape shape) {
    return of(with(MIGRATION, "shape", shape));
  }

  private static Declarations of(ScriptDeclaration script) {
    return of(with(MIGRATION, "up", Optional.of(script)));
  }

  @TestFactory
  List<DynamicTest> everyPartOfEachDeclarationCounts() {
    Declarations all = declarations(SCHEMA, MIGRATION);
    return List.of(
            counts(all, d -> d),
            counts(SCHEMA, s -> declarations(s, MIGRATION)),
            counts(FIELD, f -> declarations(with(SCHEMA, "field", Optional.of(f)), MIGRATION)),
            counts(MIGRATION, OutcomeKeyTest::of),
            counts(SHAPE, OutcomeKeyTest::of),
            counts(CONSTRUCTOR, c -> of(with(SHAPE, "constructor", c))),
            counts(SCRIPT, OutcomeKeyTest::of),
            counts(FILE, f -> of(with(SCRIPT, "file", Optional.of(f)))),
            counts(QUERIES, OutcomeKeyTest::of),
            counts(QUERY, OutcomeKeyTest::of),
            counts(SITE, OutcomeKeyTest::of),
            counts(MEMBER, m -> of(with(SITE, "member", Optional.of(m)))),
            counts(BINDING, OutcomeKeyTest::of),
            counts(RESULT, r -> of(with(QUERY, "result", Optional.of(r)))),
            counts(PARAMETER, p -> of(with(BINDING, "parameters", List.of(p)))),
            counts(ELSEWHERE, e -> of(with(QUERIES, "elsewhere", List.of(e)))))
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static <T extends Record> List<DynamicTest> counts(
      T record, Function<T, Declarations> whole) {
    String type = record.getClass().getSimpleName();
    return Arrays.stream(record.getClass().getRecordComponents())
        .map(
            component ->
                dynamicTest(
                    type + "." + component.getName(),
                    () -> {
                      Object value = OTHER.get(type + "." + component.getName());
                      assertNotEquals(null, value, "Does an outcome depend on it?");
                      T other = with(record, component.getName(), value);
                      assertNotEquals(
                          key(OPTIONS, whole.apply(record)), key(OPTIONS, whole.apply(other)));
                    }))
        .toList();
  }

  @Test
  void theSameGivesTheSame() {
    assertEquals(key(OPTIONS, of(MIGRATION)), key(OPTIONS, of(MIGRATION)));
  }

  @Test
  void textsDoNotRunIntoEachOther() {
    Declarations one = of(with(with(MIGRATION, "className", "ab"), "packageName", "c"));
    Declarations other = of(with(with(MIGRATION, "className", "a"), "packageName", "bc"));
    assertNotEquals(key(OPTIONS, one), key(OPTIONS, other));
  }

  @Test
  void theEnvironmentCounts() throws IOException {
    assertNotEquals(
        key(OPTIONS, of(MIGRATION)), OutcomeKey.of(new byte[] {1, 2}, OPTIONS, of(MIGRATION)));
  }

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> everyOptionCountsThatCanChangeAnOutcome() throws IOException {
    Path jar =
        Path.of(
            org.junit.jupiter.api.Test.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    Map<String, Object> other =
        Map.of(
            "verify",
            Verify.OFF,
            "lock",
            Optional.of(Files.writeString(folder.resolve("a.lock"), "one")),
            "sqlite",
            Optional.of(jar),
            "schema",
            Optional.of(folder),
            "queries",
            List.of(ANNOTATION),
            "docs",
            true,
            "rolling",
            !OPTIONS.rolling(),
            "warnings",
            new StrictWarnings(Set.of(ProblemKey.DATA_DEPENDENT), false));
    // Where files are found and proofs are kept does not matter, what is cut short is not kept, and
    // where there are problems nothing is looked for.
    Map<String, Object> same =
        Map.of(
            "sql", Optional.of(folder),
            "cache", Optional.of(folder),
            "limit", Duration.ofSeconds(1),
            "problems", List.of(new Message(ProblemKey.OPTION, "No.").at(0, Site.NOWHERE)));
    return Arrays.stream(Options.class.getRecordComponents())
        .map(RecordComponent::getName)
        .map(
            name ->
                dynamicTest(
                    name,
                    () -> {
                      boolean counts = other.containsKey(name);
                      Object value = counts ? other.get(name) : same.get(name);
                      assertNotEquals(null, value, "Does an outcome depend on it?");
                      String changed = key(with(OPTIONS, name, value), of(MIGRATION));
                      assertEquals(!counts, changed.equals(key(OPTIONS, of(MIGRATION))));
                    }))
        .toList();
  }

  @Test
  void theContentOfTheLockFileCounts() throws IOException {
    Path lock = folder.resolve("released.lock");
    Options options = with(OPTIONS, "lock", Optional.of(lock));
    String missing = key(options, of(MIGRATION));
    Files.writeString(lock, "");
    String empty = key(options, of(MIGRATION));
    Files.writeString(lock, "schema app.Schema\n");
    assertEquals(3, Set.of(missing, empty, key(options, of(MIGRATION))).size());
  }

  @Test
  void whatIsNoJarGivesNoKey() throws IOException {
    Path jar = Files.writeString(folder.resolve("driver.jar"), "not a jar");
    Options options = with(OPTIONS, "sqlite", Optional.of(jar));
    assertThrows(IOException.class, () -> OutcomeKey.of(ENVIRONMENT, options, of(MIGRATION)));
  }

  private static <T extends Record> T with(T record, String name, Object value) {
    return OtherRecord.with(record, name, value);
  }
}
