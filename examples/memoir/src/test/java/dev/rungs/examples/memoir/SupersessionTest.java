package dev.rungs.examples.memoir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.AppDatabase;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log promises, on a real file. */
class SupersessionTest {
  private static final Instant MONDAY = Instant.parse("2026-02-02T08:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-02-03T08:00:00Z");
  private static final Instant WEDNESDAY = Instant.parse("2026-02-04T08:00:00Z");

  @TempDir Path folder;

  private AppDatabase database;
  private Memories memories;
  private String a;
  private String b;
  private String c;

  @BeforeEach
  void open() throws SQLException {
    database = AppDatabase.open(folder.resolve("memoir.db"), MigrationRegistry.INSTANCE);
    memories = new Memories(database.connection(), new SteppingClock());
    a = memories.remember("a");
    b = memories.remember("b");
    c = memories.remember("c");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void supersedingHidesTheLoserAndUnsupersedingBringsItBack() throws SQLException {
    memories.supersede(a, b);
    assertEquals(Optional.of(b), memories.supersededBy(a));
    assertEquals(List.of("b", "c"), bodies(memories.recall()));

    memories.unsupersede(a);
    assertEquals(Optional.empty(), memories.supersededBy(a));
    assertEquals(List.of("a", "b", "c"), bodies(memories.recall()));
    assertEquals(2, memories.log().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"012", "021", "102", "120", "201", "210"})
  void theLatestDecisionWinsWhateverTheOrderOfInserts(String order) throws SQLException {
    for (char decision : order.toCharArray()) {
      switch (decision) {
        case '0' -> memories.decide(a, b, MONDAY);
        case '1' -> memories.decide(a, null, TUESDAY);
        default -> memories.decide(a, c, WEDNESDAY);
      }
    }
    assertEquals(Optional.of(c), memories.supersededBy(a));
  }

  @Test
  void aLateUnsupersedeOfTheLogIsNotUndoneByAnOlderDecision() throws SQLException {
    memories.decide(a, null, TUESDAY);
    memories.decide(a, b, MONDAY);
    assertEquals(Optional.empty(), memories.supersededBy(a));
  }

  @Test
  void ofTwoDecisionsAtOneTimeTheOneWrittenLaterCounts() throws SQLException {
    memories.decide(a, c, MONDAY);
    memories.decide(a, b, MONDAY);
    assertEquals(Optional.of(b), memories.supersededBy(a));
    assertEquals(List.of("b", "c"), bodies(memories.recallAsOf(MONDAY)));
  }

  @Test
  void aDecisionAboutOneMemoryLeavesTheOthersAlone() throws SQLException {
    memories.supersede(a, c);
    memories.supersede(b, c);
    memories.unsupersede(b);
    assertEquals(Optional.of(c), memories.supersededBy(a));
    assertEquals(Optional.empty(), memories.supersededBy(b));
  }

  @Test
  void nothingSupersedesItself() throws SQLException {
    SQLException refused = assertThrows(SQLException.class, () -> memories.supersede(a, a));
    assertTrue(refused.getMessage().contains("CHECK constraint failed"), refused.getMessage());
    assertEquals(List.of(), memories.log());
  }

  @Test
  void bothSidesOfADecisionMustExist() throws SQLException {
    assertThrows(SQLException.class, () -> memories.supersede("nobody", a));
    assertThrows(SQLException.class, () -> memories.supersede(a, "nobody"));
    assertThrows(SQLException.class, () -> memories.unsupersede("nobody"));
    assertEquals(List.of(), memories.log());
    assertEquals(Optional.empty(), memories.supersededBy(a));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-02T08:00:00Z", "2026-02-02 08:00:00.000", "1770019200", "now"})
  void aTimeOfAnotherFormIsRefused(String time) throws SQLException {
    String sql =
        "INSERT INTO supersession_events (loser_pid, winner_pid, decided_at) VALUES ('%s', '%s', '%s')";
    assertThrows(SQLException.class, () -> execute(sql.formatted(a, b, time)));
  }

  @Test
  void theTimeOfADecisionIsNowUnlessGiven() throws SQLException {
    Instant before = Instant.now().minusSeconds(1);
    execute("INSERT INTO supersession_events (loser_pid) VALUES ('%s')".formatted(a));
    Instant decided = memories.log().get(0).decidedAt();
    assertFalse(decided.isBefore(before), decided.toString());
    assertFalse(decided.isAfter(Instant.now().plusSeconds(1)), decided.toString());
  }

  @Test
  void forgettingTheLoserDropsTheDecisionsAboutIt() throws SQLException {
    memories.supersede(a, b);
    memories.supersede(c, b);
    assertTrue(memories.forget(a));
    assertEquals(1, memories.log().size());
    assertEquals(c, memories.log().get(0).loser());
    assertFalse(memories.forget(a));
  }

  // The driver's default is off. What foreign keys do must not depend on it.
  @ParameterizedTest
  @ValueSource(strings = {"OFF", "ON"})
  void forgettingTheWinnerIsAnImplicitUnsupersede(String recursiveTriggers) throws SQLException {
    execute("PRAGMA recursive_triggers = " + recursiveTriggers);
    memories.supersede(a, b);
    memories.forget(b);
    assertEquals(Optional.empty(), memories.supersededBy(a));
    assertEquals(List.of("a", "c"), bodies(memories.recall()));
    assertEquals(1, memories.log().size());
    assertEquals(Optional.empty(), memories.log().get(0).winner());
  }

  @Test
  void forgettingAnEarlierWinnerLeavesTheLatestInPlace() throws SQLException {
    memories.decide(a, b, MONDAY);
    memories.decide(a, c, TUESDAY);
    memories.forget(b);
    assertEquals(Optional.of(c), memories.supersededBy(a));
  }

  @Test
  void forgettingTheLatestWinnerDoesNotBringTheEarlierOneBack() throws SQLException {
    memories.decide(a, b, MONDAY);
    memories.decide(a, c, TUESDAY);
    memories.forget(c);
    assertEquals(Optional.empty(), memories.supersededBy(a));

    // Nor does a decision that comes in late: the implicit unsupersede keeps its place in time.
    memories.decide(a, b, MONDAY);
    assertEquals(Optional.empty(), memories.supersededBy(a));
    memories.decide(a, b, WEDNESDAY);
    assertEquals(Optional.of(b), memories.supersededBy(a));
  }

  @Test
  void forgettingTheMiddleOfAChainFreesOnlyItsOwnLoser() throws SQLException {
    memories.supersede(a, b);
    memories.supersede(b, c);
    memories.forget(b);
    assertEquals(List.of("a", "c"), bodies(memories.recall()));
    assertEquals(1, memories.log().size());
  }

  @Test
  void forgettingTheEndOfAChainFreesOnlyTheLinkBeforeIt() throws SQLException {
    memories.supersede(a, b);
    memories.supersede(b, c);
    memories.forget(c);
    assertEquals(Optional.of(b), memories.supersededBy(a));
    assertEquals(Optional.empty(), memories.supersededBy(b));
  }

  @Test
  void forgettingOneOfTwoThatSupersedeEachOtherFreesTheOther() throws SQLException {
    memories.supersede(a, b);
    memories.supersede(b, a);
    assertEquals(List.of("c"), bodies(memories.recall()));
    memories.forget(b);
    assertEquals(List.of("a", "c"), bodies(memories.recall()));
  }

  @Test
  void recallsWhatStoodAtAnyTime() throws SQLException {
    memories.decide(a, b, MONDAY);
    memories.decide(b, c, TUESDAY);
    memories.decide(a, null, WEDNESDAY);

    assertEquals(List.of(), bodies(memories.recallAsOf(Instant.parse("2025-12-31T23:59:59.999Z"))));
    assertEquals(List.of("a"), bodies(memories.recallAsOf(Instant.parse("2026-01-01T00:00:00Z"))));
    assertEquals(List.of("a", "b", "c"), bodies(memories.recallAsOf(MONDAY.minusMillis(1))));
    assertEquals(List.of("b", "c"), bodies(memories.recallAsOf(MONDAY)));
    assertEquals(List.of("c"), bodies(memories.recallAsOf(TUESDAY)));
    assertEquals(List.of("a", "c"), bodies(memories.recallAsOf(WEDNESDAY)));
    assertEquals(bodies(memories.recall()), bodies(memories.recallAsOf(WEDNESDAY)));
  }

  @Test
  void bothIndexesServeTheirQueries() throws SQLException {
    List<String> recall = queryPlan(Memories.RECALL_AS_OF);
    assertTrue(
        recall.stream()
            .anyMatch(
                line ->
                    line.startsWith(
                        "SEARCH e USING INDEX supersession_events_loser_decided_idx"
                            + " (loser_pid=? AND decided_at")),
        recall.toString());
    assertEquals(
        List.of("SCAN supersession_events USING INDEX supersession_events_decided_at_idx"),
        queryPlan(Memories.LOG));
  }

  private List<String> queryPlan(String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    String literal = sql.replace("?", "'2026'");
    try (Statement statement = database.connection().createStatement();
        ResultSet row = statement.executeQuery("EXPLAIN QUERY PLAN " + literal)) {
      while (row.next()) {
        lines.add(row.getString("detail"));
      }
    }
    return lines;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = database.connection().createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static List<String> bodies(List<Memory> memories) {
    return memories.stream().map(Memory::body).toList();
  }
}
