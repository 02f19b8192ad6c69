package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import dev.rungs.processor.testing.CompilerKind;
import dev.rungs.processor.testing.Libraries;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code BrokenQuery}: SQL of the program on the finished schema. */
class QueriesTest {
  private static final String DECLARED =
      "(queries = {org.jdbi.v3.sqlobject.statement.SqlQuery.class,"
          + " org.jdbi.v3.sqlobject.statement.SqlUpdate.class,"
          + " org.springframework.data.jdbc.repository.query.Query.class,"
          + " org.apache.ibatis.annotations.Select.class})";

  @TempDir Path folder;

  private Compile program(String... members) {
    return in(folder)
        .file("app/AppSchema.java", schema("app", "AppSchema", 3, DECLARED))
        .file(
            "app/CreateNotes.java",
            migration(
                "app",
                "CreateNotes",
                "version = 1",
                "\"CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT, body TEXT);\""))
        .file(
            "app/RenameTitle.java",
            migration(
                "app",
                "RenameTitle",
                "version = 2",
                "\"CREATE TABLE tags (note INTEGER, tag TEXT);\\nALTER TABLE notes RENAME COLUMN title TO"
                    + " heading;\""))
        .file(
            "app/DropBodies.java",
            migration(
                "app",
                "DropBodies",
                "version = 3, destructive = true",
                "\"ALTER TABLE notes DROP COLUMN body;\""))
        .file("app/Notes.java", dao("Notes", members));
  }

  private static Compile in(Path folder) {
    return Libraries.addTo(Compile.in(folder));
  }

  private static String dao(String name, String... members) {
    return """
    package app;
    import dev.rungs.Sql;
    import java.util.*; import org.jdbi.v3.sqlobject.config.*;
    import org.jdbi.v3.sqlobject.customizer.*;
    import org.jdbi.v3.sqlobject.statement.*;
    import org.springframework.data.jdbc.repository.query.Query;
    import org.apache.ibatis.annotations.Select;
    interface %s {
    %s
    }
    """
        .formatted(name, String.join("\n", members));
  }

  @ParameterizedTest
  @EnumSource
  void aDroppedColumnIsToldWithTheMigrationThatDroppedIt(CompilerKind compiler) {
    Compiled compiled =
        program("@SqlQuery(\"SELECT id,\\n  body FROM notes\") List<String> all();")
            .with(compiler)
            .run();
    assertFalse(compiled.success());
    assertEquals(List.of("BrokenQuery Notes.java:9"), ours(compiled), compiled::text);
    String text = compiled.errors().get(0).text();
    assertTrue(
        text.contains(
            "SQLite rejects Notes.all: no such column: body. Version 3 (drop_bodies) dropped it."),
        text);
    List<String> lines = text.lines().map(String::strip).toList();
    assertEquals(
        List.of(
            "at line 2, column 3 of the SQL:",
            "body FROM notes",
            "^",
            "broken by version 3 (drop_bodies), app.DropBodies, at line 1, column 1 of the SQL:",
            "ALTER TABLE notes DROP COLUMN body;",
            "^"),
        lines.subList(1, lines.size()));
  }

  private static List<String> ours(Compiled compiled) {
    return compiled.errors().stream()
        .filter(m -> m.text().startsWith("[rungs."))
        .map(m -> m.brief())
        .toList();
  }

  @Test
  void aRenamedColumnIsToldWithItsNewName() {
    Compiled compiled =
        program("@Query(\"SELECT title FROM notes WHERE id = :id\") String title(long id);").run();
    String text = compiled.text();
    assertTrue(
        text.contains("no such column: title. Version 2 (rename_title) renamed it to heading."),
        text);
    assertTrue(text.contains("at line 2, column 1 of the SQL"), text);
  }

  @Test
  void aTypingMistakeIsToldWithTheNearestName() {
    Compiled compiled = program("@Sql String A = \"SELECT headin FROM notes\";").run();
    assertEquals(List.of("BrokenQuery Notes.java:9"), compiled.brief(), compiled::text);
    assertTrue(
        compiled.text().contains("no such column: headin. Did you mean heading?"), compiled::text);
  }

  @ParameterizedTest
  @EnumSource
  void whatAHigherVersionAddsIsToldWithThatVersion(CompilerKind compiler) {
    Compiled compiled =
        program(
                "@Sql String A = \"SELECT slug FROM notes\";",
                "@Sql String B = \"SELECT id FROM authors\";",
                "@Sql String C = \"SELECT headin FROM notes\";",
                "@Sql String D = \"SELECT heading FROM notes\";")
            .file(
                "app/AddSlugs.java",
                migration(
                    "app",
                    "AddSlugs",
                    "version = 4",
                    "\"UPDATE notes SET id = id;\\nALTER TABLE notes ADD COLUMN slug TEXT;\""))
            .file(
                "app/AddAuthors.java",
                migration(
                    "app",
                    "AddAuthors",
                    "version = 5",
                    "\"CREATE TABLE authors (id INTEGER PRIMARY KEY);\""))
            .with(compiler)
            .run();
    assertEquals(
        List.of(
            "VersionOutOfRange AddAuthors.java:3",
            "VersionOutOfRange AddSlugs.java:3",
            "BrokenQuery Notes.java:9",
            "BrokenQuery Notes.java:10",
            "BrokenQuery Notes.java:11"),
        ours(compiled).stream().sorted(java.util.Comparator.comparing(QueriesTest::order)).toList(),
        compiled::text);
    String text = compiled.text();
    assertTrue(
        text.contains(
            "no such column: slug. Version 4 (add_slugs) adds it, above CURRENT_VERSION, which is 3."
                + " Set CURRENT_VERSION to 4."),
        text);
    assertTrue(
        text.contains("added by version 4 (add_slugs), app.AddSlugs, at line 2, column 1"), text);
    assertTrue(text.contains("no such table: authors. Version 5 (add_authors) adds it"), text);
    assertTrue(text.contains("no such column: headin. Did you mean heading?"), text);
  }

  private static String order(String brief) {
    return brief.startsWith("Version") ? brief : "Z" + brief.replaceFirst(":9$", ":09");
  }

  @Test
  void aSchemaWithAnotherFaultTellsNoQuery() {
    Compiled compiled =
        program("@Sql String A = \"SELECT slug FROM notes\";")
            .file(
                "app/AddSlugs.java",
                migration("app", "AddSlugs", "version = 5", "\"ALTER TABLE notes ADD slug TEXT;\""))
            .file(
                "app/Twice.java",
                migration("app", "Twice", "version = 3", "\"CREATE TABLE twice (x);\""))
            .run();
    assertFalse(compiled.success());
    assertFalse(compiled.text().contains("BrokenQuery"), compiled::text);
  }

  @Test
  void whatFitsIsSilent() {
    Compiled compiled =
        program(
                "@Sql String A = \"INSERT INTO notes (heading) VALUES (?) RETURNING id\";",
                "@SqlQuery(\"SELECT id FROM notes WHERE id IN (<ids>)\") List<Long>"
                    + " some(@BindList(\"ids\") List<Long> ids);",
                "@SqlUpdate(\"INSERT INTO notes (id, heading) VALUES (:note.id, :heading)\") void"
                    + " add(@BindBean(\"note\") Object note, @Bind(\"heading\") String heading);",
                "@Select({\"SELECT id\", \"FROM notes\", \"WHERE heading = #{h,jdbcType=VARCHAR}\"})"
                    + " long one(String h);",
                "@Query(\"SELECT id FROM notes WHERE heading = :#{#who.name}\") long spel(Object who);",
                "@SqlUpdate(\"PRAGMA optimize\") void optimize();")
            .run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(List.of(), compiled.messages());
  }

  @Test
  void whatCannotBeKnownIsCounted() {
    Compiled compiled =
        program(
                "@SqlQuery(\"SELECT id FROM notes ORDER BY <column>\") List<Long>"
                    + " sorted(@Define(\"column\") String column);",
                "@Select(\"<script>SELECT 1 <if test='x'>WHERE 1</if></script>\") long script();",
                "@Select(\"SELECT id FROM ${table}\") long from();",
                "@SqlQuery long located();")
            .run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(1, compiled.messages().size(), compiled::text);
    assertEquals(Diagnostic.Kind.NOTE, compiled.messages().get(0).kind());
    String text = compiled.text();
    assertTrue(text.contains("4 of 4 queries were not checked"), text);
    assertTrue(text.contains("(Notes.sorted, Notes.from)"), text);
    assertTrue(text.contains("1 in MyBatis' <script> (Notes.script)"), text);
  }

  @ParameterizedTest
  @EnumSource
  void aRecordThatTheResultDoesNotFillIsNoted(CompilerKind compiler) {
    Compiled compiled =
        program(
                "record Note(long id, String heading, String createdAt) {}",
                "@RegisterConstructorMapper(Note.class)",
                "@SqlQuery(\"SELECT id, heading FROM notes\") List<Note> all();",
                "@Query(\"SELECT id FROM notes WHERE id = :id\") Optional<Note> byId(long id);")
            .with(compiler)
            .run();
    assertTrue(compiled.success(), compiled::text);
    assertTrue(
        compiled.messages().stream()
            .filter(m -> m.text().startsWith("[rungs."))
            .allMatch(m -> m.kind() == Diagnostic.Kind.NOTE),
        compiled::text);
    String text = compiled.text();
    assertTrue(
        text.contains(
            "Notes.all fills the record Note by the names of its components, and its result has no"
                + " column for createdAt. The columns are id, heading."),
        text);
    assertTrue(text.contains("no column for heading, createdAt. The columns are id."), text);
  }

  @Test
  void aRecordIsNotedOnlyWhereItIsFilledByNames() {
    Compiled compiled =
        program(
                "record Note(long id, String heading, String createdAt) {}",
                "record Aliased(long id, @Named String text, List<String> tags) {}",
                "record Two(long id, String text) { Two(long id) { this(id, null); } }",
                "@interface Named {}",
                "@interface UseRowMapper { Class<?> value(); }",
                "@RegisterConstructorMapper(Note.class)",
                "@SqlQuery(\"SELECT id, heading, 1 AS created_at FROM notes\") List<Note> all();",
                "@SqlQuery(\"SELECT id FROM notes\") List<Note> byAMapperOfTheProgram();",
                "@UseRowMapper(String.class) @RegisterConstructorMapper(Note.class)",
                "@SqlQuery(\"SELECT id FROM notes\") List<Note> byAnother();",
                "@RegisterConstructorMapper(value = Note.class, prefix = \"n\")",
                "@SqlQuery(\"SELECT id AS nid FROM notes\") List<Note> prefixed();",
                "@Query(\"SELECT id FROM notes\") List<Aliased> aliased();",
                "@Query(\"SELECT id FROM notes\") List<Two> two();",
                "@Query(\"SELECT id FROM notes\") Map<Long, Note> map();",
                "@Query(\"SELECT id FROM notes\") List<String> texts();")
            .run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(List.of(), compiled.messages(), compiled::text);
  }

  @Test
  void parametersAreComparedWithPlaceholders() {
    Compiled compiled =
        program(
                "@SqlQuery(\"SELECT id FROM notes WHERE heading = :headin\") long"
                    + " a(@Bind(\"heading\") String heading);",
                "@SqlQuery(\"SELECT id FROM notes WHERE heading = ? AND id = ?\") long b(String h);",
                "@Query(\"SELECT id FROM notes WHERE id = :id\") long c(long other);",
                "@SqlQuery(\"SELECT id FROM notes WHERE id = :id\") long d(@Bind(\"id\") long id,"
                    + " @Bind(\"more\") long more);",
                "@SqlQuery(\"SELECT id FROM notes WHERE id = :id\") long e(@BindBean Object o);",
                "@SqlQuery(\"SELECT id FROM notes WHERE id = :id\") long f(Map<String, ?> o);",
                "@Select(\"SELECT id FROM notes WHERE id = #{any}\") long g(long other);")
            .run();
    assertEquals(
        List.of(
            "BrokenQuery Notes.java:9", "BrokenQuery Notes.java:10", "BrokenQuery Notes.java:11"),
        compiled.brief(),
        compiled::text);
    String text = compiled.text();
    assertTrue(
        text.contains("Notes.a has no parameter for :headin. The method has heading."), text);
    assertTrue(text.contains("Notes.b has 2 placeholders and 1 parameter."), text);
    assertTrue(text.contains("Notes.d does not use its parameter more."), text);
  }

  @Test
  void textInDoubleQuotesIsAWarning() {
    Compiled compiled =
        program("@Sql String A = \"SELECT id FROM notes WHERE heading = \\\"oops\\\"\";").run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals("QuotedText", compiled.messages().get(0).key());
  }

  @Test
  void functionsAndCollationsAreDeclaredOnTheSchema() {
    String[] members = {
      "@Sql String A = \"SELECT distance(1, 2, 3, id) FROM notes ORDER BY heading COLLATE LOCALIZED\";"
    };
    Compiled without = program(members).run();
    assertTrue(
        without.text().contains("declare it: @VersionedSchema(functions = \"distance/4\")"),
        without::text);
    Compiled with =
        program(members)
            .file(
                "app/AppSchema.java",
                schema(
                    "app",
                    "AppSchema",
                    4,
                    "(functions = {\"distance/4\", \"middle/1 aggregate\"}, collations ="
                        + " \"LOCALIZED\")"))
            .file(
                "app/V4.java",
                migration(
                    "app",
                    "V4",
                    "version = 4",
                    "\"CREATE INDEX by_heading ON notes (heading COLLATE LOCALIZED); CREATE VIEW far"
                        + " AS SELECT middle(distance(id, 1, 2, 3)) AS m FROM notes;\""))
            .run();
    assertTrue(with.success(), with::text);
    assertEquals(List.of(), with.messages());
  }

  @Test
  void severalStatementsSeeEachOther() {
    Compiled compiled =
        program(
                "@Sql String A = \"CREATE TEMP TABLE work (id); INSERT INTO work SELECT id FROM"
                    + " notes; DROP TABLE work\";",
                "@Sql String B = \"SELECT 1 FROM notes; SELECT missing FROM notes\";",
                "@Sql String C = \"SELECT id FROM work JOIN other.t JOIN rungs_history\";")
            .run();
    assertEquals(List.of("BrokenQuery Notes.java:10"), compiled.brief(), compiled::text);
    assertTrue(compiled.text().contains("statement 2 of Notes.B"), compiled::text);
    assertTrue(compiled.text().contains("1 of 3 queries was not checked"), compiled::text);
  }

  @Test
  void aRepeatedAnnotationIsReadInItsContainer() {
    Compiled compiled =
        program(
                "@Select(value = \"SELECT id FROM notes\", databaseId = \"a\")",
                "@Select(value = \"SELECT idd FROM notes\", databaseId = \"b\")",
                "long id();")
            .run();
    assertEquals(List.of("BrokenQuery"), compiled.errors().stream().map(m -> m.key()).toList());
  }

  @Test
  void anAnnotationThatNobodyDeclaresIsLeftAlone() {
    Compiled compiled =
        program("@SqlBatch(\"nonsense\") void batch();").option("-Arungs.queries=org.acme.Q").run();
    assertTrue(compiled.success(), compiled::text);
    Compiled asked =
        program("@SqlBatch(\"nonsense\") void batch();")
            .option("-Arungs.queries=org.jdbi.v3.sqlobject.statement.SqlBatch#value")
            .run();
    assertEquals(List.of("BrokenQuery Notes.java:9"), asked.brief());
  }

  @Test
  void withoutVerifyingNothingIsPrepared() {
    Compiled compiled = program("@Sql String A = \"nonsense\";").option("-Arungs.verify=off").run();
    assertTrue(compiled.success(), compiled::text);
  }

  @ParameterizedTest
  @EnumSource
  void queriesOfAnotherModule(CompilerKind compiler) {
    Compiled schema = program("@Sql String A = \"SELECT id FROM notes\";").run();
    assertTrue(schema.success(), schema::text);
    for (String in : List.of("app", "web")) {
      Path other = folder.resolve(in + compiler);
      Compile compile =
          Compile.in(other)
              .with(compiler)
              .file(
                  in + "/Web.java",
                  dao(
                          "Web",
                          "@SqlQuery(\"SELECT body FROM notes\") List<String> all();",
                          "@Sql String B = \"SELECT heading FROM notes\";")
                      .replace("package app", "package " + in))
              .classPath(folder.resolve("out"));
      Compiled compiled = compile.run();
      assertEquals(List.of("BrokenQuery Web.java:9"), ours(compiled), compiled::text);
      assertTrue(compiled.text().contains("Version 3 (drop_bodies) dropped it"), compiled::text);
      assertFalse(compiled.hasOutput("META-INF/services/dev.rungs.runtime.Registry"));
    }
  }

  @Test
  void onlyAClassWithQueriesIsCompiledAgain() {
    assertTrue(program("@Sql String A = \"SELECT id FROM notes\";").run().success());
    Compiled again =
        Compile.in(folder)
            .file("app/Notes.java", dao("Notes", "@Sql String A = \"SELECT body FROM notes\";"))
            .only("app/Notes.java")
            .run();
    assertEquals(List.of("BrokenQuery Notes.java:9"), again.brief(), again::text);
    assertTrue(again.text().contains("Version 3 (drop_bodies) dropped it"), again::text);
  }

  @Test
  void onlyAMigrationIsCompiledAgain() {
    assertTrue(
        program("@SqlQuery(\"SELECT heading FROM notes\") List<String> all();").run().success());
    Compiled again =
        Compile.in(folder)
            .file(
                "app/DropBodies.java",
                migration(
                    "app",
                    "DropBodies",
                    "version = 3, destructive = true",
                    "\"ALTER TABLE notes DROP COLUMN heading;\""))
            .only("app/DropBodies.java")
            .run();
    assertEquals(List.of("BrokenQuery"), again.errors().stream().map(m -> m.key()).toList());
    assertTrue(
        again.text().contains("in class app.Notes, which was compiled earlier"), again::text);
  }

  @Test
  void anUnchangedCompileFindsWhatItHasProved() {
    Path cache = folder.resolve("cache");
    for (int i = 0; i < 2; i++) {
      Compiled compiled =
          program("@Sql String A = \"SELECT body FROM notes\";", "@SqlQuery long located();")
              .option("-Arungs.cache=" + cache)
              .run();
      assertEquals(List.of("BrokenQuery Notes.java:9"), compiled.brief(), compiled::text);
      assertTrue(compiled.text().contains("1 of 2 queries was not checked"), compiled::text);
    }
    Compiled changed =
        program("@Sql String A = \"SELECT id FROM notes\";").option("-Arungs.cache=" + cache).run();
    assertTrue(changed.success(), changed::text);
  }

  @Test
  void severalSchemasNearAndNoneNamed() {
    Compiled compiled =
        program(
                "@Sql String A = \"SELECT x FROM cached\";",
                "@Sql(schema = CacheSchema.class) String B = \"SELECT x FROM cached\";")
            .file(
                "app/CacheSchema.java",
                schema("app", "CacheSchema", 1, "(registry = \"CacheRegistry\")"))
            .file(
                "app/C1.java",
                migration(
                    "app",
                    "C1",
                    "version = 1, schema = CacheSchema.class",
                    "\"CREATE TABLE cached (x);\""))
            .file(
                "app/CreateNotes.java",
                migration("app", "CreateNotes", "version = 1, schema = AppSchema.class"))
            .file(
                "app/RenameTitle.java",
                migration("app", "RenameTitle", "version = 2, schema = AppSchema.class"))
            .file(
                "app/DropBodies.java",
                migration("app", "DropBodies", "version = 3, schema = AppSchema.class"))
            .run();
    assertTrue(compiled.success(), compiled::text);
    assertTrue(compiled.text().contains("near several schemas, and none is named"), compiled::text);
  }
}
