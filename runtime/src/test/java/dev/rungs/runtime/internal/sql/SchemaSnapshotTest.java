package dev.rungs.runtime.internal.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaSnapshotTest {
  @Test
  void ofNothingIsEmpty() {
    assertTrue(Schemas.of("").isEmpty());
    assertTrue(Schemas.of("CREATE TABLE rungs_history (a); CREATE TEMP TABLE t (a)").isEmpty());
    assertFalse(Schemas.of("CREATE TABLE t (a)").isEmpty());
    assertFalse(Schemas.of("CREATE VIEW v AS SELECT 1").isEmpty());
  }

  /** Kept in registries: another value here needs another prefix. */
  @Test
  void keepsItsFingerprint() {
    assertEquals(
        "v1:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        Schemas.of("").fingerprint());
    assertEquals(
        "v1:37c91d558e501993c9a42d5bf28a176da6d3886e0aa3dc7a69b779d4fea3286d",
        Schemas.of(
                "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL DEFAULT 'x'"
                    + " COLLATE nocase UNIQUE, b REFERENCES t (id) ON DELETE CASCADE, c AS (a || 'y'),"
                    + " CHECK (a <> b)); CREATE INDEX i ON t (lower(a) DESC) WHERE b > 1;"
                    + "CREATE TRIGGER g AFTER UPDATE OF a ON t WHEN new.a > 1 BEGIN SELECT 1; END;"
                    + "CREATE VIEW v (x) AS SELECT a FROM t; CREATE VIRTUAL TABLE f USING fts5(a);")
            .fingerprint());
  }

  @Test
  void tellsWhatATableIs() {
    SchemaSnapshot snapshot =
        Schemas.of(
            "CREATE TABLE \"My Table\" (Id INTEGER PRIMARY KEY AUTOINCREMENT, \"e mail\" text"
                + " NOT NULL ON CONFLICT FAIL DEFAULT 'x' COLLATE NOCASE UNIQUE, n INT AS (id + 1) STORED,"
                + " p INT REFERENCES \"My Table\" ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,"
                + " CHECK (n > 0)) STRICT");
    assertEquals(
        List.of(
            new TableDefinition(
                "My Table",
                List.of(
                    column("Id", "INTEGER", null, null, "binary", null, false),
                    column("e mail", "TEXT", "FAIL", "'x'", "nocase", null, false),
                    column("n", "INT", null, null, "binary", "id + 1", true),
                    column("p", "INT", null, null, "binary", null, false)),
                Optional.of(new KeyDefinition(List.of("id"), "ABORT", true, false)),
                List.of(new KeyDefinition(List.of("\"e mail\""), "ABORT", false, false)),
                List.of("n > 0"),
                List.of(
                    new ForeignKeyDefinition(
                        List.of("p"), "My Table", List.of(), "SET NULL", "NO ACTION", true)),
                false,
                true)),
        snapshot.tables());
  }

  @Test
  void leavesShadowTablesOut() {
    for (String module :
        List.of(
            "fts3(a)", "fts4(a)", "fts5(a)", "rtree(id, x0, x1)", "rtree_i32(id, x0, x1, +c)")) {
      SchemaSnapshot snapshot = Schemas.of("CREATE VIRTUAL TABLE \"My_v\" USING " + module);
      assertEquals(List.of(), snapshot.tables(), module);
      assertEquals(1, snapshot.objects().size(), module);
    }
    assertEquals(
        1,
        Schemas.of("CREATE VIRTUAL TABLE f USING fts5(a); CREATE TABLE f_notes (a)")
            .tables()
            .size());
  }

  @Test
  void seesTheTransactionItIsIn() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      String before = SchemaSnapshot.read(connection).fingerprint();
      statement.executeUpdate("BEGIN; CREATE TABLE t (a)");
      assertNotEquals(before, SchemaSnapshot.read(connection).fingerprint());
      statement.executeUpdate("ROLLBACK");
      assertEquals(before, SchemaSnapshot.read(connection).fingerprint());
    }
  }

  @Test
  void leavesNothingOpenAndChangesNothing(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE t (a); CREATE INDEX i ON t (a)");
      byte[] bytes = Files.readAllBytes(file);
      SchemaSnapshot.read(connection);
      assertArrayEquals(bytes, Files.readAllBytes(file));
      // With a cursor left open SQLite would refuse both.
      statement.executeUpdate("DROP TABLE t; VACUUM");
    }
  }

  /** A crafted file can have any text in its schema; reading it runs none of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t",
        "CREATE TABLE t (",
        "CREATE TABLE t (a INT, , b)",
        "CREATE TABLE t (a) WITH ROWID",
        "CREATE TABLE t AS SELECT * FROM u",
        "CREATE TABLE t (a REFERENCES)",
        "CREATE TABLE t (a DEFAULT",
        "CREATE TABLE t (a CHECK",
        "CREATE TABLE t (PRIMARY KEY ())",
        "CREATE TABLE t ()",
        "CREATE VIRTUAL TABLE t USING",
        "CREATE VIRTUAL TABLE t",
        "DROP TABLE u",
        "'",
        ";",
        "",
        "\0",
      })
  void keepsTextThatIsNoTable(String text) throws SQLException {
    SchemaSnapshot sound = Schemas.of("CREATE TABLE t (a); CREATE TABLE u (a)");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "CREATE TABLE t (a); CREATE TABLE u (a); PRAGMA writable_schema = ON");
      try (var update =
          connection.prepareStatement("UPDATE sqlite_master SET sql = ? WHERE name = 't'")) {
        update.setString(1, text);
        update.executeUpdate();
      }
      SchemaSnapshot crafted = SchemaSnapshot.read(connection);
      assertNotEquals(sound.fingerprint(), crafted.fingerprint());
      List<String> differences = SchemaDifference.between(sound, crafted);
      assertEquals(
          text.contains("VIRTUAL")
              ? List.of("table t is missing", "virtual table t is not expected")
              : List.of("table t is unreadable, expected readable"),
          differences);
      assertEquals(List.of(), SchemaDifference.between(crafted, crafted));
      assertEquals(List.of("u"), crafted.tables().stream().map(TableDefinition::name).toList());
    }
  }

  @Test
  void takesAnyRowsAsData() {
    Random random = new Random(11);
    List<String> words =
        List.of(
            "CREATE",
            "TABLE",
            "INDEX",
            "TRIGGER",
            "VIEW",
            "VIRTUAL",
            "USING",
            "fts5",
            "ON",
            "t",
            "(",
            ")",
            ",",
            "AS",
            "BEGIN",
            "END",
            ";",
            "WHEN",
            "CHECK",
            "DEFAULT",
            "PRIMARY",
            "KEY",
            "'s'",
            "\"q\"",
            "[",
            "REFERENCES",
            "NOT",
            "NULL",
            "UNIQUE",
            "COLLATE",
            ".",
            "1",
            "/*",
            "WHERE",
            "AFTER",
            "UPDATE",
            "OF",
            "DESC",
            "FOREIGN",
            "CONSTRAINT",
            "GENERATED",
            "ALWAYS",
            "-");
    List<String> types = List.of("table", "index", "trigger", "view", "other");
    for (int i = 0; i < 20_000; i++) {
      String type = RandomSchema.pick(random, types);
      StringBuilder sql = new StringBuilder("CREATE " + type);
      for (int n = random.nextInt(20); n > 0; n--) {
        sql.append(' ').append(RandomSchema.pick(random, words));
      }
      SchemaSnapshot snapshot =
          SchemaObjects.snapshot(
              List.of(
                  SchemaRow.of(type, "t", "t", sql.toString()),
                  SchemaRow.of(null, null, null, null)));
      assertEquals(2, snapshot.objects().size(), sql::toString);
      assertEquals(List.of(), SchemaDifference.between(snapshot, snapshot), sql::toString);
    }
  }

  @Test
  void readsDeepNestingInLinearTime() {
    int depth = 200_000;
    String sql = "CREATE TABLE t (a CHECK (" + "(".repeat(depth) + "a" + ")".repeat(depth) + "))";
    SchemaSnapshot snapshot = SchemaObjects.snapshot(List.of(SchemaRow.of("table", "t", "t", sql)));
    assertEquals(List.of("a"), snapshot.tables().get(0).checks());
  }

  /** Its expressions may name any of its columns. */
  @Test
  void readsVeryManyChecksInLinearTime() {
    StringBuilder sql = new StringBuilder("CREATE TABLE t (");
    for (int i = 0; i < 20_000; i++) {
      sql.append("c").append(i).append(" CHECK (\"c").append(i).append("\" > 0), ");
    }
    sql.append("d)");
    SchemaSnapshot snapshot =
        SchemaObjects.snapshot(List.of(SchemaRow.of("table", "t", "t", sql.toString())));
    assertEquals("c19999 > 0", snapshot.tables().get(0).checks().get(19_999));
  }

  @Test
  void doesNotHideADamagedFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.db");
    Files.writeString(file, "This is no database, but long enough to be read as one.".repeat(20));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      assertThrows(SQLException.class, () -> SchemaSnapshot.read(connection));
    }
  }

  private static ColumnDefinition column(
      String name,
      String type,
      String notNull,
      String value,
      String collation,
      String generated,
      boolean stored) {
    return new ColumnDefinition(
        name,
        type,
        Optional.ofNullable(notNull),
        Optional.ofNullable(value),
        collation,
        Optional.ofNullable(generated),
        stored);
  }
}
