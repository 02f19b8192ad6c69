package dev.rungs.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.fleet.FileOutcome.State;
import dev.rungs.fleet.FleetReport.Ending;
import dev.rungs.fleet.FleetReport.Kind;
import dev.rungs.replicated.ReplicatedMigrator;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Namespaces of a libSQL server as a fleet, on a real one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ServedFleetTest {
  private static final int MANY = 24;

  @TempDir Path folder;
  private Namespaces server;
  private FleetDatabases databases;
  private final List<String> names = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    server = new Namespaces(folder);
    databases = ServedDatabases.namespaces(server.address());
    for (int i = 0; i < MANY; i++) {
      names.add("t" + i);
      server.create("t" + i);
    }
    try (FleetReport report = Fleet.of(Shop.release(1)).migrate(names.stream(), databases)) {
      assertEquals(MANY, report.count(State.MIGRATED), report.failures().toList().toString());
    }
    for (String name : names) {
      server.sql(name, "INSERT INTO customers (email, name) VALUES ('ada@example.com', 'Ada')");
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void trouble() throws Exception {
    server.sql("t3", "INSERT INTO customers (email, name) VALUES ('ada@example.com', 'again')");
    server.sql("t5", "PRAGMA user_version = 9");
    server.sql("t7", "ALTER TABLE notes ADD COLUMN by_hand TEXT");
    Map<String, FailureCause> troubled = new LinkedHashMap<>();
    troubled.put("t3", FailureCause.MIGRATION_FAILED);
    troubled.put("t5", FailureCause.NEWER);
    troubled.put("t7", FailureCause.DRIFT);
    troubled.put("nowhere", FailureCause.MISSING);
    troubled.put("not a/name", FailureCause.UNREADABLE);
    Fleet fleet = Fleet.of(Shop.release(4)).journal(folder.resolve("journal")).canary(0.05);

    try (FleetReport rehearsal = fleet.rehearse(all(), databases)) {
      assertEquals(MANY - 3, rehearsal.count(State.REHEARSED));
      assertEquals(troubled, causes(rehearsal));
      FileOutcome failed =
          rehearsal.failures().filter(outcome -> outcome.name().equals("t3")).toList().get(0);
      assertEquals(
          List.of(
              "{\"rowid\":1,\"email\":\"ada@example.com\"}",
              "{\"rowid\":2,\"email\":\"ada@example.com\"}"),
          failed.failure().orElseThrow().rows());
      assertEquals(1, failed.toVersion().getAsInt(), "only a copy was migrated");
    }
    for (int i = 0; i < 3; i++) {
      assertEquals(1, server.version("t" + i), "nothing was changed");
    }

    try (FleetReport report = fleet.migrate(all(), databases)) {
      assertEquals(Kind.DATABASES, report.kind());
      assertEquals(MANY - 3, report.count(State.MIGRATED));
      assertEquals(troubled, causes(report));
      FileOutcome failed =
          report.failures().filter(outcome -> outcome.name().equals("t3")).toList().get(0);
      assertEquals(1, failed.fromVersion().getAsInt());
      assertEquals(2, failed.toVersion().getAsInt(), "what it reached stays");
      assertEquals(2, failed.failure().orElseThrow().rows().size());
      StringWriter json = new StringWriter();
      report.writeJson(json);
      assertTrue(json.toString().contains("\"kind\": \"databases\""), json.toString());
      Path page = folder.resolve("report.html");
      report.writeHtml(page);
      assertTrue(Files.readString(page).contains("databases"));
    }
    assertEquals(2, server.version("t3"));
    for (String name : List.of("t0", "t1", "t23")) {
      assertEquals(4, server.version(name));
      assertTrue(server.sql(name, "SELECT email FROM people").contains("ada@example.com"));
    }

    server.sql("t3", "DELETE FROM customers WHERE id = 2");
    try (FleetReport report = fleet.migrate(Stream.of("t3", "t4"), databases)) {
      assertTrue(report.isEverythingCurrent(), report.failures().toList().toString());
    }
  }

  private Stream<String> all() {
    return Stream.concat(names.stream(), Stream.of("nowhere", "not a/name"));
  }

  private static Map<String, FailureCause> causes(FleetReport report) {
    Map<String, FailureCause> causes = new LinkedHashMap<>();
    report.failures().forEach(failed -> causes.put(failed.name(), failed.failure().get().cause()));
    Map<String, FailureCause> inOrder = new LinkedHashMap<>();
    for (String name : List.of("t3", "t5", "t7", "nowhere", "not a/name")) {
      if (causes.containsKey(name)) {
        inOrder.put(name, causes.remove(name));
      }
    }
    inOrder.putAll(causes);
    return inOrder;
  }

  @Test
  void lossesNeedApprovalAndAreBackedUpWhereAFolderIsNamed() throws Exception {
    Fleet fleet = Fleet.of(Shop.release(5));
    try (FleetReport plan = fleet.plan(names.stream(), databases)) {
      assertEquals(MANY, plan.count(State.FAILED));
      assertEquals(FailureCause.APPROVAL_REQUIRED, plan.failureGroups().get(0).cause());
    }
    Path backups = folder.resolve("backups");
    try (FleetReport report =
        fleet
            .migrator(builder -> builder.allowDestructive(5))
            .backups(BackupPolicy.beforeLosses().in(backups))
            .migrate(Stream.of("t0", "t1"), databases)) {
      assertEquals(2, report.count(State.MIGRATED));
      Path backup = report.outcomes().toList().get(0).backup().orElseThrow();
      assertTrue(backup.startsWith(backups.resolve("t0")), backup.toString());
      assertEquals(1, Tenants.version(backup));
      assertEquals(1, Tenants.number(backup, "SELECT count(*) FROM customers"));
    }
  }

  @Test
  void aServerThatIsDownIsReportedAndTheRunContinuesLater() throws Exception {
    FleetDatabases impatient =
        ServedDatabases.by(
            name ->
                ReplicatedMigrator.libsql(server.address())
                    .namespace(name)
                    .timeout(Duration.ofMillis(500)));
    Fleet fleet = Fleet.of(Shop.release(4)).journal(folder.resolve("journal")).stopAfter(2);
    server.kill();
    try (FleetReport report = fleet.workers(1).migrate(names.stream(), impatient)) {
      assertEquals(Ending.STOPPED, report.ending());
      assertEquals(FailureCause.UNAVAILABLE, report.failureGroups().get(0).cause());
      assertFalse(report.isEverythingCurrent());
    }
    server.start();
    try (FleetReport report = fleet.migrate(names.stream(), impatient)) {
      assertTrue(report.isContinued());
      assertEquals(MANY, report.count(State.MIGRATED), report.failures().toList().toString());
    }
  }
}
