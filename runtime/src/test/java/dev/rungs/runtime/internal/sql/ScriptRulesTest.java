package dev.rungs.runtime.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        // Words that are commands elsewhere.
        "CREATE TABLE t (\"commit\" TEXT, [begin] INT, `end` INT, vacuum INT, \"rollback\" INT)",
        "CREATE TABLE git (commit_id TEXT, attach TEXT, release TEXT)",
        "INSERT INTO t VALUES ('BEGIN', 'COMMIT; END', 'ATTACH', 'PRAGMA user_version = 3')",
        "SELECT 'VACUUM' -- VACUUM; COMMIT\n",
        "SELECT 1 /* ; ROLLBACK; */",
        "INSERT OR ROLLBACK INTO t VALUES (1)",
        "CREATE TABLE t (a INTEGER PRIMARY KEY ON CONFLICT ROLLBACK)",
        "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT RAISE(ROLLBACK, 'no'); END",
        "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; DELETE FROM u; END;",
        "SELECT CASE WHEN a THEN b END FROM t; SELECT 2",
        // Allowed commands.
        "ANALYZE",
        "ANALYZE t; REINDEX; REINDEX nocase",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "REPLACE INTO t VALUES (1)",
        "ALTER TABLE t RENAME TO u",
        // Pragmas that read, and the two that are reset.
        "PRAGMA foreign_key_check",
        "PRAGMA foreign_key_check(t)",
        "PRAGMA foreign_key_check = t",
        "PRAGMA main.table_info('t')",
        "PRAGMA table_xinfo(t); PRAGMA index_list(\"t\"); PRAGMA integrity_check(5)",
        "pragma legacy_alter_table = on",
        "PRAGMA legacy_alter_table(1); PRAGMA \"defer_foreign_keys\" = ON",
        "PRAGMA user_version",
        "PRAGMA journal_mode; PRAGMA foreign_keys",
        "SELECT * FROM pragma_table_info('t'), pragma_user_version",
        // Our prefix where it is no name.
        "INSERT INTO t VALUES ('rungs_history')",
        "INSERT INTO t (a) VALUES ('x', 'rungs_history')",
        "SELECT * FROM t WHERE a = 'rungs_x' AND b IN ('y', 'rungs_x')",
        "SELECT * FROM t WHERE a IS NOT DISTINCT FROM 'rungs_x'",
        "SELECT * FROM t, (VALUES ('rungs_x')), u",
        "SELECT * FROM t JOIN json_each('a', 'rungs_x') AS j ON coalesce(a, 'rungs_x') = j.value",
        "CREATE TABLE t (a TEXT DEFAULT 'rungs_x' CHECK (a <> 'rungs_x'))",
        "CREATE TABLE rungs (id INTEGER)",
        "CREATE TABLE my_rungs_x (id INTEGER)",
        "SELECT 1 -- rungs_history\n",
        // SQLite's own tables: reading, and the sequence of a rebuilt table.
        "SELECT sql FROM sqlite_schema WHERE name <> 'sqlite_master'",
        "CREATE TABLE copy AS SELECT * FROM sqlite_master",
        "UPDATE sqlite_sequence SET seq = 9 WHERE name = 't'",
        "INSERT INTO sqlite_sequence VALUES ('t', 9); DELETE FROM sqlite_sequence WHERE name = 'u'",
        "DELETE FROM sqlite_stat1",
        // No call, no parameter.
        "CREATE TABLE t (load_extension TEXT)",
        "SELECT 'load_extension(1)', '?', ':a', \"a?\" FROM t",
        "SELECT a ->> '$.b' FROM t",
        // Scratch that goes away.
        "CREATE TEMP TABLE s (a); INSERT INTO s SELECT 1; DROP TABLE s",
        "CREATE TEMPORARY TABLE IF NOT EXISTS \"S\" AS SELECT 1; DROP TABLE IF EXISTS temp.s",
        "CREATE TABLE temp.s (a); CREATE INDEX temp.i ON s (a); DROP TABLE [s]",
        "CREATE TEMP VIEW v AS SELECT 1; DROP VIEW v;",
        "CREATE TEMP TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END; DROP TRIGGER temp.g;",
        "CREATE TABLE temp (a)",
        "CREATE TABLE main.t (a)",
        "",
        "-- nothing\n;",
      })
  void allows(String script) {
    assertEquals(List.of(), ScriptRules.violations(script));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        // script | column of the violation | a word of the message
        "BEGIN | 1 | BEGIN",
        "begin immediate | 1 | BEGIN",
        "/* c */ CoMmIt | 9 | COMMIT",
        "SELECT 1; END TRANSACTION | 11 | END",
        "SELECT 1;;  ROLLBACK TO x | 13 | ROLLBACK",
        "SAVEPOINT x | 1 | SAVEPOINT",
        "RELEASE x | 1 | RELEASE",
        "ATTACH 'other.db' AS o | 1 | ATTACH",
        "DETACH o | 1 | DETACH",
        "VACUUM | 1 | VACUUM",
        "VACUUM INTO 'x' | 1 | VACUUM",
        "EXPLAIN SELECT 1 | 1 | EXPLAIN",
        "explain query plan SELECT 1 | 1 | EXPLAIN",
        "EXPLAIN COMMIT | 1 | EXPLAIN",
        "backup to x.db | 1 | BACKUP",
        "Restore from 'x' | 1 | RESTORE",
        "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END; COMMIT | 57 | COMMIT",
        "SELECT 'a' ; COMMIT ; SELECT 'b' | 14 | COMMIT",
        "PRAGMA user_version = 3 | 8 | user_version",
        "PRAGMA main.user_version(3) | 13 | user_version",
        "PRAGMA \"user_version\" = 3 | 8 | user_version",
        "PRAGMA [main].'User_Version' = 3 | 15 | user_version",
        "PRAGMA/**/`journal_mode`/**/=/**/wal | 11 | journal_mode",
        "PRAGMA foreign_keys = OFF | 8 | foreign_keys",
        "PRAGMA foreign_keys(0) | 8 | foreign_keys",
        "PRAGMA writable_schema = 1 | 8 | writable_schema",
        "PRAGMA recursive_triggers = 1 | 8 | recursive_triggers",
        "PRAGMA ignore_check_constraints = on | 8 | ignore_check_constraints",
        "PRAGMA application_id = 1 | 8 | application_id",
        "PRAGMA wal_checkpoint | 8 | wal_checkpoint",
        "PRAGMA optimize | 8 | optimize",
        "PRAGMA incremental_vacuum | 8 | incremental_vacuum",
        "PRAGMA shrink_memory | 8 | shrink_memory",
        "PRAGMA case_sensitive_like = 1 | 8 | case_sensitive_like",
        "PRAGMA temp_store_directory = 'x' | 8 | temp_store_directory",
        "PRAGMA of_the_future | 8 | of_the_future",
        "CREATE TABLE rungs_x (a) | 14 | rungs_x",
        "DROP TABLE \"rungs_history\" | 12 | rungs_history",
        "DROP TABLE IF EXISTS main.[Rungs_History] | 27 | Rungs_History",
        "DROP TABLE 'rungs_history' | 12 | rungs_history",
        "DELETE FROM `RUNGS_HISTORY` | 13 | RUNGS_HISTORY",
        "DELETE FROM 'rungs_history' | 13 | rungs_history",
        "INSERT INTO 'rungs_history' VALUES (1) | 13 | rungs_history",
        "UPDATE 'rungs_history' SET a = 1 | 8 | rungs_history",
        "UPDATE OR IGNORE 'rungs_history' SET a = 1 | 18 | rungs_history",
        "SELECT * FROM t, 'rungs_history' | 18 | rungs_history",
        "SELECT * FROM (t, ('rungs_history')) | 20 | rungs_history",
        "SELECT * FROM t JOIN u ON t.a = u.a, 'rungs_history' | 38 | rungs_history",
        "SELECT (SELECT 1 FROM 'rungs_history') | 23 | rungs_history",
        "SELECT 1 WHERE 1 IN 'rungs_history' | 21 | rungs_history",
        "SELECT main.'rungs_history'.a FROM main.t | 13 | rungs_history",
        "ALTER TABLE t RENAME TO 'rungs_x' | 25 | rungs_x",
        "CREATE VIEW v AS SELECT * FROM rungs_history | 32 | rungs_history",
        "CREATE TRIGGER x AFTER INSERT ON t BEGIN DELETE FROM rungs_history; END | 54 | rungs_history",
        "CREATE TRIGGER x AFTER INSERT ON 'rungs_history' BEGIN SELECT 1; END | 34 | rungs_history",
        "CREATE INDEX i ON 'rungs_history' (a) | 19 | rungs_history",
        "CREATE TABLE t (a REFERENCES 'rungs_history') | 30 | rungs_history",
        "CREATE VIRTUAL TABLE f USING fts5(a, content='rungs_history') | 46 | rungs_history",
        "PRAGMA table_info(rungs_history) | 19 | rungs_history",
        "WITH rungs_x AS (SELECT 1) SELECT 1 | 6 | rungs_x",
        "UPDATE sqlite_schema SET sql = '' | 8 | sqlite_schema",
        "UPDATE OR FAIL main . \"SQLITE_MASTER\" SET sql = '' | 23 | SQLITE_MASTER",
        "DELETE FROM [sqlite_master] | 13 | sqlite_master",
        "DELETE FROM main.'sqlite_master' | 18 | sqlite_master",
        "INSERT INTO sqlite_schema VALUES (1) | 13 | sqlite_schema",
        "REPLACE INTO sqlite_temp_master VALUES (1) | 14 | sqlite_temp_master",
        "WITH a AS (SELECT 1) DELETE FROM sqlite_master | 34 | sqlite_master",
        "SELECT load_extension('x') | 8 | load_extension",
        "SELECT \"Load_Extension\" /* c */ ('x') | 8 | load_extension",
        "CREATE VIEW v AS SELECT [load_extension]('x') | 25 | load_extension",
        "INSERT INTO t VALUES (?) | 23 | ?",
        "INSERT INTO t VALUES (?1, 2) | 23 | ?1",
        "SELECT :name | 8 | :name",
        "SELECT @a | 8 | @a",
        "SELECT $a::b(;) | 8 | $a::b(;)",
        "CREATE TEMP TABLE s (a) | 19 | temporary table s",
        "CREATE TEMPORARY VIEW IF NOT EXISTS \"my v\" AS SELECT 1 | 37 | temporary view my v",
        "CREATE TABLE temp.s (a) | 19 | temporary table s",
        "CREATE TABLE 'TEMP'.s (a) | 21 | temporary table s",
        "CREATE VIRTUAL TABLE temp.f USING fts5(a) | 27 | temporary table f",
        "CREATE TEMP TABLE s (a); DROP TABLE main.s | 19 | temporary table s",
        "DROP TABLE s; CREATE TEMP TABLE s (a) | 33 | temporary table s",
        "CREATE TEMP TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END | 21 | temporary trigger g",
      })
  void refuses(String script, int column, String word) {
    List<Violation> violations = ScriptRules.violations(script);
    assertEquals(1, violations.size(), () -> script + " -> " + violations);
    Violation violation = violations.get(0);
    assertTrue(violation.message().contains(word), violation.message());
    assertEquals(column, violation.column(), violation.message());
    assertEquals(column - 1, violation.offset());
    assertEquals(1, violation.line());
  }

  @Test
  void findsNulAndHalfCharactersWhereverTheyAre() {
    String script = "SELECT 1;\nSELECT 'a\0b'; SELECT '\uD83D';\nSELECT '\uD83D\uDE00';";
    List<Violation> violations = ScriptRules.violations(script);
    assertEquals(2, violations.size(), violations::toString);
    assertTrue(violations.get(0).message().contains("NUL"));
    assertEquals(new SqlPosition(2, 10), positionOf(violations.get(0)));
    assertTrue(violations.get(1).message().contains("surrogate"));
    assertEquals(new SqlPosition(2, 23), positionOf(violations.get(1)));
  }

  @Test
  void reportsEverythingInOrder() {
    String script =
        "CREATE TEMP TABLE s (a);\r\nBEGIN;\r\n  PRAGMA user_version = 3;\r\nDROP TABLE rungs_x;\r\nCOMMIT";
    assertEquals(
        List.of(
            new SqlPosition(1, 19),
            new SqlPosition(2, 1),
            new SqlPosition(3, 10),
            new SqlPosition(4, 12),
            new SqlPosition(5, 1)),
        ScriptRules.violations(script).stream().map(ScriptRulesTest::positionOf).toList());
  }

  @Test
  void saysWhatToDo() {
    assertEquals(
        "A migration may read PRAGMA foreign_keys but not set it. Allowed are pragmas that only read,"
            + " legacy_alter_table and defer_foreign_keys. Foreign keys are off while a migration"
            + " runs and are checked before it commits. Remove the statement.",
        ScriptRules.violations("PRAGMA foreign_keys=1").get(0).message());
  }

  private static SqlPosition positionOf(Violation violation) {
    return new SqlPosition(violation.line(), violation.column());
  }
}
