package dev.rungs.processor.replay.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AffinityTest {
  @ParameterizedTest
  @CsvSource({
    "INT, INTEGER",
    "BIGINT, INTEGER",
    "CHARINT, INTEGER",
    "VARCHAR(20), TEXT",
    "CLOB, TEXT",
    "BLOB, BLOB",
    "'', BLOB",
    "DOUBLE PRECISION, REAL",
    "FLOAT, REAL",
    "STRING, NUMERIC",
    "'DECIMAL(10,2)', NUMERIC",
    "JSON, NUMERIC",
    "DATETIME, NUMERIC",
    "BOOLEAN, NUMERIC"
  })
  void isThatOfSqlite(String type, Affinity affinity) {
    assertEquals(affinity, Affinity.of(type));
  }

  @ParameterizedTest
  @CsvSource({
    "TEXT, INTEGER, true",
    "TEXT, NUMERIC, true",
    "TEXT, REAL, true",
    "INTEGER, REAL, true",
    "NUMERIC, REAL, true",
    "BLOB, REAL, true",
    "INTEGER, TEXT, false",
    "REAL, TEXT, false",
    "INTEGER, NUMERIC, false",
    "NUMERIC, INTEGER, false",
    "REAL, INTEGER, false",
    "TEXT, BLOB, false",
    "BLOB, TEXT, false"
  })
  void saysWhatIsRewritten(Affinity from, Affinity to, boolean rewritten) {
    assertEquals(rewritten, from.isRewrittenBy(to));
  }
}
