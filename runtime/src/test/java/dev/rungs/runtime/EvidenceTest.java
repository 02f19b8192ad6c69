package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What exceptions carry, so that no program has to read it out of their text. */
class EvidenceTest {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("app.db");
  }

  private void create(Registry registry) {
    Migrator.builder(registry).build().migrate(file());
  }

  private <E extends MigrationException> E refusal(Class<E> type, Migrator.Builder migrator) {
    E refusal = assertThrows(type, () -> migrator.build().migrate(file()));
    assertEquals(
        refusal.getMessage(),
        refusal.advice().isEmpty()
            ? refusal.problem()
            : refusal.problem() + " " + refusal.advice());
    return refusal;
  }

  @Test
  void destructiveVersionsWithoutApproval() {
    Migrations registry =
        Migrations.notes().destructive("DELETE FROM tags;").destructive("DROP TABLE tags;");
    create(registry.upTo(2));
    var refusal = refusal(DestructiveApprovalRequiredException.class, Migrator.builder(registry));
    assertEquals(List.of(4, 5), refusal.versions());
    assertEquals(Set.of(Remedy.ALLOW_DESTRUCTIVE), refusal.remedies());
    assertEquals("Approve with allowDestructive(4, 5).", refusal.advice());
  }

  @Test
  void versionsToBeUndoneWithoutApproval() {
    create(Migrations.notes());
    Migrator migrator = Migrator.builder(Migrations.notes()).allowDestructive(3).build();
    var refusal =
        assertThrows(
            DestructiveApprovalRequiredException.class, () -> migrator.rollbackTo(file(), 0));
    assertEquals(List.of(2, 1), refusal.versions());
  }

  @Test
  void pendingRebuilds() {
    Migrations registry = Migrations.notes().rebuild("DROP TABLE tags;").up("CREATE TABLE t (a);");
    create(registry.upTo(3));
    var refusal = refusal(RebuildRequiredException.class, Migrator.builder(registry));
    assertEquals(List.of(4), refusal.versions());
    assertEquals(Set.of(Remedy.ALLOW_REBUILD), refusal.remedies());
  }

  @Test
  void differencesOfADriftedSchema() {
    create(Migrations.notes().upTo(2));
    TestFile.run(file(), "CREATE TABLE extra (a)", "DROP INDEX tags_by_note");
    var refusal = refusal(SchemaDriftException.class, Migrator.builder(Migrations.notes()));
    assertEquals(2, refusal.differences().size(), refusal.differences().toString());
    assertEquals(Set.of(Remedy.ALLOW_DRIFT), refusal.remedies());
  }

  @Test
  void allDifferencesAlsoIfTheMessageListsFewer() {
    create(Migrations.notes().upTo(2));
    for (int i = 0; i < 20; i++) {
      TestFile.run(file(), "CREATE TABLE extra" + i + " (a)");
    }
    var refusal = refusal(SchemaDriftException.class, Migrator.builder(Migrations.notes()));
    assertEquals(20, refusal.differences().size());
    assertTrue(refusal.getMessage().contains("and 8 more"), refusal.getMessage());
  }

  @Test
  void newerVersionsAndWhetherTheFileCanUndoThem() {
    Migrations registry = Migrations.notes().up("CREATE TABLE t (a);", "DROP TABLE t;");
    create(registry);
    var refusal = refusal(NewerSchemaException.class, Migrator.builder(registry.upTo(2)));
    assertEquals(List.of(3, 4), refusal.versions());
    assertEquals(4, refusal.storedVersion());
    assertEquals(2, refusal.currentVersion());
    assertEquals(Set.of(Remedy.ROLL_BACK, Remedy.ALLOW_REBUILD_OF_NEWER), refusal.remedies());
  }

  @Test
  void newerVersionsThatTheFileCannotUndo() {
    Migrations registry = Migrations.notes().up("CREATE TABLE t (a);");
    create(registry);
    var refusal = refusal(NewerSchemaException.class, Migrator.builder(registry.upTo(3)));
    assertEquals(Set.of(Remedy.ALLOW_REBUILD_OF_NEWER), refusal.remedies());
  }

  @Test
  void theNearestVersionOfAnUnknownSchema() {
    TestFile.run(
        file(),
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
        "CREATE TABLE extra (a)");
    var refusal = refusal(UnrecognizedSchemaException.class, Migrator.builder(Migrations.notes()));
    assertEquals(OptionalInt.of(1), refusal.nearest());
    assertEquals(1, refusal.differences().size());
    assertEquals(List.of(), refusal.candidates());
  }

  @Test
  void theVersionsThatHaveTheSameSchema() {
    Migrations registry =
        Migrations.registry().up("CREATE TABLE t (a);").up("INSERT INTO t VALUES (1);");
    TestFile.run(file(), "CREATE TABLE t (a)");
    var refusal = refusal(UnrecognizedSchemaException.class, Migrator.builder(registry));
    assertEquals(List.of(1, 2), refusal.candidates());
    assertEquals(OptionalInt.empty(), refusal.nearest());
    assertEquals(Set.of(Remedy.ADOPT_AS), refusal.remedies());
  }

  @Test
  void theMigrationThatWasEdited() {
    create(Migrations.notes().upTo(2));
    TestFile.run(file(), "UPDATE rungs_history SET checksum = 'x' WHERE version = 2");
    var refusal = refusal(HistoryMismatchException.class, Migrator.builder(Migrations.notes()));
    assertEquals(OptionalInt.of(2), refusal.version());
    assertEquals(Set.of(Remedy.ALLOW_DRIFT), refusal.remedies());
  }

  @Test
  void theMigrationThatCannotBeUndone() {
    Migrations registry = Migrations.registry().up("CREATE TABLE a (x);").up("CREATE TABLE b (x);");
    create(registry);
    Migrator migrator = Migrator.builder(registry).allowDestructive().build();
    var refusal =
        assertThrows(IrreversibleMigrationException.class, () -> migrator.rollbackTo(file(), 0));
    assertEquals(2, refusal.version());
    assertEquals("step_2", refusal.name());
    assertEquals(Set.of(), refusal.remedies());
  }

  @Test
  void theProcessThatHoldsTheFile() throws Exception {
    create(Migrations.notes().upTo(2));
    try (Connection other = TestFile.connect(file())) {
      TestFile.run(other, "BEGIN EXCLUSIVE");
      var refusal =
          refusal(
              DatabaseBusyException.class,
              Migrator.builder(Migrations.notes()).busyTimeout(Duration.ofMillis(20)));
      assertEquals(Set.of(Remedy.BUSY_TIMEOUT), refusal.remedies());
      for (long holder : refusal.holders()) {
        assertEquals(ProcessHandle.current().pid(), holder);
      }
    }
  }

  @Test
  void survivesSerialization() throws Exception {
    create(Migrations.notes().upTo(2));
    TestFile.run(file(), "CREATE TABLE extra (a)");
    var refusal = refusal(SchemaDriftException.class, Migrator.builder(Migrations.notes()));
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(refusal);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      var read = (SchemaDriftException) in.readObject();
      assertEquals(refusal.differences(), read.differences());
      assertEquals(refusal.remedies(), read.remedies());
      assertEquals(refusal.getMessage(), read.getMessage());
    }
  }

  static Stream<Class<?>> exceptions() {
    return Stream.of(
        MigrationException.class,
        BelowBaselineException.class,
        CorruptDatabaseException.class,
        DatabaseBusyException.class,
        DestructiveApprovalRequiredException.class,
        DiskFullException.class,
        HistoryMismatchException.class,
        IrreversibleMigrationException.class,
        MigrationCancelledException.class,
        MigrationFailedException.class,
        NewerSchemaException.class,
        NotADatabaseException.class,
        ReadOnlyDatabaseException.class,
        RebuildRequiredException.class,
        SchemaDriftException.class,
        UnrecognizedSchemaException.class);
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void noExceptionHasAPublicConstructor(Class<?> exception) {
    for (var constructor : exception.getDeclaredConstructors()) {
      assertFalse(Modifier.isPublic(constructor.getModifiers()), constructor.toString());
    }
  }
}
