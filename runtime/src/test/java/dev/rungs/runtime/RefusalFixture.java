package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;

/** Every refusal: its type, what it says, and that it leaves the folder byte for byte as it was. */
abstract class RefusalFixture {
  @TempDir Path directory;

  Path file() {
    return directory.resolve("app.db");
  }

  <E extends MigrationException> E refused(
      Class<E> type, Registry registry, UnaryOperator<Migrator.Builder> permissions) {
    return refused(type, file(), registry, permissions);
  }

  /** Refused by plan and by migrate alike, on a path and over a connection. */
  <E extends MigrationException> E refused(
      Class<E> type, Path file, Registry registry, UnaryOperator<Migrator.Builder> permissions) {
    Migrator migrator = permissions.apply(Migrator.builder(registry)).build();
    var before = TestFile.bytes(directory);

    MigrationPlan plan = migrator.plan(file);
    assertEquals(Action.REFUSE, plan.action());
    assertEquals(type, plan.refusal().orElseThrow().getClass());
    assertEquals(before, TestFile.bytes(directory), "plan changed the folder");

    MigrationException thrown =
        assertThrows(MigrationException.class, () -> migrator.migrate(file));
    assertEquals(type, thrown.getClass(), thrown.getMessage());
    assertEquals(before, TestFile.bytes(directory), "migrate changed the folder");
    assertEquals(plan.refusal().orElseThrow().getMessage(), thrown.getMessage());
    assertEquals(registry.currentVersion(), thrown.currentVersion());
    assertEquals(file, thrown.file().orElseThrow());
    assertFalse(thrown.getMessage().contains("!"), thrown.getMessage());
    assertTrue(thrown.getMessage().endsWith("."), thrown.getMessage());
    return type.cast(thrown);
  }

  static void assertSays(MigrationException refusal, String... parts) {
    for (String part : parts) {
      assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }
  }
}
