package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables of every kind, each rebuilt by a version of its own, as {@code create --rebuild} writes
 * it: {@code sqlite_schema} and the rows are the same before and after, and after the rollback.
 */
class RebuiltTablesTest {
  private static final String SCHEMA =
      """
      CREATE TABLE plain (a TEXT, b BLOB);
      CREATE TABLE new_plain (is_taken TEXT);
      CREATE TABLE "quoted name" ("a b" TEXT, [c d] INTEGER, `e``f` TEXT, "g""h" TEXT DEFAULT 'i''j');
      CREATE UNIQUE INDEX "index of quoted" ON "quoted name" ("a b", `e``f` DESC);
      CREATE TABLE "order" ("group" TEXT, "select" TEXT, CHECK ("group" <> "select"));
      CREATE TABLE "we""ird" (café TEXT);
      CREATE TABLE sums (
        a INTEGER NOT NULL,
        b INTEGER NOT NULL,
        twice INTEGER GENERATED ALWAYS AS (a * 2) VIRTUAL,
        total INTEGER AS (a + b) STORED
      );
      CREATE INDEX sums_by_total ON sums (total, twice);
      CREATE TABLE typed (i INT, r REAL, t TEXT, b BLOB, a ANY) STRICT;
      CREATE TABLE pair (a TEXT NOT NULL, b TEXT NOT NULL, c TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID, STRICT;
      CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT COLLATE NOCASE UNIQUE, left_at TEXT);
      CREATE UNIQUE INDEX active_person ON person (lower(email)) WHERE left_at IS NULL;
      CREATE INDEX person_domain ON person (substr(email, instr(email, '@') + 1));
      CREATE VIEW active AS SELECT id, email FROM person WHERE left_at IS NULL;
      CREATE VIEW domains AS SELECT DISTINCT substr(email, instr(email, '@') + 1) AS domain FROM active;
      CREATE VIEW counted AS WITH d AS (SELECT domain FROM domains) SELECT count(*) AS n FROM d;
      CREATE TRIGGER join_active INSTEAD OF INSERT ON active BEGIN
        INSERT INTO person (email) VALUES (new.email);
      END;
      CREATE TRIGGER leave_active INSTEAD OF DELETE ON active BEGIN
        UPDATE person SET left_at = 'now' WHERE id = old.id;
      END;
      CREATE TABLE node (
        id INTEGER PRIMARY KEY,
        parent INTEGER REFERENCES node ON DELETE CASCADE,
        FOREIGN KEY (parent) REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED
      );
      CREATE TABLE team (id INTEGER PRIMARY KEY, lead INTEGER REFERENCES member DEFERRABLE INITIALLY DEFERRED);
      CREATE TABLE member (id INTEGER PRIMARY KEY, team INTEGER NOT NULL REFERENCES team ON DELETE CASCADE);
      CREATE TABLE part (maker TEXT, code TEXT, PRIMARY KEY (maker, code));
      CREATE TABLE stock (
        maker TEXT, code TEXT, n INTEGER,
        FOREIGN KEY (maker, code) REFERENCES part (maker, code) ON UPDATE CASCADE ON DELETE SET NULL
      );
      CREATE TABLE doc (id INTEGER PRIMARY KEY, title TEXT NOT NULL DEFAULT '', body TEXT NOT NULL);
      CREATE VIRTUAL TABLE doc_search USING fts5(title, body, content='doc', content_rowid='id');
      CREATE TRIGGER doc_added AFTER INSERT ON doc BEGIN
        INSERT INTO doc_search (rowid, title, body) VALUES (new.id, new.title, new.body);
      END;
      CREATE TRIGGER doc_deleted AFTER DELETE ON doc BEGIN
        INSERT INTO doc_search (doc_search, rowid, title, body)
        VALUES ('delete', old.id, old.title, old.body);
      END;
      CREATE TABLE ticket (id INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT);
      CREATE TABLE told ( -- "AUTOINCREMENT" and 'quotes' in a comment; here: AUTOINCREMENT
        a TEXT, /* of several
                   lines; with a ' and a " */
        b TEXT  -- the last
      );
      CREATE TABLE backwards (id INTEGER PRIMARY KEY DESC, a TEXT);
      CREATE TABLE shadowed (rowid TEXT, a TEXT);
      CREATE TABLE spaced (
        a TEXT DEFAULT 'ends in blanks  \s
      and\tin a tab\t
      \\ "" \"""',
        at TEXT NOT NULL DEFAULT (strftime('%Y', '2000-01-01'))
      );
      CREATE TABLE checked (
        a INTEGER CONSTRAINT positive CHECK (a > 0) CONSTRAINT even CHECK (a % 2 = 0),
        b NUMERIC(10, 2) NOT NULL ON CONFLICT REPLACE DEFAULT 1,
        c TEXT COLLATE RTRIM,
        UNIQUE (a, c) ON CONFLICT IGNORE
      );
      CREATE TABLE audit (what TEXT);
      CREATE TRIGGER audited AFTER UPDATE OF what ON audit WHEN new.what <> old.what BEGIN
        INSERT INTO plain (a) SELECT email FROM person WHERE email = new.what;
      END;
      """;

  private static final String ROWS =
      """
      INSERT INTO plain (rowid, a, b) VALUES (7, 'seven', x'00ff'), (9, NULL, NULL);
      INSERT INTO "quoted name" VALUES ('a', 1, 'e', 'g');
      INSERT INTO "order" VALUES ('a', 'b');
      INSERT INTO sums (rowid, a, b) VALUES (5, 1, 2);
      INSERT INTO typed VALUES (1, 2.5, 't', x'01', 'any'), (NULL, NULL, NULL, NULL, 3);
      INSERT INTO pair VALUES ('a', 'b', NULL);
      INSERT INTO person VALUES (3, 'ann@example.org', NULL), (5, 'bob@example.net', '2001');
      INSERT INTO node VALUES (1, NULL), (2, 1), (3, 2);
      INSERT INTO team VALUES (1, NULL);
      INSERT INTO member VALUES (1, 1), (2, 1);
      UPDATE team SET lead = 2;
      INSERT INTO part VALUES ('m', 'c');
      INSERT INTO stock VALUES ('m', 'c', 4), (NULL, NULL, 5);
      INSERT INTO doc VALUES (4, 'four', 'body of four'), (8, 'eight', 'body of eight');
      INSERT INTO ticket (what) VALUES ('a'), ('b'), ('c');
      DELETE FROM ticket WHERE id = 3;
      INSERT INTO told VALUES ('a', 'b');
      INSERT INTO backwards (rowid, id, a) VALUES (6, 60, 'a');
      INSERT INTO shadowed (_rowid_, rowid, a) VALUES (11, 'r', 'a');
      INSERT INTO spaced (at) VALUES ('now');
      INSERT INTO checked VALUES (2, 3.25, 'c ');
      """;

  @TempDir Path folder;

  @Test
  void everyTableComesBackAsItWas() throws Exception {
    TestProject project = new TestProject(folder);
    project.writeSchema(1);
    project.writeMigration(1, "CreateAll", SCHEMA);
    Path file = folder.resolve("app.db");
    Path classes = project.compile();
    rungs(classes, file, "up", "--create");
    List<String> tables;
    Map<String, List<String>> before;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(ROWS);
      tables = tables(statement);
      before = content(statement, tables);
    }
    assertEquals(22, tables.size(), tables.toString());

    writeRebuilds(project, classes, tables);
    classes = project.compile();
    rungs(classes, file, "up");
    check(file, tables, before, classes);

    rungs(classes, file, "down", "--to", "1", "--yes", "--no-backup");
    check(file, tables, before, classes);
  }

  /** Version after version, in the annotation and in files in turn. */
  private static void writeRebuilds(TestProject project, Path classes, List<String> tables)
      throws Exception {
    Path home = project.sources().resolve("com/example");
    try (BuiltSchema built = BuiltSchema.of(Registries.find(classes.toString(), null), 1)) {
      for (int i = 0; i < tables.size(); i++) {
        MigrationName name = MigrationName.of("rebuild_table_" + (char) ('a' + i));
        MigrationTemplate template =
            new MigrationTemplate(
                name, i + 2, "com.example", null, Rebuild.of(built, tables.get(i)).sql());
        boolean files = i % 2 == 1;
        Files.writeString(home.resolve(name.className() + ".java"), template.javaClass(files));
        if (files) {
          Files.writeString(home.resolve(name.name() + ".up.sql"), template.up());
          Files.writeString(home.resolve(name.name() + ".down.sql"), template.down());
        }
      }
    }
    project.writeSchema(tables.size() + 1);
  }

  private static void check(
      Path file, List<String> tables, Map<String, List<String>> before, Path classes)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      Map<String, List<String>> after = content(statement, tables);
      before.forEach((name, rows) -> assertEquals(rows, after.get(name), name));
      assertEquals(before.keySet(), after.keySet());
      assertEquals(List.of(), Rows.of(statement, "PRAGMA foreign_key_check"));
      assertEquals(
          List.of("4"),
          Rows.of(statement, "SELECT rowid FROM doc_search WHERE doc_search = 'four'"));
      statement.execute("INSERT INTO doc_search (doc_search) VALUES ('integrity-check')");
    }
    rungs(classes, file, "verify");
  }

  private static List<String> tables(Statement statement) throws SQLException {
    return Rows.of(
        statement,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'rungs\\_%' ESCAPE '\\'"
            + " ORDER BY name");
  }

  /** The schema, and each table's rows with their numbers. */
  private static Map<String, List<String>> content(Statement statement, List<String> tables)
      throws SQLException {
    Map<String, List<String>> content = new TreeMap<>();
    List<String> schema = new ArrayList<>();
    for (String entry :
        Rows.of(statement, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2")) {
      schema.add(unquoted(entry, tables));
    }
    content.put("the schema", schema);
    content.put(
        "numbers", Rows.of(statement, "SELECT name, seq FROM sqlite_sequence ORDER BY name"));
    for (String table : tables) {
      String number = table.equals("pair") ? "0" : table.equals("shadowed") ? "_rowid_" : "rowid";
      String name = "\"" + table.replace("\"", "\"\"") + "\"";
      content.put(
          table, Rows.of(statement, "SELECT " + number + ", * FROM " + name + " ORDER BY 1"));
    }
    return content;
  }

  /** SQLite writes the new name of a renamed table in double quotes; the rest is as it was. */
  private static String unquoted(String entry, List<String> tables) {
    for (String table : tables) {
      String quoted = "CREATE TABLE \"" + table.replace("\"", "\"\"") + "\"";
      if (entry.contains(quoted)) {
        return entry.replace(quoted, "CREATE TABLE " + table);
      }
    }
    return entry;
  }

  private static void rungs(Path classes, Path file, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--db", file.toString(), "--classpath", classes.toString()));
    Outcome outcome = Outcome.standalone(all.toArray(String[]::new));
    assertEquals(0, outcome.code(), outcome.out() + outcome.err());
  }
}
