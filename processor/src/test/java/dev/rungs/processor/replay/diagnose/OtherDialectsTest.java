package dev.rungs.processor.replay.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.testing.Schemas;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQL of other databases: the message says what SQLite has instead. */
class OtherDialectsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '$',
      value = {
        "ALTER TABLE t ADD COLUMN IF NOT EXISTS b TEXT; | leave it out",
        "ALTER TABLE t DROP COLUMN IF EXISTS a; | leave it out",
        "CREATE TABLE n (id INTEGER PRIMARY KEY AUTO_INCREMENT); | INTEGER PRIMARY KEY numbers rows",
        "CREATE TABLE n (id BIGSERIAL PRIMARY KEY, at TIMESTAMP DEFAULT now()); | INTEGER PRIMARY KEY",
        "UPDATE t SET a = now(); | CURRENT_TIMESTAMP",
        "ALTER TABLE t ALTER COLUMN a TYPE INTEGER; | Create a new table",
        "ALTER TABLE t MODIFY a INTEGER; | Create a new table",
        "ALTER TABLE t ADD CONSTRAINT c UNIQUE (a); | UNIQUE INDEX",
        "TRUNCATE TABLE t; | DELETE FROM",
        "CREATE TABLE n (id INTEGER) ENGINE=InnoDB; | MySQL",
        "CREATE TYPE mood AS ENUM ('sad'); | CHECK",
        "INSERT IGNORE INTO t (a) VALUES (1); | INSERT OR IGNORE",
        "INSERT INTO t (id) VALUES (1) ON DUPLICATE KEY UPDATE a = 1; | ON CONFLICT",
        "CREATE INDEX CONCURRENTLY i ON t (a); | Leave it out",
      })
  void isRecognised(String sql, String fix) {
    List<Problem> problems =
        Schemas.schema()
            .up("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);")
            .up(sql)
            .replay()
            .problems();
    assertEquals(ProblemKey.SQL_REJECTED, problems.get(0).key());
    assertTrue(problems.get(0).message().contains(fix), problems.get(0).message());
  }
}
