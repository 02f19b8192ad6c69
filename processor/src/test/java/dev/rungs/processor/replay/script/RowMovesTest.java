package dev.rungs.processor.replay.script;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Schemas;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowMovesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE t ADD COLUMN a TEXT; UPDATE t SET a = lower(b)",
        "INSERT INTO t (a) VALUES (1); DELETE FROM t WHERE a = 2; DROP TABLE u",
        "CREATE TABLE t (a); CREATE UNIQUE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t",
        "CREATE TRIGGER g AFTER UPDATE ON t BEGIN DELETE FROM u; END",
      })
  void copiesNothing(String sql) {
    assertFalse(RowMoves.canCopy(Schemas.script(sql), List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t SELECT * FROM u",
        "WITH w AS (SELECT a FROM u) INSERT INTO t SELECT a FROM w",
        "UPDATE t SET a = (SELECT a FROM u)",
        "UPDATE t SET a = u.a FROM u WHERE u.id = t.id",
        "CREATE TABLE t AS SELECT * FROM u",
        "ALTER TABLE t RENAME TO u",
        "CREATE TRIGGER g AFTER DELETE ON t BEGIN INSERT INTO u VALUES (old.a); END",
        "CREATE TRIGGER g AFTER DELETE ON t BEGIN REPLACE INTO u VALUES (old.a); END",
        "CREATE VIRTUAL TABLE f USING fts5 (a, content = t)",
      })
  void mayCopy(String sql) {
    assertTrue(RowMoves.canCopy(Schemas.script(sql), List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSERT", "REPLACE"})
  void mayCopyByTheTriggersThatItFires(String verb) {
    Script script = Schemas.script("DELETE FROM t");
    String trigger =
        "CREATE TRIGGER g AFTER DELETE ON t BEGIN " + verb + " INTO u VALUES (old.a); END";

    assertTrue(RowMoves.canCopy(script, List.of(SqlTokenizer.significant(trigger))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE t ADD COLUMN a TEXT; ALTER TABLE t DROP COLUMN b; DROP TABLE u",
        "DROP INDEX i; CREATE INDEX i ON t (a); DROP VIEW v; CREATE VIEW v AS SELECT a FROM t",
        "DROP TRIGGER g; CREATE TRIGGER g AFTER DELETE ON t BEGIN DELETE FROM u; END",
      })
  void takesNothing(String sql) {
    assertFalse(RowMoves.canTake(Schemas.script(sql)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE t DROP COLUMN a; ALTER TABLE t ADD COLUMN a INTEGER",
        "ALTER TABLE t RENAME COLUMN a TO b",
        "DROP TABLE t; CREATE TABLE t (a)",
        "DROP TABLE t; CREATE VIRTUAL TABLE t USING fts5 (a)",
        "DELETE FROM t",
        "UPDATE t SET a = 1",
        "INSERT OR REPLACE INTO t VALUES (1)",
      })
  void mayTake(String sql) {
    assertTrue(RowMoves.canTake(Schemas.script(sql)));
  }
}
