package dev.rungs.replicated.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.replicated.ReplicatedMigrator;
import dev.rungs.replicated.UnsupportedMigrationException;
import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.BelowBaselineException;
import dev.rungs.runtime.DestructiveApprovalRequiredException;
import dev.rungs.runtime.HistoryMismatchException;
import dev.rungs.runtime.IrreversibleMigrationException;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationFailedException;
import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.NewerSchemaException;
import dev.rungs.runtime.RebuildRequiredException;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.Rehearsal;
import dev.rungs.runtime.SchemaDriftException;
import dev.rungs.runtime.UnrecognizedSchemaException;
import dev.rungs.runtime.Verification.Check;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every server must keep. */
abstract class ServerContract {
  private static final int DEPLOYERS = 8;

  abstract Cluster cluster();

  @BeforeEach
  void empty() {
    cluster().clear();
  }

  final ReplicatedMigrator.Builder builder(Registry registry) {
    return cluster().migrator().registry(registry);
  }

  final ReplicatedMigrator migrator(Registry registry) {
    return builder(registry).build();
  }

  final Object value(String sql) throws ServerException {
    return cluster().server().query(List.of(new Query(1, sql))).get(0).value();
  }

  final void run(String... statements) throws ServerException {
    cluster().server().execute(List.of(statements));
  }

  final State state() throws ServerException {
    return new StateReader(cluster().server()).read();
  }

  final void assertNodesAgree() {
    Npm.waitUntil(
        "all nodes hold the same",
        () -> {
          List<List<String>> contents = cluster().contentOfEachNode();
          return contents.stream().distinct().count() <= 1;
        });
  }

  private static List<Kind> kinds(List<AppliedMigration> applied) {
    return applied.stream().map(AppliedMigration::kind).toList();
  }

  private static List<Integer> versions(List<AppliedMigration> applied) {
    return applied.stream().map(AppliedMigration::version).toList();
  }

  @Test
  void anEmptyDatabaseIsCreated() throws ServerException {
    ReplicatedMigrator migrator = migrator(Migrations.notes());
    MigrationPlan plan = migrator.plan();
    assertEquals(Action.CREATE, plan.action());
    assertEquals(3, plan.pending().size());
    assertEquals(0, state().schema().size());

    MigrationReport report = migrator.migrate();
    assertEquals(Action.CREATE, report.action());
    assertEquals(0, report.fromVersion());
    assertEquals(3, report.toVersion());
    assertEquals(List.of(Kind.CREATED, Kind.CREATED, Kind.CREATED), kinds(report.applied()));
    assertEquals("first; it's \"here\"", value("SELECT body FROM notes"));
    assertEquals("note-1", value("SELECT slug FROM notes"));
    assertEquals("new; \"x\" ü", value("SELECT tag FROM tags"));
    assertNodesAgree();

    assertEquals(Action.NOTHING, migrator.plan().action());
    assertEquals(Action.NOTHING, migrator.migrate().action());
    assertEquals(List.of(1, 2, 3), versions(migrator.history()));
    assertTrue(migrator.verify().sound(), () -> migrator.verify().findings().toString());
    assertTrue(migrator.verify().schemaCompared());
  }

  @Test
  void whatIsPendingIsApplied() throws ServerException {
    migrator(Migrations.notes().upTo(1)).migrate();
    List<String> told = new ArrayList<>();
    ReplicatedMigrator migrator =
        builder(Migrations.notes())
            .listener(
                new MigrationListener() {
                  @Override
                  public void planned(MigrationPlan plan) {
                    told.add("planned " + plan.action());
                  }

                  @Override
                  public void started(MigrationDefinition migration) {
                    told.add("started " + migration.version());
                  }

                  @Override
                  public void finished(MigrationDefinition migration, Duration duration) {
                    told.add("finished " + migration.version());
                  }
                })
            .build();
    MigrationStatus status = migrator.status();
    assertEquals(1, status.storedVersion());
    assertEquals(
        List.of("APPLIED", "PENDING", "PENDING"),
        status.migrations().stream().map(entry -> entry.state().name()).toList());
    MigrationReport report = migrator.migrate();
    assertEquals(Action.UPGRADE, report.action());
    assertEquals(1, report.fromVersion());
    assertEquals(3, report.toVersion());
    assertEquals(List.of(2, 3), versions(report.applied()));
    assertEquals(
        List.of("planned UPGRADE", "started 2", "finished 2", "started 3", "finished 3"), told);
    assertEquals(3, migrator.status().storedVersion());
    assertNodesAgree();
  }

  @Test
  void aFailureIsRolledBackAndSaysWhere() throws ServerException {
    Migrations registry =
        Migrations.notes()
            .add(
                "fail",
                "UPDATE notes SET slug = 'lost';\nINSERT INTO notes (id, body)\n  VALUES (1, 'twice');",
                null);
    migrator(registry.upTo(1)).migrate();
    MigrationFailedException failure =
        assertThrows(MigrationFailedException.class, () -> migrator(registry).migrate());
    assertEquals(4, failure.version());
    assertEquals("fail", failure.name());
    assertEquals(3, failure.storedVersion());
    assertTrue(failure.getMessage().contains("UNIQUE"), failure.getMessage());
    assertEquals("note-1", value("SELECT slug FROM notes"));
    assertEquals(3, state().version());
    if (cluster().server() instanceof Rqlite || cluster().server() instanceof Libsql) {
      assertEquals(2, failure.line());
      assertTrue(failure.statement().orElseThrow().startsWith("INSERT INTO notes"));
    }
    assertNodesAgree();
  }

  @Test
  void aLossNeedsApproval(@TempDir Path folder) throws ServerException {
    Migrations registry =
        Migrations.notes().destructive("drop_slugs", "ALTER TABLE notes DROP COLUMN slug;");
    migrator(registry.upTo(3)).migrate();
    State before = state();
    assertInstanceOf(
        DestructiveApprovalRequiredException.class,
        migrator(registry).plan().refusal().orElseThrow());
    assertThrows(DestructiveApprovalRequiredException.class, () -> migrator(registry).migrate());
    assertEquals(before, state());
    ReplicatedMigrator.Builder approved = builder(registry).allowDestructive(4);
    if (cluster().server().noBackup() == null) {
      approved.backups(folder);
    }
    MigrationReport report = approved.build().migrate();
    assertEquals(4, report.toVersion());
    if (cluster().server().noBackup() == null) {
      List<String> backup = Content.of(report.backup().orElseThrow());
      assertTrue(backup.toString().contains("note-1"), backup.toString());
      assertTrue(backup.toString().contains("slug"));
    }
  }

  @Test
  void versionsAreUndone() throws ServerException {
    Migrations registry = Migrations.notes();
    migrator(registry).migrate();
    State before = state();
    assertThrows(
        DestructiveApprovalRequiredException.class, () -> migrator(registry).rollbackTo(1));
    assertEquals(before, state());
    MigrationReport report = builder(registry).allowDestructive().build().rollbackTo(1);
    assertEquals(3, report.fromVersion());
    assertEquals(1, report.toVersion());
    assertEquals(List.of(3, 2), versions(report.applied()));
    assertEquals(1, state().version());
    assertFalse(state().has("table", "tags"));
    assertEquals(1, migrator(registry).history().size());
    assertNodesAgree();
    assertEquals(3, migrator(registry).migrate().toVersion());
  }

  @Test
  void whatCannotBeUndoneIsRefused() throws ServerException {
    Migrations registry = Migrations.notes().add("last", "CREATE TABLE last (a);", null);
    migrator(registry).migrate();
    State before = state();
    assertThrows(
        IrreversibleMigrationException.class,
        () -> builder(registry).allowDestructive().build().rollbackTo(1));
    assertEquals(before, state());
  }

  @Test
  void aNewerDatabaseIsRefusedAndItsVersionsAreUndoneByWhatItHolds() throws ServerException {
    migrator(Migrations.notes()).migrate();
    Registry older = Migrations.notes().upTo(2);
    assertThrows(NewerSchemaException.class, () -> migrator(older).migrate());
    assertEquals(3, migrator(older).status().storedVersion());
    assertEquals(2, builder(older).allowDestructive().build().rollbackTo(2).toVersion());
    assertTrue(migrator(older).verify().sound());
  }

  @Test
  void driftIsRefused() throws ServerException {
    Migrations registry = Migrations.notes();
    migrator(registry.upTo(2)).migrate();
    run("ALTER TABLE notes ADD COLUMN by_hand TEXT");
    State before = state();
    SchemaDriftException drift =
        assertThrows(SchemaDriftException.class, () -> migrator(registry).migrate());
    assertTrue(drift.getMessage().contains("by_hand"), drift.getMessage());
    assertEquals(before, state());
    assertEquals(
        List.of(Check.SCHEMA),
        migrator(registry).verify().findings().stream().map(finding -> finding.check()).toList());
    assertEquals(3, builder(registry).allowDrift().build().migrate().toVersion());
  }

  @Test
  void aDatabaseOfAKnownVersionIsAdopted() throws ServerException {
    run(
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
        "INSERT INTO notes (body) VALUES ('old')");
    ReplicatedMigrator migrator = migrator(Migrations.notes());
    assertEquals(Action.ADOPT, migrator.plan().action());
    MigrationReport report = migrator.migrate();
    assertEquals(Action.ADOPT, report.action());
    assertEquals(List.of(Kind.ADOPTED, Kind.APPLIED, Kind.APPLIED), kinds(report.applied()));
    assertEquals("note-1", value("SELECT slug FROM notes WHERE body = 'old'"));
    assertTrue(migrator.verify().sound());
  }

  @Test
  void aHistoryMayBeginAboveVersionOne() throws ServerException {
    String notes = "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)";
    Migrations registry =
        new Migrations(37)
            .add("whole", notes + ";", null)
            .add(
                "add_slugs",
                "ALTER TABLE notes ADD COLUMN slug TEXT;",
                "ALTER TABLE notes DROP COLUMN slug;");
    assertEquals(Action.CREATE, migrator(registry).migrate().action());
    assertEquals(List.of(37, 38), versions(migrator(registry).history()));
    ReplicatedMigrator back = builder(registry).allowDestructive().build();
    back.rollbackTo(37);
    assertThrows(BelowBaselineException.class, () -> back.rollbackTo(36));
    assertEquals(Action.UPGRADE, migrator(registry).migrate().action());
    assertTrue(migrator(registry).verify().sound());

    cluster().clear();
    run(notes, "INSERT INTO notes VALUES (1, 'old')");
    assertEquals(Action.ADOPT, migrator(registry).migrate().action());
    assertEquals(List.of(37, 38), versions(migrator(registry).history()));
    assertEquals("old", value("SELECT body FROM notes"));

    // A longer history than that of the registry is fine, one that ends below it is not.
    cluster().clear();
    Migrations longer = new Migrations(36).add("older", "CREATE TABLE older (a);", null);
    migrator(longer).migrate();
    State before = state();
    BelowBaselineException refusal =
        assertThrows(BelowBaselineException.class, () -> migrator(registry).migrate());
    assertEquals(37, refusal.baseline());
    assertEquals(before, state());
    migrator(longer.add("notes", "DROP TABLE older; " + notes + ";", null)).migrate();
    assertEquals(Action.UPGRADE, migrator(registry).migrate().action());
    assertEquals(List.of(36, 37, 38), versions(migrator(registry).history()));
    assertNodesAgree();
  }

  @Test
  void whatTheCallerNamesIsNoDrift() throws ServerException {
    migrator(Migrations.notes().upTo(1)).migrate();
    run("CREATE TABLE audit_log (what)", "CREATE TABLE d1_migrations (id INTEGER, name TEXT)");
    assertThrows(SchemaDriftException.class, () -> migrator(Migrations.notes()).migrate());
    ReplicatedMigrator ignoring = builder(Migrations.notes()).ignoring("audit_*").build();
    assertEquals(Action.UPGRADE, ignoring.migrate().action());
    assertTrue(ignoring.verify().sound());
    assertThrows(IllegalArgumentException.class, () -> builder(Migrations.notes()).ignoring("*"));
  }

  @Test
  void aDatabaseOfNoKnownVersionIsRefused() throws ServerException {
    run("CREATE TABLE strange (a)");
    State before = state();
    assertThrows(UnrecognizedSchemaException.class, () -> migrator(Migrations.notes()).migrate());
    assertEquals(before, state());
  }

  @Test
  void anEditedMigrationIsRefused() throws ServerException {
    migrator(Migrations.notes().upTo(1)).migrate();
    Migrations edited =
        new Migrations()
            .add(
                "create_notes",
                "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL) ;",
                null)
            .add("next", "CREATE TABLE next (a);", null);
    assertThrows(HistoryMismatchException.class, () -> migrator(edited).migrate());
  }

  @Test
  void aJavaBodyIsRefusedBeforeAnythingIsRun() throws ServerException {
    Migrations registry = Migrations.notes().step("in_java");
    UnsupportedMigrationException refused =
        assertInstanceOf(
            UnsupportedMigrationException.class, migrator(registry).plan().refusal().orElseThrow());
    assertEquals(4, refused.version());
    assertThrows(UnsupportedMigrationException.class, () -> migrator(registry).migrate());
    assertTrue(state().schema().isEmpty());
  }

  @Test
  void aRebuildWipesWithPermissionOnly() throws ServerException {
    Migrations registry =
        Migrations.notes().rebuild("again", "CREATE TABLE content (a); DROP TRIGGER notes_first;");
    migrator(registry.upTo(3)).migrate();
    run(
        "CREATE TABLE flyway_schema_history (installed_rank INTEGER PRIMARY KEY AUTOINCREMENT)",
        "CREATE INDEX flyway_idx ON flyway_schema_history (installed_rank)",
        "INSERT INTO flyway_schema_history VALUES (7)",
        "CREATE TABLE audit_log (what)",
        "INSERT INTO audit_log VALUES ('kept')");
    State before = state();
    assertThrows(
        RebuildRequiredException.class,
        () -> builder(registry).ignoring("audit_*").build().migrate());
    assertEquals(before, state());
    ReplicatedMigrator permitted = builder(registry).allowRebuild().ignoring("audit_*").build();
    if (cluster().server().enforcesForeignKeys()) {
      assertThrows(UnsupportedMigrationException.class, permitted::migrate);
      assertEquals(before, state());
      return;
    }
    MigrationReport report = permitted.migrate();
    assertEquals(Action.REBUILD, report.action());
    assertTrue(report.needsRepopulation());
    assertTrue(permitted.needsRepopulation());
    assertTrue(permitted.migrate().needsRepopulation());
    assertFalse(state().has("trigger", "notes_first"));
    assertEquals("kept", value("SELECT what FROM audit_log"));
    assertEquals(7L, value("SELECT installed_rank FROM flyway_schema_history"));
    assertEquals(7L, value("SELECT seq FROM sqlite_sequence"));
    assertTrue(state().has("index", "flyway_idx"));
    permitted.markRepopulated();
    assertFalse(permitted.needsRepopulation());
    assertTrue(permitted.verify().sound());
    assertNodesAgree();
  }

  @Test
  void rowsThatReferToNothingAreRefused() throws ServerException {
    Migrations registry =
        Migrations.notes().add("dangle", "INSERT INTO tags (note, tag) VALUES (77, 'lost');", null);
    migrator(registry.upTo(3)).migrate();
    MigrationFailedException failure =
        assertThrows(MigrationFailedException.class, () -> migrator(registry).migrate());
    assertEquals(4, failure.version());
    assertEquals(3, state().version());
    assertEquals(1L, value("SELECT count(*) FROM tags"));
  }

  @Test
  void aRebuiltTableKeepsTheRowsThatReferToIt() throws ServerException {
    Migrations registry =
        Migrations.notes()
            .add(
                "body_may_be_null",
                """
                CREATE TABLE notes_new (id INTEGER PRIMARY KEY, body TEXT, slug TEXT);
                INSERT INTO notes_new (id, body, slug) SELECT id, body, slug FROM notes;
                DROP TABLE notes;
                ALTER TABLE notes_new RENAME TO notes;
                CREATE TRIGGER notes_first AFTER INSERT ON notes BEGIN
                  INSERT INTO tags (note) VALUES (new.id);
                  UPDATE notes SET body = trim(body) WHERE id = new.id;
                END;
                """,
                null);
    migrator(registry.upTo(3)).migrate();
    if (cluster().server().enforcesForeignKeys()) {
      State before = state();
      UnsupportedMigrationException refused =
          assertThrows(UnsupportedMigrationException.class, () -> migrator(registry).migrate());
      assertEquals(4, refused.version());
      assertTrue(refused.getMessage().contains("tags"), refused.getMessage());
      assertEquals(before, state());
    } else {
      assertEquals(4, migrator(registry).migrate().toVersion());
    }
    assertEquals(1L, value("SELECT count(*) FROM tags"));
  }

  @Test
  void ofEightDeployersOneAppliesEachVersion() throws Exception {
    Migrations registry = Migrations.notes();
    for (int i = 4; i <= 9; i++) {
      registry.add(
          "next_" + i,
          "CREATE TABLE t" + i + " (a); INSERT INTO t" + i + " VALUES (" + i + ");",
          null);
    }
    migrator(registry.upTo(1)).migrate();
    CyclicBarrier barrier = new CyclicBarrier(DEPLOYERS);
    ExecutorService threads = Executors.newFixedThreadPool(DEPLOYERS);
    try {
      List<Future<MigrationReport>> reports = new ArrayList<>();
      for (int i = 0; i < DEPLOYERS; i++) {
        ReplicatedMigrator migrator =
            (i % 2 == 0 ? cluster().migrator() : cluster().migratorElsewhere())
                .registry(registry)
                .build();
        Callable<MigrationReport> deploy =
            () -> {
              barrier.await();
              return migrator.migrate();
            };
        reports.add(threads.submit(deploy));
      }
      Map<Integer, Integer> applied = new TreeMap<>();
      for (Future<MigrationReport> future : reports) {
        MigrationReport report = future.get();
        assertEquals(9, report.toVersion());
        report.applied().forEach(row -> applied.merge(row.version(), 1, Integer::sum));
      }
      assertEquals(
          List.of(2, 3, 4, 5, 6, 7, 8, 9).stream().collect(Collectors.toMap(v -> v, v -> 1)),
          applied);
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1L, value("SELECT count(*) FROM t9"));
    assertTrue(migrator(registry).verify().sound());
    assertNodesAgree();
  }

  @Test
  void aDryRunHappensOnABackup() throws ServerException {
    Migrations registry = Migrations.notes();
    migrator(registry.upTo(2)).migrate();
    State before = state();
    if (cluster().server().noBackup() != null) {
      assertThrows(UnsupportedMigrationException.class, () -> migrator(registry).rehearse());
      return;
    }
    Rehearsal rehearsal = migrator(registry).rehearse();
    assertTrue(rehearsal.failure().isEmpty(), () -> rehearsal.failure().get().getMessage());
    assertEquals(List.of("+ column notes.slug"), rehearsal.schemaChanges());
    assertEquals(before, state());
  }

  @Test
  void anOlderServerIsRefused() throws ServerException {
    if (!cluster().server().keepsUserVersion()) {
      return;
    }
    // Newer than the servers have, and no newer than the driver has.
    Migrations registry = Migrations.notes().minSqlite("3.50");
    UnsupportedMigrationException refused =
        assertThrows(UnsupportedMigrationException.class, () -> migrator(registry).migrate());
    assertTrue(refused.getMessage().contains("3.50"), refused.getMessage());
    assertTrue(state().schema().isEmpty());
    assertEquals(3, migrator(Migrations.notes().minSqlite("3.45")).migrate().toVersion());
  }

  @Test
  void whatTheCompilerDidNotCheckIsSaid() {
    List<String> warnings = new ArrayList<>();
    MigrationListener listener =
        new MigrationListener() {
          @Override
          public void warning(String message) {
            warnings.add(message);
          }
        };
    builder(Migrations.notes().targets(cluster().server().target()).upTo(1))
        .listener(listener)
        .build()
        .migrate();
    assertEquals(List.of(), warnings);
    builder(Migrations.notes()).listener(listener).build().migrate();
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains("Target." + cluster().server().target()));
  }

  @Test
  void anUnrecordedVersionGetsItsHistory() throws ServerException {
    if (!cluster().server().keepsUserVersion()) {
      return;
    }
    run(
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
        "PRAGMA user_version = 1");
    migrator(Migrations.notes()).migrate();
    assertEquals(
        List.of(Kind.ADOPTED, Kind.APPLIED, Kind.APPLIED),
        kinds(migrator(Migrations.notes()).history()));
  }
}
