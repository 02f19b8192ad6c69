package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oldest SQLite that a registry asks for. */
class OldestSqliteTest {
  private static Registry needing(String version) {
    return Migrations.of("app.Schema").needing(version);
  }

  @Test
  void anOlderDriverIsRefusedBeforeAnyFileIsOpened(@TempDir Path folder) {
    Path file = folder.resolve("app.db");
    SqliteTooOldException refused =
        assertThrows(SqliteTooOldException.class, () -> AppDatabase.open(file, needing("3.999.1")));
    assertEquals("3.999.1", refused.required());
    assertTrue(refused.found().startsWith("3."), refused.found());
    assertTrue(refused.getMessage().contains(refused.found()), refused.getMessage());
    assertFalse(Files.exists(file));
    assertThrows(
        SqliteTooOldException.class, () -> Migrator.builder(needing("3.999").upTo(0)).build());
  }

  @Test
  void aVersionIsComparedByItsNumbers() {
    Migrator.builder(needing("3.9")).build();
    Migrator.builder(needing("3.45.1")).build();
  }
}
