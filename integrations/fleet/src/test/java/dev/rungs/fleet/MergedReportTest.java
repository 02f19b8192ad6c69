package dev.rungs.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.fleet.FileOutcome.State;
import dev.rungs.fleet.FleetReport.Ending;
import dev.rungs.fleet.FleetReport.Verb;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One report over the journals of several shards. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MergedReportTest {
  private static final int SHARDS = 4;

  @TempDir Path folder;
  private Path tenants;

  @BeforeEach
  void createTenants() throws Exception {
    tenants = folder.resolve("tenants");
    Tenants.createMany(tenants, 0, 40, 1);
    Tenants.sql(
        tenants.resolve(Tenants.name(7)),
        "INSERT INTO customers (email, name) VALUES ('ada@example.com', 'Ada again')");
  }

  private Path journal(int shard) {
    return folder.resolve("shard" + shard + ".journal");
  }

  private void migrate(int shard, int target) {
    try (Stream<Path> files = DatabaseFiles.in(tenants)) {
      Fleet.of(Shop.release(target))
          .journal(journal(shard))
          .shard(shard, SHARDS)
          .migrate(files)
          .close();
    }
  }

  private List<Path> journals() {
    List<Path> journals = new ArrayList<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      journals.add(journal(shard));
    }
    return journals;
  }

  @Test
  void allShardsAreOneReport() throws Exception {
    for (int shard = 0; shard < SHARDS; shard++) {
      migrate(shard, 4);
    }
    Path html = folder.resolve("report.html");
    try (FleetReport report = Fleet.lastRuns(journals(), Verb.MIGRATE)) {
      assertEquals(40, report.files());
      assertEquals(39, report.count(State.MIGRATED));
      assertEquals(1, report.count(State.FAILED));
      assertEquals(Ending.COMPLETED, report.ending());
      assertEquals("0/1", report.shard());
      assertEquals(Map.of(1, 40L), report.versionsBefore());
      assertEquals(Map.of(1, 1L, 4, 39L), report.versionsAfter());
      FileOutcome failed = report.failures().toList().get(0);
      assertEquals(tenants.resolve(Tenants.name(7)), failed.file());
      assertEquals(2, failed.failure().orElseThrow().rows().size());
      assertEquals(40, report.outcomes().count());
      StringWriter json = new StringWriter();
      report.writeJson(json);
      assertTrue(json.toString().contains("\"migrated\": 39"), json.toString());
      report.writeHtml(html);
    }
    assertTrue(Files.readString(html).contains("unique_emails"));
    for (Path journal : journals()) {
      assertTrue(Files.exists(journal), "only the temporary one is deleted");
    }
  }

  @Test
  void aMissingShardIsSaidAndNothingIsCurrent() throws Exception {
    Tenants.sql(tenants.resolve(Tenants.name(7)), "DELETE FROM customers WHERE id = 3");
    for (int shard : List.of(0, 3)) {
      migrate(shard, 4);
    }
    try (FleetReport report =
        Fleet.lastRuns(List.of(journal(3), journal(0), journal(0)), Verb.MIGRATE)) {
      assertEquals(report.files(), report.count(State.MIGRATED));
      assertEquals("0,3/4", report.shard());
      assertEquals(Ending.STOPPED, report.ending());
      assertEquals("There is no journal of shard 1, 2 of 4.", report.reason().orElseThrow());
      assertFalse(report.isEverythingCurrent());
    }
    migrate(1, 4);
    migrate(2, 4);
    try (FleetReport report = Fleet.lastRuns(journals(), Verb.MIGRATE)) {
      assertTrue(report.isEverythingCurrent());
    }
  }

  @Test
  void aFileInSeveralJournalsCountsAsItsLastRunLeftIt() throws Exception {
    migrateAll("first", 4);
    Tenants.sql(tenants.resolve(Tenants.name(7)), "DELETE FROM customers WHERE id = 3");
    migrateAll("second", 4);
    List<Path> both = List.of(folder.resolve("second"), folder.resolve("first"));
    try (FleetReport report = Fleet.lastRuns(both, Verb.MIGRATE)) {
      assertEquals(40, report.files());
      assertEquals(0, report.count(State.FAILED));
      assertTrue(report.isEverythingCurrent());
    }
  }

  @Test
  void theSamePathOnTwoHostsIsTwoFiles() throws Exception {
    migrateAll("first", 4);
    migrateAll("second", 4);
    Tenants.sql(folder.resolve("second"), "UPDATE run SET host = 'other'");
    List<Path> both = List.of(folder.resolve("first"), folder.resolve("second"));
    try (FleetReport report = Fleet.lastRuns(both, Verb.MIGRATE)) {
      assertEquals(80, report.files());
      assertEquals(
          40, report.outcomes().filter(outcome -> outcome.name().endsWith(" [other]")).count());
    }
  }

  @Test
  void journalsOfDifferentFleetsAreRefused() {
    migrate(0, 4);
    migrate(1, 2);
    FleetException refused =
        assertThrows(
            FleetException.class,
            () -> Fleet.lastRuns(List.of(journal(0), journal(1)), Verb.MIGRATE));
    assertTrue(refused.getMessage().contains("at version 4"), refused.getMessage());
    assertTrue(refused.getMessage().contains("at version 2"), refused.getMessage());
    assertThrows(FleetException.class, () -> Fleet.lastRuns(List.of(journal(0)), Verb.REHEARSE));
    assertThrows(
        FleetException.class,
        () -> Fleet.lastRuns(List.of(folder.resolve("none.journal")), Verb.MIGRATE));
    assertFalse(Files.exists(folder.resolve("none.journal")));
  }

  private void migrateAll(String journal, int target) {
    try (Stream<Path> files = DatabaseFiles.in(tenants)) {
      Fleet.of(Shop.release(target)).journal(folder.resolve(journal)).migrate(files).close();
    }
  }
}
