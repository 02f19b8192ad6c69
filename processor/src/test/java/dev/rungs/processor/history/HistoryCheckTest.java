package dev.rungs.processor.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.Extensions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The engine on scripts of another tool. */
class HistoryCheckTest {
  private final List<HistoryVersion> history = new ArrayList<>();

  private void version(String label, String up, String down) {
    history.add(
        new HistoryVersion(
            label,
            Optional.ofNullable(up).map(sql -> new HistoryScript(label + ".sql", sql)),
            Optional.ofNullable(down).map(sql -> new HistoryScript(label + ".down.sql", sql))));
  }

  private HistoryCheck.Result check() {
    return HistoryCheck.run(
        history,
        new HistoryCheck.Settings(
            Duration.ofSeconds(30), place -> true, place -> {}, Extensions.NONE));
  }

  private static List<String> places(HistoryCheck.Result result) {
    return result.findings().stream()
        .map(f -> f.key() + " " + f.file() + ":" + f.line() + ":" + f.column())
        .toList();
  }

  @Test
  void aFindingHasItsPlaceAndItsLine() {
    version("2024.1", "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);", null);
    version("2024.2", "-- b\r\n  ALTER TABLE t DROP COLUMN b;", "SELECT 1;");
    HistoryCheck.Result result = check();
    assertEquals(
        List.of("UndeclaredDestructive 2024.2.sql:2:3", "DownDoesNotUndo 2024.2.down.sql:1:1"),
        places(result));
    assertEquals("      ALTER TABLE t DROP COLUMN b;\n      ^", result.findings().get(0).excerpt());
    assertTrue(
        result.findings().get(1).message().contains("rollback of version 2024.2 the schema"),
        result.findings().toString());
  }

  @Test
  void aRefusedStatementIsLeftOutAndTheRestIsRun() {
    version("1", "CREATE TABLE a (x); CREATE TABEL b (y); CREATE TABLE c (z, y);", null);
    version("2", "ALTER TABLE c DROP COLUMN z;", null);
    version("3", "DROP TABLE a;", null);
    assertEquals(
        List.of(
            "SqlRejected 1.sql:1:28",
            "UndeclaredDestructive 2.sql:1:1",
            "UndeclaredDestructive 3.sql:1:1"),
        places(check()));
  }

  @Test
  void whatIsForTheRunnerIsBlankedOut() {
    version("1", "BEGIN;\nCREATE TABLE t (a); -- BEGIN\nPRAGMA user_version = 1;\nEND;", null);
    HistoryCheck.Result result = check();
    assertEquals(List.of(), places(result));
    assertEquals(
        Map.of("1.sql", Set.of("BEGIN and COMMIT", "PRAGMA user_version")), result.leftOut());
    assertEquals(
        "      \nCREATE TABLE t (a); -- BEGIN\n                        \n    ",
        result.scripts().get(0).up().orElseThrow().text());
  }

  @Test
  void whatWasNotRunMakesAVersionIncomplete() {
    version("1", "CREATE TABLE t (a);", null);
    version("2", "ATTACH 'x' AS x; CREATE VIRTUAL TABLE v USING nosuch (a);", null);
    version("3", null, null);
    version("4", "INSERT INTO t (a) VALUES (?);", null);
    HistoryCheck.Result result = check();
    assertEquals(Set.of(1, 3), result.incomplete());
    assertEquals(
        List.of("SqlNotAllowed 4.sql:1:27", "Unverified 2.sql:1:1", "Unverified 2.sql:1:47"),
        places(result).stream().sorted().toList());
  }

  @Test
  void statementsAreSplitAsSqliteDoes() {
    List<HistoryStatements.Statement> statements =
        HistoryStatements.split(
            "CREATE TRIGGER a AFTER INSERT ON b BEGIN SELECT 1; END; DROP TABLE \"c d\";");
    assertEquals(2, statements.size());
    assertEquals(List.of("DROP", "TABLE", "c d"), statements.get(1).words());
    assertEquals(56, statements.get(1).offset());
  }
}
