package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import dev.rungs.runtime.Migrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code BreaksRunningRelease}: the last release runs on while the schema changes. */
class RollingTest {
  private static final String EMITTED = "META-INF/rungs/app.MigrationRegistry.lock";

  private static final List<String> QUERIES =
      List.of(
          "SELECT id, body FROM notes WHERE author = :author",
          "INSERT INTO notes (author, body) VALUES (:author, :body)",
          "UPDATE notes SET body = ? WHERE id = ?",
          "DELETE FROM notes WHERE id = ? -- a comment",
          "INSERT INTO tags (note, tag) VALUES (?, ?) ON CONFLICT (note, tag) DO NOTHING");

  @TempDir Path folder;
  private Path lock;

  @BeforeEach
  void release() throws IOException {
    lock = folder.resolve("released.lock");
    Compiled first = program(1, QUERIES).run();
    assertTrue(first.success(), first::text);
    Files.writeString(lock, first.output(EMITTED));
  }

  private Compile program(int version, List<String> queries) {
    StringBuilder constants = new StringBuilder();
    for (int i = 0; i < queries.size(); i++) {
      constants.append("  @Sql String Q%d =\n\"%s\";\n".formatted(i, queries.get(i)));
    }
    return Compile.in(folder)
        .file("app/AppSchema.java", schema(version))
        .file(
            "app/V1.java",
            migration(
                "app",
                "V1",
                "version = 1",
                "\"CREATE TABLE notes (id INTEGER PRIMARY KEY, author TEXT NOT NULL, body TEXT);"
                    + " CREATE TABLE tags (note INTEGER, tag TEXT, UNIQUE (note, tag));\""))
        .file(
            "app/Notes.java",
            "package app;\nimport dev.rungs.Sql;\ninterface Notes {\n" + constants + "}\n")
        .option("-Arungs.rolling=on")
        .option("-Arungs.lock=" + lock);
  }

  private Compile second(String up, List<String> queries) {
    return program(2, queries)
        .file(
            "app/V2.java",
            migration("app", "V2", "version = 2, destructive = true", "\"" + up + "\"")
                .replace(
                    "@Migration",
                    "@SuppressWarnings(\"rungs.NeedlesslyDestructive\")\n@Migration"));
  }

  @Test
  void theLockKeepsTheQueriesOfTheRelease() throws IOException {
    String text = Files.readString(lock);
    assertTrue(text.contains("query app.Notes.Q3 DELETE FROM notes WHERE id = ?\n"), text);
    assertEquals(5, text.lines().filter(line -> line.startsWith("query ")).count(), text);
    Compiled again = program(1, QUERIES).run();
    assertTrue(again.success(), again::text);
    assertEquals(List.of(), again.messages());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALTER TABLE notes DROP COLUMN body;|Q0|no such column: body",
        "ALTER TABLE notes DROP COLUMN body;|Q1|no column named body",
        "ALTER TABLE notes RENAME COLUMN author TO writer;|Q1|no column named author",
        "ALTER TABLE notes RENAME TO pages;|Q3|no such table: notes",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, author TEXT NOT NULL, body TEXT, kind TEXT NOT NULL);"
            + " INSERT INTO n SELECT id, author, body, 'old' FROM notes; DROP TABLE notes; ALTER TABLE n"
            + " RENAME TO notes;|Q1|NOT NULL constraint failed: notes.kind",
        "CREATE TRIGGER frozen BEFORE UPDATE ON notes BEGIN SELECT RAISE(ABORT, 'frozen'); END;|Q2|frozen",
        "CREATE TRIGGER kept BEFORE DELETE ON notes BEGIN SELECT RAISE(ABORT, 'kept'); END;|Q3|kept",
        "DROP TABLE tags; CREATE TABLE tags (note INTEGER, tag TEXT CHECK (tag GLOB '#*'));|Q4|ON CONFLICT",
        "DROP TABLE tags; CREATE TABLE tags (note INTEGER, tag TEXT CHECK (tag GLOB '#[0-9]*'), UNIQUE"
            + " (note, tag));|Q4|CHECK constraint failed",
      })
  void whatTheRunningReleaseCannotDoAnyMore(String up, String query, String error)
      throws SQLException {
    // The new release has none of them.
    Compiled compiled = second(up, List.of()).run();
    List<String> texts =
        compiled.errors().stream()
            .filter(m -> m.key().equals("BreaksRunningRelease"))
            .map(m -> m.text())
            .filter(text -> text.contains("app.Notes." + query + ","))
            .toList();
    assertEquals(1, texts.size(), compiled::text);
    String text = texts.get(0);
    assertTrue(text.contains("which fails after version 2 (v2): "), text);
    assertTrue(text.contains(error), text);
    assertTrue(text.contains("release after this one"), text);
    assertTrue(text.contains(" of the SQL:\n"), text);
    assertTrue(compiled.errors().stream().allMatch(m -> m.file().equals("V2.java")));
    assertTrue(oldProgramOn(migrated(up), query).orElse("").contains(error), up);
  }

  /** Of a script, the line after which the write fails, and not one that is mended again. */
  @Test
  void whatFailsOnRowsIsToldWithTheLine() {
    Compiled compiled =
        second(
                "CREATE TRIGGER early BEFORE DELETE ON notes BEGIN SELECT RAISE(ABORT, 'x'); END;\\n"
                    + "DROP TRIGGER early;\\n"
                    + "CREATE TABLE more (id INTEGER PRIMARY KEY);\\n"
                    + "CREATE TRIGGER kept BEFORE DELETE ON notes BEGIN SELECT RAISE(ABORT, 'kept'); END;\\n"
                    + "CREATE TABLE last (id INTEGER PRIMARY KEY);",
                List.of())
            .run();
    String text =
        compiled.errors().stream()
            .map(m -> m.text())
            .filter(t -> t.contains("app.Notes.Q3,"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(compiled.text()));
    assertTrue(text.contains("at line 4, column 1 of the SQL:"), text);
  }

  @Test
  void queriesOfAnotherModuleAreSaidNotToBeKnown() {
    Compile web =
        Compile.in(folder.resolve("web"))
            .file(
                "web/Web.java",
                "package web;\ninterface Web { @dev.rungs.Sql String A = \"SELECT id FROM notes\"; }\n")
            .classPath(folder.resolve("out"));
    assertEquals(List.of(), web.run().messages());
    Compiled rolling = web.option("-Arungs.rolling=on").option("-Arungs.lock=" + lock).run();
    assertTrue(rolling.success(), rolling::text);
    assertEquals(List.of("Note"), rolling.messages().stream().map(m -> m.key()).toList());
    assertTrue(
        rolling
            .text()
            .contains(
                "does not know the released form of 1 query here: app.AppSchema is in another"),
        rolling::text);
  }

  /** A file with rows of the last release, migrated by the new one. */
  private Path migrated(String up) throws SQLException {
    Path file = folder.resolve("app.db");
    Migrator.builder(program(1, QUERIES).run().registry("app.MigrationRegistry"))
        .build()
        .migrate(file);
    assertEquals(Optional.empty(), oldProgramOn(file, "Q1"));
    Compiled released = second(up, List.of()).option("-Arungs.rolling=off").run();
    assertTrue(released.success(), released::text);
    Migrator.builder(released.registry("app.MigrationRegistry"))
        .allowDestructive()
        .withoutBackups()
        .build()
        .migrate(file);
    return file;
  }

  /** Runs a query of the last release by plain JDBC; what SQLite says against it, if it does. */
  private static Optional<String> oldProgramOn(Path file, String query) throws SQLException {
    String sql = QUERIES.get(query.charAt(1) - '0');
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
          statement.setObject(
              i, sql.startsWith("INSERT") || i == 1 && sql.contains("SET") ? "x" : 1);
        }
        statement.execute();
        return Optional.empty();
      } catch (SQLException e) {
        return Optional.of(e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALTER TABLE notes ADD COLUMN kind TEXT NOT NULL DEFAULT 'plain';",
        "CREATE TABLE more (id INTEGER PRIMARY KEY);",
        "CREATE INDEX by_author ON notes (author);",
        "CREATE TABLE log (id INTEGER); CREATE TRIGGER logged AFTER INSERT ON notes BEGIN INSERT INTO log"
            + " VALUES (new.id); END;",
        "ALTER TABLE notes ADD COLUMN kind TEXT; ALTER TABLE notes DROP COLUMN kind;",
      })
  void whatItCanGoOnDoing(String up) throws SQLException {
    Compiled compiled = second(up, QUERIES).run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(List.of(), compiled.messages());
    Path file = migrated(up);
    for (int i = 0; i < QUERIES.size(); i++) {
      assertEquals(Optional.empty(), oldProgramOn(file, "Q" + i));
    }
  }

  @Test
  void whatTheNewReleaseCannotDoBeforeTheMigrationIsAWarning() {
    List<String> queries = List.of("SELECT kind FROM notes");
    Compiled compiled = second("ALTER TABLE notes ADD COLUMN kind TEXT;", queries).run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(1, compiled.messages().size(), compiled::text);
    assertEquals(Diagnostic.Kind.WARNING, compiled.messages().get(0).kind());
    String text = compiled.messages().get(0).text();
    assertTrue(
        text.contains("Q0 fails on version 1, which is released: no such column: kind"), text);
    Compiled strict =
        second("ALTER TABLE notes ADD COLUMN kind TEXT;", queries)
            .option("-Arungs.warnings=BreaksRunningRelease")
            .run();
    assertEquals(List.of("BreaksRunningRelease Notes.java:4"), strict.brief(), strict::text);
  }

  @Test
  void theEmittedLockAcceptsTheBreak() throws IOException {
    String up = "ALTER TABLE notes DROP COLUMN body;";
    List<String> queries = List.of("SELECT id FROM notes");
    Compiled broken = second(up, queries).run();
    assertEquals(
        List.of("BreaksRunningRelease"),
        broken.errors().stream().map(m -> m.key()).distinct().toList(),
        broken::text);
    Files.writeString(lock, broken.output(EMITTED));
    Compiled accepted = second(up, queries).run();
    assertTrue(accepted.success(), accepted::text);
  }

  @Test
  void withoutTheOptionNobodyLooks() {
    Compiled compiled =
        second("ALTER TABLE notes DROP COLUMN body;", List.of())
            .option("-Arungs.rolling=off")
            .run();
    assertTrue(compiled.success(), compiled::text);
  }

  @Test
  void anUnchangedCompileFindsWhatItHasProved() {
    for (int i = 0; i < 2; i++) {
      Compiled compiled =
          second("ALTER TABLE notes RENAME TO pages;", List.of())
              .option("-Arungs.cache=" + folder.resolve("cache"))
              .run();
      assertEquals(4, compiled.errors().size(), compiled::text);
    }
  }
}
