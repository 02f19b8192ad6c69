package dev.rungs.processor.check;

import dev.rungs.Strategy;
import dev.rungs.processor.model.ClassShape;
import dev.rungs.processor.model.ClassShape.Access;
import dev.rungs.processor.model.ClassShape.Constructor;
import dev.rungs.processor.model.ClassShape.Kind;
import dev.rungs.processor.model.Declarations;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.QueryDeclarations;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.SchemaDeclaration.NameState;
import dev.rungs.processor.model.SchemaDeclaration.VersionField;
import dev.rungs.processor.model.ScriptDeclaration;
import dev.rungs.processor.model.SnakeCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Declarations without a compiler: a schema of package {@code app} and its migrations. */
final class Declared {
  private final List<SchemaDeclaration> schemas = new ArrayList<>();
  private final List<MigrationDeclaration> migrations = new ArrayList<>();

  static Declared schema(int currentVersion) {
    Declared declared = new Declared();
    declared.addSchema("AppSchema", currentVersion);
    return declared;
  }

  static Declared schema(int baseline, int currentVersion) {
    Declared declared = new Declared();
    declared.addSchema("AppSchema", baseline, currentVersion);
    return declared;
  }

  Declared addSchema(String name, int currentVersion) {
    return addSchema(name, 1, currentVersion);
  }

  private Declared addSchema(String name, int baseline, int currentVersion) {
    schemas.add(
        new SchemaDeclaration(
            "app." + name,
            "app",
            name + "Registry",
            NameState.FREE,
            Optional.of(new VersionField("int", true, true, false, Optional.of(currentVersion))),
            baseline,
            List.of(),
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            false));
    return this;
  }

  Declared versions(int... versions) {
    for (int version : versions) {
      migration(version, "V" + version + (migrations.size() + 1));
    }
    return this;
  }

  Declared migration(int version, String name) {
    return migration(version, name, null);
  }

  Declared migration(int version, String name, String schema) {
    migrations.add(
        new MigrationDeclaration(
            "app." + name,
            "app",
            version,
            SnakeCase.of(name),
            Strategy.IN_PLACE,
            false,
            false,
            Optional.ofNullable(schema),
            new ClassShape(Kind.CLASS, false, false, false, Access.PACKAGE, Constructor.ABSENT),
            StepKind.NONE,
            Optional.of(new ScriptDeclaration(Optional.of("SELECT 1;"), Optional.empty())),
            Optional.empty(),
            Set.of(),
            false));
    return this;
  }

  Declarations declarations() {
    return new Declarations(
        schemas, migrations, new TreeSet<>(), new TreeSet<>(), QueryDeclarations.NONE, Map.of());
  }

  /** Keys with the version they belong to, as {@code MissingVersion 2}. */
  List<String> problems() {
    return new Checks()
        .run(declarations()).problems().stream()
            .map(problem -> problem.key().key() + " " + problem.version())
            .sorted()
            .toList();
  }

  String onlyMessage() {
    List<Problem> problems = new Checks().run(declarations()).problems();
    if (problems.size() != 1) {
      throw new AssertionError(problems);
    }
    return problems.get(0).message();
  }
}
