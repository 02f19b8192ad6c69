package dev.rungs.processor.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.testing.Schemas;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A script that does not end, and one that only looks so on our rows. */
class TimeLimitTest {
  @ParameterizedTest
  @Timeout(60)
  @CsvSource(
      delimiter = '|',
      value = {
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) INSERT INTO t SELECT i FROM"
            + " n WHERE i < 0; | did not end within the time limit",
        "INSERT INTO t SELECT 1; DELETE FROM t WHERE a IN (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
            + " SELECT i + 1 FROM n) SELECT i FROM n); | did not end within the time limit",
        "INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT"
            + " zeroblob(1000000) FROM n; | more memory than the compiler gives",
        "INSERT INTO t VALUES (zeroblob(900000000)); | more memory than the compiler gives",
      })
  void isRejectedAtItsStatement(String migration, String words) {
    List<Problem> problems =
        Replay.run(
                Schemas.schema().up("CREATE TABLE t (a);").up("\n" + migration).model(),
                Replay.Observer.NONE,
                Duration.ofSeconds(5),
                Checkpoints.NONE)
            .problems();
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(ProblemKey.SQL_REJECTED, problems.get(0).key());
    assertTrue(problems.get(0).message().contains(words), problems::toString);
    assertTrue(problems.get(0).message().contains("line 2, column"), problems::toString);
  }

  @Test
  @Timeout(60)
  void countingUpToAValueIsTriedWithSmallNumbers() {
    List<Problem> problems =
        Replay.run(
                Schemas.schema()
                    .up(
                        "CREATE TABLE courses (id INTEGER PRIMARY KEY, taken INTEGER NOT NULL DEFAULT"
                            + " 0); CREATE TABLE visits (course INTEGER, number INTEGER);")
                    .up(
                        """
                        WITH RECURSIVE n (i) AS (
                          SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < (SELECT max(taken) FROM courses))
                        INSERT INTO visits (course, number) SELECT id, i FROM courses JOIN n ON i <= taken;
                        """)
                    .model(),
                Replay.Observer.NONE,
                Duration.ofSeconds(30),
                Checkpoints.NONE)
            .problems();
    assertEquals(List.of(), problems);
  }
}
