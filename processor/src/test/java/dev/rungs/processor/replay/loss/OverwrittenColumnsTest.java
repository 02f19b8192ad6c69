package dev.rungs.processor.replay.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.processor.replay.schema.CatalogEntry;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.testing.Schemas;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverwrittenColumnsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALTER TABLE t ADD COLUMN b TEXT; UPDATE t SET b = lower(a) | false",
        "UPDATE t SET b = a; CREATE INDEX i ON t (b); CREATE VIEW v AS SELECT a FROM t | false",
        "ALTER TABLE t ADD COLUMN b TEXT NOT NULL DEFAULT ''; UPDATE t SET b = a | false",
        "UPDATE t SET b = 1, a = lower(a) | true",
        "UPDATE u SET (a, b) = (1, 2) | true",
        "UPDATE t SET b = a; ALTER TABLE t DROP COLUMN a | true",
        "UPDATE t SET b = a; ALTER TABLE t RENAME TO u | true",
        "UPDATE t SET b = a; INSERT INTO u SELECT a FROM t | true",
        "CREATE TABLE u AS SELECT lower(a) FROM t | true",
        "UPDATE t SET b = a; DELETE FROM t WHERE b IS NULL | true",
        "CREATE TRIGGER g AFTER UPDATE ON t BEGIN SELECT 1; UPDATE t SET a = 1; END | true",
        "CREATE TRIGGER g AFTER UPDATE ON t BEGIN UPDATE t SET c = a; END | false",
        "CREATE TRIGGER g AFTER UPDATE ON t BEGIN REPLACE INTO t VALUES (1); END | true",
        "CREATE VIRTUAL TABLE f USING fts5 (a) | true",
      })
  void aColumnIsOverwrittenByWhatNamesItOrByWhatMovesRows(String sql, boolean expected) {
    assertEquals(expected, new OverwrittenColumns(Schemas.script(sql), List.of()).has("a"));
  }

  @Test
  void theTriggersThatAreThereCountToo() {
    CatalogEntry other = trigger("UPDATE t SET c = new.a");
    CatalogEntry own = trigger("UPDATE t SET c = 1; UPDATE t SET a = trim(a)");
    Script script = Schemas.script("UPDATE t SET b = a");

    assertEquals(false, new OverwrittenColumns(script, List.of(other)).hasAny(Set.of("a", "x")));
    assertEquals(true, new OverwrittenColumns(script, List.of(own)).hasAny(Set.of("a", "x")));
  }

  private static CatalogEntry trigger(String body) {
    String sql = "CREATE TRIGGER g AFTER UPDATE ON t BEGIN " + body + "; END";
    return new CatalogEntry(CatalogEntry.Kind.TRIGGER, "g", "t", sql);
  }
}
