package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import dev.rungs.processor.testing.CompilerKind;
import dev.rungs.runtime.MigrationFailedException;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokenizers that the program registers, declared on the schema. */
class TokenizersTest {
  @TempDir Path folder;

  private Compile program(String elements, String module) {
    return Compile.in(folder)
        .file("app/AppSchema.java", schema("app", "AppSchema", 2, elements))
        .file(
            "app/V1.java",
            migration(
                "app",
                "V1",
                "version = 1",
                "\"CREATE VIRTUAL TABLE words USING "
                    + module
                    + "(word, tokenize=syllables); INSERT INTO words VALUES ('running');\""))
        .file(
            "app/V2.java",
            migration("app", "V2", "version = 2", "\"ALTER TABLE words RENAME TO terms;\""))
        .file(
            "app/Words.java",
            "package app;\ninterface Words {\n@dev.rungs.Sql String ALL =\n"
                + "\"SELECT word FROM terms WHERE terms MATCH ?\"; }\n");
  }

  @ParameterizedTest
  @EnumSource
  void oneIsDeclared(CompilerKind compiler) {
    Compiled without = program("", "fts5").with(compiler).run();
    assertFalse(without.success());
    assertTrue(
        without
            .text()
            .contains(
                "no such tokenizer: syllables. If the program registers syllables, declare it:"
                    + " @VersionedSchema(tokenizers = \"syllables\")."),
        without::text);
    for (String module : List.of("fts5", "fts4")) {
      Compiled with = program("(tokenizers = \"syllables\")", module).with(compiler).run();
      assertTrue(with.success(), with::text);
      assertFalse(with.hasOutput("app/MigrationRegistry.image"), "Its index is of other words.");
    }
  }

  @Test
  void whatNamesNoneIsRefused() {
    Compiled compiled = program("(tokenizers = \"porter syllables\")", "fts5").run();
    assertTrue(
        compiled.text().contains("tokenizers = \"porter syllables\" is no name of a tokenizer"),
        compiled::text);
  }

  /** The files of the schema have the author's text too. */
  @Test
  void theSchemaIsTheAuthors() {
    Compiled compiled =
        program("(tokenizers = \"syllables\")", "fts5")
            .option("-Arungs.docs")
            .option("-Arungs.schema=" + folder.resolve("schema"))
            .run();
    assertTrue(compiled.success(), compiled::text);
    assertTrue(
        compiled.output("schema.md").contains("fts5(word, tokenize=syllables)"),
        () -> compiled.output("schema.md"));
    assertFalse(compiled.output("schema.md").contains("rungs tokenizer"));
  }

  @Test
  void aFileIsCreatedWithTheTokenizerOfTheProgram() throws SQLException {
    Compiled compiled = program("(tokenizers = \"syllables\")", "fts4").run();
    assertTrue(compiled.success(), compiled::text);
    Registry registry = compiled.registry("app.MigrationRegistry");
    Path file = folder.resolve("app.db");
    Migrator migrator = Migrator.builder(registry).build();
    assertThrows(MigrationFailedException.class, () -> migrator.migrate(file));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      registerSyllables(connection);
      migrator.migrate(connection);
      assertEquals(MigrationPlan.Action.NOTHING, migrator.plan(connection).action());
      migrator.rollbackTo(connection, 2);
      try (Statement statement = connection.createStatement();
          ResultSet found =
              statement.executeQuery("SELECT word FROM terms WHERE terms MATCH 'run'")) {
        assertTrue(found.next(), "The registered one finds the stem.");
      }
      try (Statement statement = connection.createStatement();
          ResultSet found =
              statement.executeQuery("SELECT sql FROM sqlite_schema WHERE name = 'terms'")) {
        assertEquals(
            "CREATE VIRTUAL TABLE \"terms\" USING fts4(word, tokenize=syllables)",
            found.getString(1));
      }
      assertEquals(
          registry.migration(2).fingerprint().orElseThrow(),
          SchemaSnapshot.read(connection).fingerprint());
    }
  }

  /** Java cannot write one, but FTS3 and FTS4 take a built-in one by another name. */
  private static void registerSyllables(Connection connection) throws SQLException {
    byte[] porter;
    try (PreparedStatement asked = connection.prepareStatement("SELECT fts3_tokenizer(?)")) {
      asked.setString(1, "porter");
      try (ResultSet result = asked.executeQuery()) {
        porter = result.getBytes(1);
      }
    }
    try (PreparedStatement registered =
        connection.prepareStatement("SELECT fts3_tokenizer(?, ?)")) {
      registered.setString(1, "syllables");
      registered.setBytes(2, porter);
      registered.executeQuery().close();
    }
  }

  @Test
  void queriesOfAnotherModuleKnowIt() {
    assertTrue(program("(tokenizers = \"syllables\")", "fts5").run().success());
    Compiled compiled =
        Compile.in(folder.resolve("other"))
            .file(
                "web/Web.java",
                "package web;\ninterface Web {\n@dev.rungs.Sql String A =\n"
                    + "\"SELECT word FROM terms WHERE terms MATCH ?\";\n@dev.rungs.Sql String B =\n"
                    + "\"SELECT gone FROM terms\"; }\n")
            .classPath(folder.resolve("out"))
            .run();
    assertEquals(List.of("BrokenQuery Web.java:5"), compiled.brief(), compiled::text);
  }
}
