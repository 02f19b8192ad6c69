package dev.rungs.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.fleet.FileOutcome.State;
import dev.rungs.fleet.FleetReport.Ending;
import dev.rungs.runtime.Registry;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FleetTest {
  private static final String DUPLICATE =
      "INSERT INTO customers (email, name) VALUES ('ada@example.com', 'Ada <b>again</b>')";

  @TempDir Path folder;
  private Path tenants;
  private Path journal;

  @BeforeEach
  void choose() throws IOException {
    tenants = Files.createDirectory(folder.resolve("tenants"));
    journal = folder.resolve("fleet.journal");
  }

  private FleetReport migrate(Fleet fleet) {
    try (Stream<Path> files = DatabaseFiles.in(tenants)) {
      return fleet.migrate(files);
    }
  }

  private FleetReport rehearse(Fleet fleet) {
    try (Stream<Path> files = DatabaseFiles.in(tenants)) {
      return fleet.rehearse(files);
    }
  }

  @Test
  void everyFileBecomesCurrent() throws Exception {
    Tenants.createMany(tenants.resolve("a"), 0, 5, 1);
    Tenants.createMany(tenants.resolve("b"), 5, 4, 2);
    Tenants.createMany(tenants, 9, 3, 4);
    try (FleetReport report = migrate(Fleet.of(Shop.release(4)))) {
      assertEquals(12, report.files());
      assertEquals(9, report.count(State.MIGRATED));
      assertEquals(3, report.count(State.CURRENT));
      assertEquals(Map.of(1, 5L, 2, 4L, 4, 3L), report.versionsBefore());
      assertEquals(Map.of(4, 12L), report.versionsAfter());
      assertEquals(Ending.COMPLETED, report.ending());
      assertTrue(report.isEverythingCurrent());
      assertTrue(report.times().isPresent());
    }
    try (Stream<Path> files = DatabaseFiles.in(tenants)) {
      for (Path file : files.toList()) {
        assertEquals(4, Tenants.version(file));
      }
    }
  }

  @Test
  void statusAndPlanChangeNothing() throws Exception {
    Tenants.createMany(tenants, 0, 3, 1);
    Tenants.createMany(tenants, 3, 2, 4);
    Tenants.create(tenants.resolve("newer.db"), 5);
    Map<String, String> before = Tenants.contents(tenants);
    Fleet fleet = Fleet.of(Shop.release(4));
    try (FleetReport status = fleet.status(DatabaseFiles.in(tenants));
        FleetReport plan = fleet.plan(DatabaseFiles.in(tenants))) {
      for (FleetReport report : List.of(status, plan)) {
        assertEquals(3, report.count(State.PENDING));
        assertEquals(2, report.count(State.CURRENT));
        assertEquals(1, report.count(State.FAILED));
        assertEquals(Map.of(1, 3L, 4, 2L, 5, 1L), report.versionsBefore());
        assertEquals(FailureCause.NEWER, report.failureGroups().get(0).cause());
        assertFalse(report.isEverythingCurrent());
      }
      assertEquals(Map.of(4, 5L, 5, 1L), plan.versionsAfter());
    }
    assertEquals(before, Tenants.contents(tenants));
  }

  @Test
  void aRehearsalFindsWhatFailsOnTheDataOfOneFileAndChangesNone() throws Exception {
    Tenants.createMany(tenants, 0, 4, 1);
    Path bad = Tenants.create(tenants.resolve("bad.db"), 1);
    Tenants.sql(bad, DUPLICATE);
    Map<String, String> before = Tenants.contents(tenants);
    try (FleetReport report = rehearse(Fleet.of(Shop.release(4)))) {
      assertEquals(4, report.count(State.REHEARSED));
      FileOutcome failed = report.failures().toList().get(0);
      assertEquals(bad, failed.file());
      FileFailure failure = failed.failure().orElseThrow();
      assertEquals(FailureCause.MIGRATION_FAILED, failure.cause());
      assertEquals(Shop.UNIQUE_EMAILS, failure.version().getAsInt());
      assertEquals(
          List.of(
              "{\"rowid\":1,\"email\":\"ada@example.com\"}",
              "{\"rowid\":3,\"email\":\"ada@example.com\"}"),
          failure.rows());
      assertFalse(failure.message().contains("rungs-rehearsal"), failure.message());
    }
    assertEquals(before, Tenants.contents(tenants));
  }

  @Test
  void rowsThatAreNullAreFoundInTheTableTheyAreCopiedFrom() throws Exception {
    Path file = Tenants.create(tenants.resolve("null.db"), 1);
    Tenants.sql(file, "INSERT INTO customers (name) VALUES ('Nobody')");
    String before = Tenants.content(file);
    try (FleetReport report = migrate(Fleet.of(Shop.release(4)))) {
      FileFailure failure = report.failures().toList().get(0).failure().orElseThrow();
      assertEquals(List.of("{\"rowid\":3,\"email\":null}"), failure.rows());
    }
    assertEquals(before, Tenants.content(file), "not even versions 2 and 3 were applied");
  }

  @Test
  void aFailureDoesNotHoldTheOthersUp() throws Exception {
    Tenants.createMany(tenants, 0, 10, 1);
    Tenants.sql(tenants.resolve(Tenants.name(4)), DUPLICATE);
    try (FleetReport report = migrate(Fleet.of(Shop.release(4)).workers(1))) {
      assertEquals(9, report.count(State.MIGRATED));
      assertEquals(1, report.count(State.FAILED));
      assertEquals(Ending.COMPLETED, report.ending());
    }
  }

  @Test
  void itStopsAfterSoManyFailures() throws Exception {
    Path first = Tenants.create(tenants.resolve(Tenants.name(0)), 1);
    Tenants.sql(first, DUPLICATE);
    for (int i = 1; i < 40; i++) {
      Files.copy(first, tenants.resolve(Tenants.name(i)));
    }
    try (FleetReport report = migrate(Fleet.of(Shop.release(4)).workers(1).stopAfter(3))) {
      assertEquals(3, report.count(State.FAILED));
      assertEquals(37, report.count(State.NOT_REACHED));
      assertEquals(Ending.STOPPED, report.ending());
      assertEquals("It reached 3 failures.", report.reason().orElseThrow());
    }
  }

  @Test
  void aStoppedRunGoesOnWithWhatItDidNotReach() throws Exception {
    Tenants.createMany(tenants, 0, 30, 1);
    for (int i = 0; i < 30; i += 3) {
      Tenants.sql(tenants.resolve(Tenants.name(i)), DUPLICATE);
    }
    Fleet fleet = Fleet.of(Shop.release(4)).journal(journal).workers(1).stopAfter(2);
    long before;
    try (FleetReport report = migrate(fleet)) {
      before = report.count(State.MIGRATED) + report.count(State.NOT_REACHED);
      assertEquals(28, before);
    }
    for (int i = 0; i < 30; i += 3) {
      Tenants.sql(tenants.resolve(Tenants.name(i)), "DELETE FROM customers WHERE id = 3");
    }
    try (FleetReport report = migrate(fleet)) {
      assertTrue(report.isContinued());
      assertEquals(30, report.count(State.MIGRATED), "those of both runs");
      assertEquals(Ending.COMPLETED, report.ending());
    }
    try (FleetReport report = migrate(fleet)) {
      assertFalse(report.isContinued());
      assertEquals(30, report.count(State.CURRENT));
    }
  }

  @Test
  void aMigrationThatFailsOnACanaryStopsTheRun() throws Exception {
    Path first = Tenants.create(tenants.resolve(Tenants.name(0)), 1);
    Tenants.sql(first, DUPLICATE);
    for (int i = 1; i < 50; i++) {
      Files.copy(first, tenants.resolve(Tenants.name(i)));
    }
    try (FleetReport report = migrate(Fleet.of(Shop.release(4)).canary(0.1))) {
      assertEquals(5, report.count(State.FAILED));
      assertEquals(45, report.count(State.NOT_REACHED));
      assertEquals(Ending.STOPPED, report.ending());
      assertTrue(report.reason().orElseThrow().contains("5 canaries"), report.reason().toString());
    }
  }

  @Test
  void canariesAreDoneBeforeAnythingElse() throws Exception {
    Tenants.createMany(tenants, 0, 60, 1);
    List<Long> settledAtEachChange = new ArrayList<>();
    FleetListener listener =
        new FleetListener() {
          private boolean canary = true;

          @Override
          public void progress(FleetProgress progress) {
            if (canary && !progress.canary()) {
              settledAtEachChange.add(progress.settled());
            }
            canary = progress.canary();
          }
        };
    try (FleetReport report = migrate(Fleet.of(Shop.release(4)).canary(0.05).listener(listener))) {
      assertEquals(60, report.count(State.MIGRATED));
    }
    // Three canaries were all done when the first of the others was.
    assertEquals(List.of(4L), settledAtEachChange);
  }

  @Test
  void aCanaryInTroubleOfItsOwnDoesNotStopTheRun() throws Exception {
    for (int i = 0; i < 20; i++) {
      Files.writeString(tenants.resolve(Tenants.name(i)), "This is not a database.".repeat(50));
    }
    Tenants.createMany(tenants, 20, 20, 1);
    try (FleetReport report = migrate(Fleet.of(Shop.release(4)).canary(0.5))) {
      assertEquals(20, report.count(State.FAILED));
      assertEquals(20, report.count(State.MIGRATED));
    }
  }

  @Test
  void aFileInUseWaitsItsTurnAndDoesNotHoldTheOthersUp() throws Exception {
    Tenants.createMany(tenants, 0, 20, 1);
    Path held = tenants.resolve(Tenants.name(7));
    CountDownLatch others = new CountDownLatch(19);
    FleetListener listener =
        new FleetListener() {
          @Override
          public void settled(FileOutcome outcome) {
            others.countDown();
          }
        };
    try (Connection connection = Tenants.connect(held);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("BEGIN EXCLUSIVE");
      Thread release =
          new Thread(
              () -> {
                try {
                  others.await();
                  statement.executeUpdate("COMMIT");
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      release.start();
      try (FleetReport report = migrate(Fleet.of(Shop.release(4)).workers(1).listener(listener))) {
        assertEquals(20, report.count(State.MIGRATED));
      }
      release.join();
    }
  }

  @Test
  void aFileThatStaysInUseIsReported() throws Exception {
    Tenants.createMany(tenants, 0, 5, 1);
    Path held = tenants.resolve(Tenants.name(2));
    try (Connection connection = Tenants.connect(held);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("BEGIN EXCLUSIVE");
      try (FleetReport report =
          migrate(Fleet.of(Shop.release(4)).busyTimeout(Duration.ofMillis(300)))) {
        assertEquals(4, report.count(State.MIGRATED));
        FileOutcome failed = report.failures().toList().get(0);
        assertEquals(held, failed.file());
        assertEquals(FailureCause.BUSY, failed.failure().orElseThrow().cause());
      }
      statement.executeUpdate("ROLLBACK");
    }
    assertEquals(1, Tenants.version(held));
  }

  @Test
  void anInterruptStopsTheRunAndRollsBackWhatIsRunning() throws Exception {
    Tenants.createMany(tenants, 0, 40, 3);
    CountDownLatch running = new CountDownLatch(1);
    Registry endless =
        Shop.withStep(
            4,
            connection -> {
              running.countDown();
              try (Statement statement = connection.createStatement()) {
                statement.executeQuery(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                        + " SELECT count(*) FROM n");
              }
            });
    Map<String, String> before = Tenants.contents(tenants);
    FleetReport[] report = new FleetReport[1];
    boolean[] interrupted = new boolean[1];
    Thread caller =
        new Thread(
            () -> {
              report[0] = migrate(Fleet.of(endless).journal(journal));
              interrupted[0] = Thread.interrupted();
            });
    caller.start();
    running.await();
    caller.interrupt();
    caller.join();
    assertTrue(interrupted[0], "the caller still sees that it was interrupted");
    assertEquals(Ending.CANCELLED, report[0].ending());
    assertEquals(40, report[0].count(State.NOT_REACHED));
    report[0].close();
    assertEquals(before, Tenants.contents(tenants));
    try (FleetReport resumed = migrate(Fleet.of(Shop.release(4)).journal(journal))) {
      assertTrue(resumed.isContinued());
      assertEquals(40, resumed.count(State.MIGRATED));
    }
  }

  @Test
  void shardsTakeEachFileOnceAndAgreeForEver() throws Exception {
    Tenants.createMany(tenants, 0, 60, 1);
    Set<Path> seen = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      try (FleetReport report = migrate(Fleet.of(Shop.release(4)).shard(i, 4))) {
        List<Path> own = report.outcomes().map(FileOutcome::file).toList();
        assertEquals(own.size(), report.count(State.MIGRATED), "nobody was there before");
        assertTrue(own.size() > 4, "parts are about equal");
        own.forEach(file -> assertTrue(seen.add(file), file + " was taken twice"));
      }
    }
    assertEquals(60, seen.size());
    // Fixed for ever: machines of different releases must agree.
    assertEquals(-5306494278674010076L, Shard.hash(Path.of("/data/acme/app.db")));
  }

  @Test
  void backupsOfEveryTenantAreKeptApart() throws Exception {
    Path acme = Tenants.create(tenants.resolve("acme/app.db"), 1);
    Path zeta = Tenants.create(tenants.resolve("zeta/app.db"), 1);
    Tenants.create(tenants.resolve("new/app.db"), 4);
    Path backups = folder.resolve("backups");
    try (FleetReport report =
        migrate(Fleet.of(Shop.release(4)).backups(BackupPolicy.always().in(backups)))) {
      assertEquals(2, report.count(State.MIGRATED));
      for (FileOutcome outcome : report.outcomes().toList()) {
        assertEquals(outcome.state() == State.MIGRATED, outcome.backup().isPresent());
      }
    }
    for (Path file : List.of(acme, zeta)) {
      Path own = backups.resolve(file.getRoot().relativize(file));
      try (Stream<Path> copies = Files.list(own)) {
        List<Path> found = copies.toList();
        assertEquals(1, found.size());
        assertEquals(1, Tenants.version(found.get(0)));
        assertEquals(2, Tenants.number(found.get(0), "SELECT count(*) FROM customers"));
      }
    }
  }

  @Test
  void aLossIsBackedUpInTheTenantsFolderAndNothingElseIs() throws Exception {
    Path acme = Tenants.create(tenants.resolve("acme/app.db"), 4);
    Tenants.create(tenants.resolve("zeta/app.db"), 5);
    Path backups = folder.resolve("backups");
    try (FleetReport report =
        migrate(
            Fleet.of(Shop.release(5))
                .migrator(builder -> builder.allowDestructive(5))
                .backups(BackupPolicy.beforeLosses().in(backups)))) {
      assertEquals(1, report.count(State.MIGRATED));
    }
    try (Stream<Path> files = Files.walk(backups)) {
      List<Path> found = files.filter(Files::isRegularFile).toList();
      assertEquals(1, found.size());
      assertTrue(found.get(0).startsWith(backups.resolve(acme.getRoot().relativize(acme))));
    }
  }

  @Test
  void aRefusedFileLeavesNoBackup() throws Exception {
    Path bad = Tenants.create(tenants.resolve("bad.db"), 1);
    Tenants.sql(bad, DUPLICATE);
    Map<String, String> before = Tenants.contents(tenants);
    try (FleetReport report = migrate(Fleet.of(Shop.release(4)).backups(BackupPolicy.always()))) {
      assertEquals(1, report.count(State.FAILED));
    }
    assertEquals(before, Tenants.contents(tenants));
  }

  @Test
  void aDatabaseOfSomethingElseIsNoJournalAndStaysAsItIs() throws Exception {
    Path other = Tenants.create(tenants.resolve("other.db"), 4);
    String before = Tenants.content(other);
    FleetException refused =
        assertThrows(FleetException.class, () -> migrate(Fleet.of(Shop.release(4)).journal(other)));
    assertTrue(refused.getMessage().contains("not a journal"), refused.getMessage());
    assertEquals(before, Tenants.content(other));
    Path text = Files.writeString(folder.resolve("notes.txt"), "text ".repeat(500));
    assertThrows(FleetException.class, () -> migrate(Fleet.of(Shop.release(4)).journal(text)));
    assertThrows(
        FleetException.class,
        () -> migrate(Fleet.of(Shop.release(4)).journal(folder.resolve("no/folder"))));
  }

  @Test
  void aRehearsalThatWasStoppedDoesNotRepeatFilesThatDidNotChange() throws Exception {
    Tenants.createMany(tenants, 0, 12, 1);
    AtomicInteger steps = new AtomicInteger();
    Thread caller = Thread.currentThread();
    Registry registry =
        Shop.withStep(
            4,
            connection -> {
              if (steps.incrementAndGet() == 6) {
                caller.interrupt();
              }
            });
    Fleet fleet = Fleet.of(registry).journal(journal).workers(1);
    try (FleetReport report = rehearse(fleet)) {
      assertTrue(Thread.interrupted());
      assertEquals(Ending.CANCELLED, report.ending());
    }
    int before = steps.get();
    long rehearsed;
    try (FleetReport report =
        FleetReport.lastRun(journal, FleetReport.Verb.REHEARSE).orElseThrow()) {
      rehearsed = report.count(State.REHEARSED);
    }
    assertTrue(rehearsed > 0);
    try (FleetReport report = rehearse(fleet)) {
      assertTrue(report.isContinued());
      assertEquals(12, report.count(State.REHEARSED));
    }
    assertEquals(12 - rehearsed, steps.get() - before);
  }

  @Test
  void whatAListenerThrowsStopsTheRun() throws Exception {
    Tenants.createMany(tenants, 0, 30, 1);
    FleetListener listener =
        new FleetListener() {
          @Override
          public void settled(FileOutcome outcome) {
            throw new IllegalStateException("enough");
          }
        };
    FleetException thrown =
        assertThrows(
            FleetException.class, () -> migrate(Fleet.of(Shop.release(4)).listener(listener)));
    assertTrue(thrown.getMessage().contains("enough"));
  }

  @Test
  void theReportSaysTheSameAsJson() throws Exception {
    Tenants.createMany(tenants, 0, 3, 1);
    Path bad = Tenants.create(tenants.resolve("quote\" & <tag>.db"), 1);
    Tenants.sql(bad, DUPLICATE.replace("example.com', 'Ada <b>", "example.com', '\"\\"));
    try (FleetReport report = migrate(Fleet.of(Shop.release(4)))) {
      StringWriter text = new StringWriter();
      report.writeJson(text);
      String document = "'" + text.toString().replace("'", "''") + "'";
      Path scratch = folder.resolve("scratch.db");
      assertEquals(1, Tenants.number(scratch, "SELECT json_valid(" + document + ")"));
      assertEquals(3, Tenants.number(scratch, "SELECT " + document + " ->> '$.migrated'"));
      assertEquals(1, Tenants.number(scratch, "SELECT " + document + " ->> '$.failed'"));
      assertEquals(
          2,
          Tenants.number(
              scratch, "SELECT json_array_length(" + document + ", '$.failures[0].rows')"));
      assertTrue(text.toString().contains("quote\\\" & <tag>.db"), text.toString());
    }
  }
}
