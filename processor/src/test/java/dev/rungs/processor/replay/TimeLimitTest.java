package dev.rungs.processor.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.testing.Schemas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                // On a busy machine memory takes its time to fill.
                Duration.ofSeconds(words.contains("memory") ? 120 : 5),
                Checkpoints.NONE)
            .problems();
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(ProblemKey.SQL_REJECTED, problems.get(0).key());
    assertTrue(problems.get(0).message().contains(words), problems::toString);
    assertTrue(problems.get(0).message().contains("line 2, column"), problems::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WITH RECURSIVE", "WITH"})
  @Timeout(60)
  void countingUpToAValueIsTriedWithSmallNumbers(String with) {
    List<Problem> problems =
        Replay.run(
                Schemas.schema()
                    .up(
                        "CREATE TABLE courses (id INTEGER PRIMARY KEY, taken INTEGER NOT NULL DEFAULT"
                            + " 0); CREATE TABLE visits (course INTEGER, number INTEGER);")
                    .up(
                        """
                        %s n (i) AS (
                          SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < (SELECT max(taken) FROM courses))
                        INSERT INTO visits (course, number) SELECT id, i FROM courses JOIN n ON i <= taken;
                        """
                            .formatted(with))
                    .model(),
                Replay.Observer.NONE,
                Duration.ofSeconds(30),
                Checkpoints.NONE)
            .problems();
    assertEquals(List.of(), problems);
  }

  /** It is no fault of the history that the made-up rows were too much for the script. */
  @Test
  @Timeout(60)
  void aTrialThatTakesAllTheTimeLeavesTheHistoryItsOwn() {
    List<Integer> seen = new ArrayList<>();
    List<Problem> problems =
        Replay.run(
                Schemas.schema()
                    .up(
                        "CREATE TABLE courses (id INTEGER PRIMARY KEY, taken INTEGER NOT NULL); CREATE"
                            + " TABLE visits (course INTEGER, number INTEGER); CREATE VIEW n (i) AS"
                            + " WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i"
                            + " < (SELECT max(taken) FROM courses)) SELECT i FROM c;")
                    .up("INSERT INTO visits (course, number) SELECT id, i FROM courses, n;")
                    .up("CREATE TABLE more (a);")
                    .model(),
                (version, snapshot, ddl) -> seen.add(version),
                Duration.ofSeconds(3),
                Checkpoints.NONE)
            .problems();
    assertEquals(List.of(1, 2, 3), seen);
    assertEquals(
        List.of(ProblemKey.UNVERIFIED),
        problems.stream().map(Problem::key).toList(),
        problems::toString);
  }
}
