package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file whose columns stand in another order than the scripts give them. */
class ColumnOrderTest {
  private static final String SCHEMA =
      "CREATE TABLE t (a TEXT, b TEXT); CREATE TABLE u (a TEXT, b TEXT);";

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("app.db");
  }

  /** The same tables, but for the order of one's columns. */
  private void create(String... more) {
    TestFile.run(
        file(),
        "CREATE TABLE t (b TEXT, a TEXT)",
        "INSERT INTO t (a, b) VALUES ('a', 'b')",
        "CREATE TABLE u (a TEXT, b TEXT)",
        "INSERT INTO u (a, b) VALUES ('a', 'b')");
    TestFile.run(file(), more);
  }

  private static Migrator of(Migrations registry) {
    return Migrator.builder(registry).adoptAs(1).allowDestructive().withoutBackups().build();
  }

  private void assertRefused(Migrations registry) {
    var before = TestFile.bytes(directory);
    var refusal = assertThrows(SchemaDriftException.class, () -> of(registry).migrate(file()));
    assertTrue(refusal.getMessage().contains("table t has (b, a), not (a, b)"));
    assertEquals(before, TestFile.bytes(directory));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE u SET (a, b) = (SELECT * FROM t);",
        "DELETE FROM u WHERE (a, b) NOT IN (SELECT * FROM t);",
        "DELETE FROM u WHERE (a, b) NOT IN t;",
        "WITH c AS (SELECT * FROM t) DELETE FROM u WHERE (a, b) NOT IN c;",
        "DELETE FROM u WHERE EXISTS (SELECT * FROM u EXCEPT SELECT * FROM t);",
        "WITH c (a, b) AS (SELECT * FROM t) UPDATE u SET a = c.a, b = c.b FROM c;",
        "CREATE TEMP TABLE x AS SELECT * FROM t; INSERT INTO u SELECT * FROM x; DROP TABLE x;",
        "CREATE VIEW v AS SELECT * FROM t; INSERT INTO u (a, b) SELECT * FROM v;",
        "CREATE VIEW v (a, b) AS SELECT * FROM t;",
        "CREATE VIEW v AS SELECT a, b FROM u UNION SELECT * FROM t;",
        "ALTER TABLE t RENAME TO x; UPDATE u SET (a, b) = (SELECT * FROM x);",
        "INSERT INTO u (a, b) SELECT 1, 2 UNION ALL SELECT t.* FROM t;"
      })
  void aScriptThatTakesColumnsByTheirPlaces(String script) {
    create();
    assertRefused(Migrations.registry().up(SCHEMA).up(script));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO u (a, b) SELECT a, b FROM t WHERE NOT EXISTS (SELECT * FROM t WHERE a = 1);",
        "INSERT INTO u (a, b) SELECT x.a, x.b FROM (SELECT * FROM t) x;",
        "WITH c AS MATERIALIZED (SELECT * FROM t) UPDATE u SET a = c.a FROM c;",
        "CREATE VIEW v AS SELECT * FROM t; INSERT INTO u (a, b) SELECT a, b FROM v; DROP VIEW v;",
        "DELETE FROM u WHERE a IN (SELECT a FROM t) AND 2 * length(b) > 5;",
        "DROP TABLE t; CREATE TABLE t (a TEXT, b TEXT); INSERT INTO t SELECT * FROM u;"
      })
  void aScriptThatDoesNot(String script) {
    create();
    assertEquals(2, of(Migrations.registry().up(SCHEMA).up(script)).migrate(file()).toVersion());
  }

  @Test
  void aTriggerOfTheFileThatIsFired() {
    String logs =
        "CREATE TRIGGER log AFTER INSERT ON u BEGIN INSERT INTO t VALUES ('A', 'B'); END;";
    String fires = "CREATE TRIGGER up AFTER UPDATE ON u BEGIN INSERT INTO u (a) VALUES (1); END;";
    create(logs, fires);
    Migrations registry = Migrations.registry().up(SCHEMA + logs + fires);
    assertRefused(registry.branch(1).up("INSERT INTO u (a, b) VALUES (1, 2);"));
    assertRefused(registry.branch(1).up("UPDATE u SET a = 2;"));
    assertEquals(2, of(registry.branch(1).up("UPDATE t SET a = 'c';")).migrate(file()).toVersion());
  }

  @Test
  void aViewOfTheFileThatIsRead() {
    String view = "CREATE VIEW v (a, b) AS SELECT * FROM t;";
    String reader = "CREATE VIEW r AS SELECT a, b FROM v;";
    create(reader, view);
    Migrations registry = Migrations.registry().up(SCHEMA + reader + view);
    assertRefused(registry.branch(1).up("INSERT INTO u (a, b) SELECT a, b FROM r;"));
    assertEquals(2, of(registry.branch(1).up("UPDATE t SET a = 'c';")).migrate(file()).toVersion());
  }

  @Test
  void aRollbackThatTakesColumnsByTheirPlaces() {
    create();
    Migrations registry =
        Migrations.registry()
            .up(SCHEMA)
            .up(
                "CREATE TABLE z (x);",
                "DROP TABLE z; DELETE FROM u; INSERT INTO u SELECT * FROM t;");
    Migrator migrator = of(registry);
    migrator.migrate(file());
    var before = TestFile.bytes(directory);
    assertThrows(SchemaDriftException.class, () -> migrator.rollbackTo(file(), 1));
    assertEquals(before, TestFile.bytes(directory));
  }

  @Test
  void aVersionThatTheRegistryDoesNotHave() {
    create();
    Migrator migrator = Migrator.builder(Migrations.registry().up(SCHEMA)).adoptAs(9).build();
    var before = TestFile.bytes(directory);
    migrator.rollbackTo(file(), 0);
    assertEquals(before, TestFile.bytes(directory));
  }
}
