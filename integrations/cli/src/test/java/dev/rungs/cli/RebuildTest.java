package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code create --rebuild}: compiled and applied as written, it leaves schema and rows alone. */
class RebuildTest {
  private static final String SCHEMA =
      """
      CREATE TABLE owner (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT COLLATE NOCASE UNIQUE);
      CREATE TABLE "note" (
        id INTEGER PRIMARY KEY AUTOINCREMENT, -- numbered once
        owner INTEGER NOT NULL REFERENCES owner (id) ON DELETE CASCADE,
        parent INTEGER REFERENCES note (id),
        "the body" TEXT NOT NULL DEFAULT 'it''s \\ "empty"' CHECK (length("the body") < 1000),
        size INTEGER GENERATED ALWAYS AS (length("the body")) VIRTUAL,
        changed INTEGER NOT NULL DEFAULT 0,
        UNIQUE (owner, "the body")
      );
      CREATE INDEX note_by_body ON note ("the body" COLLATE NOCASE) WHERE owner > 0;
      CREATE INDEX [note by parent] ON note (parent DESC, lower("the body"));
      CREATE TABLE tag (note INTEGER NOT NULL REFERENCES note, tag TEXT) STRICT;
      CREATE TABLE log (what TEXT);
      CREATE VIEW long_notes AS SELECT * FROM NOTE WHERE size > 10;
      CREATE VIEW owners_of_long AS SELECT o.name FROM owner o JOIN long_notes n ON n.owner = o.id;
      CREATE VIEW logs AS SELECT what AS note_text FROM log;
      CREATE TRIGGER touched AFTER UPDATE OF "the body" ON note BEGIN
        UPDATE note SET changed = changed + 1 WHERE id = new.id;
      END;
      CREATE TRIGGER tagged AFTER INSERT ON tag BEGIN
        UPDATE note SET changed = changed + 1 WHERE id = new.note;
      END;
      CREATE TRIGGER write_long INSTEAD OF INSERT ON long_notes BEGIN
        INSERT INTO note (owner, "the body") VALUES (new.owner, new."the body");
      END;
      CREATE TRIGGER logged AFTER INSERT ON log BEGIN SELECT 1; END;
      CREATE TABLE plain (a TEXT, b BLOB);
      CREATE TABLE pair (a TEXT, b TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
      CREATE VIRTUAL TABLE words USING fts5(word);
      """;

  private static final String ROWS =
      """
      INSERT INTO owner (name) VALUES ('Ann'), ('Bob');
      INSERT INTO note (owner, parent, "the body") VALUES (1, NULL, 'a'), (2, 1, 'b'), (1, 2, 'c');
      DELETE FROM note WHERE id = 3;
      INSERT INTO tag VALUES (1, 'x');
      INSERT INTO plain (rowid, a) VALUES (7, 'seven');
      INSERT INTO pair VALUES ('a', 'b');
      """;

  @TempDir Path folder;
  private TestProject project;
  private Path file;

  @BeforeEach
  void firstVersion() throws Exception {
    project = new TestProject(folder);
    project.writeSchema(1);
    project.writeMigration(1, "CreateAll", SCHEMA);
    file = folder.resolve("app.db");
  }

  @Test
  void everythingComesBack() throws Exception {
    check("note");
  }

  @Test
  void soDoTheNumbersOfRows() throws Exception {
    check("plain");
    assertEquals(List.of("7|seven|null"), Rows.of(file, "SELECT rowid, * FROM plain"));
  }

  @Test
  void aTableWithoutRowidHasNone() throws Exception {
    check("PAIR");
  }

  @Test
  void refusesWhatIsNoTable() throws Exception {
    Path classes = project.compile();
    assertTrue(create(classes, "notes").err().contains("Did you mean note?"));
    assertTrue(create(classes, "logs").err().contains("logs is a view"));
    assertTrue(create(classes, "words").err().contains("words is a virtual table"));
    assertTrue(Files.notExists(project.sources().resolve("com/example/RebuildIt.java")));
  }

  @Test
  void refusesClassesOlderThanTheSources() throws Exception {
    Path classes = project.compile();
    project.writeSchema(2);
    project.writeMigration(2, "AddLater", "CREATE TABLE later (a);");
    Outcome outcome = create(classes, "note");
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("Compile them first"), outcome.err());
  }

  /** With the SQL in the annotation for one table, and in files for the others. */
  private void check(String table) throws Exception {
    Path classes = project.compile();
    rungs(classes, "up", "--create");
    run(ROWS);
    List<String> schema =
        Rows.of(file, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2");
    List<String> numbers = Rows.of(file, "SELECT name, seq FROM sqlite_sequence ORDER BY name");
    List<String> notes = Rows.of(file, "SELECT * FROM note");

    Outcome created = create(classes, table);
    assertEquals(0, created.code(), created.err());
    classes = project.compile();
    rungs(classes, "up");

    assertEquals(
        text(schema, table),
        text(
            Rows.of(file, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2"),
            table));
    assertEquals(numbers, Rows.of(file, "SELECT name, seq FROM sqlite_sequence ORDER BY name"));
    assertEquals(notes, Rows.of(file, "SELECT * FROM note"));
    assertEquals(List.of(), Rows.of(file, "PRAGMA foreign_key_check"));
    rungs(classes, "verify");
    rungs(classes, "down", "--yes", "--no-backup");
    rungs(classes, "verify");
  }

  /** SQLite writes the new name of a renamed table in double quotes; the rest is as it was. */
  private static String text(List<String> schema, String table) {
    return String.join("\n", schema)
        .replaceAll("(?i)CREATE TABLE \"?" + table + "\"?", "CREATE TABLE " + table);
  }

  private Outcome create(Path classes, String table) {
    return Outcome.standalone(
        "create",
        "rebuild_it",
        table.equals("note") ? "--yes" : "--files",
        "--rebuild",
        table,
        "--source",
        project.sources().toString(),
        "--classpath",
        classes.toString());
  }

  private void rungs(Path classes, String... args) {
    String[] all = new String[args.length + 4];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--db";
    all[args.length + 1] = file.toString();
    all[args.length + 2] = "--classpath";
    all[args.length + 3] = classes.toString();
    Outcome outcome = Outcome.standalone(all);
    assertEquals(0, outcome.code(), outcome.out() + outcome.err());
  }

  private void run(String script) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }
}
