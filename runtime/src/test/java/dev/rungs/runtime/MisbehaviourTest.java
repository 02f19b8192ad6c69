package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;
import org.sqlite.jdbc4.JDBC4Connection;

/** Scripts and steps that do what they may not: found out, rolled back, and told. */
class MisbehaviourTest {
  @TempDir Path directory;

  @BeforeEach
  void create() {
    Migrator.builder(Migrations.notes()).build().migrate(file());
    TestFile.run(file(), "INSERT INTO notes (body) VALUES ('kept')");
  }

  private Path file() {
    return directory.resolve("app.db");
  }

  private MigrationFailedException fails(Migrations registry) {
    var before = TestFile.query(file(), "SELECT type, name, sql FROM sqlite_schema");
    var thrown =
        assertThrows(
            MigrationFailedException.class,
            () -> Migrator.builder(registry).build().migrate(file()));
    assertEquals(4, thrown.version());
    assertEquals(3, thrown.storedVersion());
    assertEquals(3, TestFile.version(file()));
    assertEquals(before, TestFile.query(file(), "SELECT type, name, sql FROM sqlite_schema"));
    assertEquals("kept|null", TestFile.query(file(), "SELECT body, slug FROM notes"));
    assertEquals("3", TestFile.query(file(), "SELECT max(version) FROM rungs_history"));
    return thrown;
  }

  private static void assertSays(MigrationException failure, String... parts) {
    for (String part : parts) {
      assertTrue(failure.getMessage().contains(part), failure.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COMMIT",
        "commit transaction",
        "END",
        "ROLLBACK",
        "BEGIN",
        "SAVEPOINT s",
        "RELEASE s",
        "/* c */ COMMIT",
        "INSERT OR ROLLBACK INTO notes (id, body) VALUES (1, 'twice')"
      })
  void scriptsThatEndTheTransaction(String statement) {
    var failure =
        fails(
            Migrations.notes()
                .claimed("UPDATE notes SET slug = 'x';\n" + statement + ";\nSELECT 1;"));
    assertEquals(2, failure.line());
  }

  @Test
  void scriptsThatRollBackByTrigger() {
    var failure =
        fails(
            Migrations.notes()
                .up(
                    "CREATE TRIGGER t BEFORE DELETE ON notes BEGIN SELECT RAISE(ROLLBACK, 'no');"
                        + " END;\nDELETE FROM notes;\nCREATE TABLE after (x);"));
    assertEquals(2, failure.line());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRAGMA user_version = 9;", "PRAGMA application_id = 9;"})
  void scriptsThatStamp(String script) {
    assertSays(fails(Migrations.notes().claimed(script)), "remove the pragma");
  }

  @Test
  void scriptsThatStampWithinAStep() {
    assertSays(
        fails(Migrations.notes().step(c -> TestFile.run(c, "PRAGMA user_version = 9"))),
        "user_version was set to 9");
  }

  static Stream<Map.Entry<String, MigrationStep>> enders() {
    Map<String, MigrationStep> steps = new TreeMap<>();
    steps.put("commit()", Connection::commit);
    steps.put("rollback()", Connection::rollback);
    steps.put("setAutoCommit(false)", c -> c.setAutoCommit(false));
    steps.put("close()", Connection::close);
    steps.put("\"COMMIT\"", c -> TestFile.run(c, "COMMIT"));
    steps.put(
        "\"END\"",
        c -> {
          try (var s = c.prepareStatement("END")) {
            s.execute();
          }
        });
    steps.put(
        "\"UPDATE notes SET slug = 'y'; ROLLBACK; BEGIN\"",
        c -> {
          try (var s = c.createStatement()) {
            s.execute("UPDATE notes SET slug = 'y'; ROLLBACK; BEGIN");
          }
        });
    return steps.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("enders")
  void stepsThatEndTheTransaction(Map.Entry<String, MigrationStep> ender) {
    var failure =
        fails(
            Migrations.notes()
                .step(
                    connection -> {
                      TestFile.run(connection, "UPDATE notes SET slug = 'x'");
                      ender.getValue().up(connection);
                    },
                    builder -> builder.up("CREATE TABLE half (x);")));
    assertSays(failure, ender.getKey(), "Remove the");
  }

  @Test
  void stepsThatUnwrapToTheRealConnection() {
    assertSays(
        fails(
            Migrations.notes()
                .step(
                    connection -> {
                      TestFile.run(connection, "UPDATE notes SET slug = 'x'");
                      assertFalse(connection.isWrapperFor(JDBC4Connection.class));
                      TestFile.run(connection.unwrap(JDBC4Connection.class), "COMMIT");
                    })),
        "unwrap(org.sqlite.jdbc4.JDBC4Connection)",
        "org.sqlite.SQLiteConnection");
  }

  @Test
  void stepsThatReachTheHandleAndCommit() {
    // Functions are registered on the handle, so it cannot be kept away; it is still found out.
    Migrations registry =
        Migrations.notes()
            .step(
                connection ->
                    connection.unwrap(SQLiteConnection.class).getDatabase()._exec("COMMIT"));
    var failure =
        assertThrows(
            MigrationFailedException.class,
            () -> Migrator.builder(registry).build().migrate(file()));
    assertSays(failure, "ended the transaction");
    assertEquals(3, TestFile.version(file()));
  }

  @Test
  void stepsThatCloseTheRealConnection() {
    Migrations registry =
        Migrations.notes()
            .step(
                connection -> {
                  TestFile.run(connection, "UPDATE notes SET slug = 'x'");
                  connection.unwrap(SQLiteConnection.class).getDatabase().close();
                });
    assertSays(fails(registry), "closed its connection");
  }

  @Test
  void stepsThatChangeTheSchema() {
    assertSays(
        fails(Migrations.notes().step(c -> TestFile.run(c, "CREATE INDEX i ON notes (slug)"))),
        "index i",
        "@Up",
        "schemaUnknown");
    assertSays(
        fails(
            Migrations.notes()
                .step(c -> TestFile.run(c, "ALTER TABLE notes RENAME COLUMN slug TO snail"))),
        "@Up");
  }

  @Test
  void stepsThatMayChangeTheSchema() {
    Migrations registry =
        Migrations.notes()
            .step(
                c -> TestFile.run(c, "CREATE INDEX i ON notes (slug)"),
                MigrationDefinition.Builder::schemaUnknown);
    assertEquals(4, Migrator.builder(registry).build().migrate(file()).toVersion());
    // From there on nothing is known, so nothing is drift.
    TestFile.run(file(), "CREATE TABLE mine (x)");
    Migrations newer = registry.up("CREATE TABLE t (x);");
    assertEquals(5, Migrator.builder(newer).build().migrate(file()).toVersion());
  }

  @Test
  void stepsThatLeaveAResultSetOpen() {
    Migrations registry =
        Migrations.notes()
            .step(
                connection -> {
                  TestFile.run(connection, "INSERT INTO notes (body) VALUES ('a'), ('b')");
                  var rows = connection.createStatement().executeQuery("SELECT * FROM notes");
                  rows.next();
                });
    assertSays(fails(registry), "result set open", "Close every statement");
  }

  @Test
  void stepsThatThrow() {
    IllegalStateException mine = new IllegalStateException("mine");
    var failure =
        fails(
            Migrations.notes()
                .step(
                    connection -> {
                      TestFile.run(connection, "UPDATE notes SET slug = 'x'");
                      throw mine;
                    }));
    assertSame(mine, failure.getCause());
    assertTrue(failure.statement().isEmpty());

    SQLException sql = new SQLException("mine too");
    assertSame(
        sql,
        fails(
                Migrations.notes()
                    .step(
                        connection -> {
                          throw sql;
                        }))
            .getCause());
  }

  @Test
  void stepsThatThrowAnError() {
    AssertionError mine = new AssertionError("mine");
    Migrations registry =
        Migrations.notes()
            .step(
                connection -> {
                  TestFile.run(connection, "UPDATE notes SET slug = 'x'");
                  throw mine;
                });
    assertSame(
        mine,
        assertThrows(
            AssertionError.class, () -> Migrator.builder(registry).build().migrate(file())));
    assertEquals("kept|null", TestFile.query(file(), "SELECT body, slug FROM notes"));
    assertEquals(3, TestFile.version(file()));
  }

  @Test
  void temporaryObjectsDoNotOutliveTheirMigration() {
    Migrations registry =
        Migrations.notes()
            .claimed("CREATE TEMP TABLE notes (body); CREATE TEMP VIEW v AS SELECT 1;")
            .up("UPDATE notes SET slug = 'the file''s';");
    Migrator.builder(registry).build().migrate(file());
    assertEquals("the file's", TestFile.query(file(), "SELECT slug FROM notes"));
  }

  @Test
  void pragmasDoNotOutliveTheirMigration() {
    Migrations registry =
        Migrations.notes()
            .step(
                c ->
                    TestFile.run(
                        c,
                        "PRAGMA ignore_check_constraints = 1",
                        "PRAGMA writable_schema = 1",
                        "PRAGMA recursive_triggers = 1"))
            .up("CREATE TABLE checked (x CHECK (x > 0));")
            .up("INSERT INTO checked VALUES (-1);");
    var failure =
        assertThrows(
            MigrationFailedException.class,
            () -> Migrator.builder(registry).build().migrate(file()));
    assertEquals(6, failure.version());
  }

  @Test
  void stepsMayUseSavepointsAndFunctions() {
    Migrations registry =
        Migrations.notes()
            .step(
                connection -> {
                  Function.create(
                      connection,
                      "shout",
                      new Function() {
                        @Override
                        protected void xFunc() throws SQLException {
                          result(value_text(0).toUpperCase(java.util.Locale.ROOT));
                        }
                      });
                  TestFile.run(connection, "UPDATE notes SET slug = shout(body)");
                  Savepoint savepoint = connection.setSavepoint();
                  TestFile.run(connection, "DELETE FROM notes");
                  connection.rollback(savepoint);
                  connection.releaseSavepoint(savepoint);
                  TestFile.run(
                      connection,
                      "SAVEPOINT s",
                      "DELETE FROM notes",
                      "ROLLBACK TRANSACTION TO SAVEPOINT s",
                      "RELEASE s");
                });
    Migrator.builder(registry).build().migrate(file());
    assertEquals("kept|KEPT", TestFile.query(file(), "SELECT body, slug FROM notes"));
  }
}
