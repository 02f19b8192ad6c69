package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Backups before destructive migrations: where they go, and when there is none. */
class BackupTest extends MigratingFixture {
  @Test
  void copiesBeforeADestructiveMigration() {
    Migrations registry = Migrations.notes().destructive("DROP TABLE tags;");
    at(3, registry);
    TestFile.run(file(), "INSERT INTO tags VALUES (1, 'lost')");

    MigrationReport report =
        Migrator.builder(registry).allowDestructive(4).clock(CLOCK).build().migrate(file());

    Path copy = report.backup().orElseThrow();
    assertEquals(directory.resolve("app.db.v3-20261121T081500Z.bak"), copy);
    assertEquals("1|lost", TestFile.query(copy, "SELECT * FROM tags"));
    assertEquals(3, TestFile.version(copy));
    assertEquals("ok", TestFile.query(copy, "PRAGMA integrity_check"));
    assertEquals(4, TestFile.version(file()));
  }

  @Test
  void neverWritesOverACopy() throws IOException {
    Migrations registry = Migrations.notes().destructive("DROP TABLE tags;");
    at(3, registry);
    Path taken = directory.resolve("app.db.v3-20261121T081500Z.bak");
    Files.writeString(taken, "mine");

    MigrationReport report =
        Migrator.builder(registry).allowDestructive().clock(CLOCK).build().migrate(file());

    assertEquals("mine", Files.readString(taken));
    assertEquals(
        directory.resolve("app.db.v3-20261121T081500Z-2.bak"), report.backup().orElseThrow());
  }

  @Test
  void copiesWhereTheCallerSays() throws IOException {
    Migrations registry = Migrations.notes().destructive("DROP TABLE tags;");
    at(3, registry);
    Path elsewhere = Files.createDirectory(directory.resolve("copies"));

    MigrationReport report =
        Migrator.builder(registry).allowDestructive().backups(elsewhere).build().migrate(file());

    assertEquals(elsewhere, report.backup().orElseThrow().getParent());
  }

  @Test
  void refusesWhereNoCopyCanBeMade() {
    Migrations registry = Migrations.notes().destructive("DROP TABLE tags;");
    at(3, registry);
    var before = TestFile.bytes(directory);
    Migrator migrator =
        Migrator.builder(registry).allowDestructive().backups(directory.resolve("nowhere")).build();

    var refusal = assertThrows(MigrationException.class, () -> migrator.migrate(file()));

    assertTrue(refusal.getMessage().contains("withoutBackups()"), refusal.getMessage());
    assertEquals(before, TestFile.bytes(directory));
  }

  @Test
  void makesNoCopyWhereTheCallerSaysSo() {
    Migrations registry = Migrations.notes().destructive("DROP TABLE tags;");
    at(3, registry);

    MigrationReport report =
        Migrator.builder(registry).allowDestructive().withoutBackups().build().migrate(file());

    assertTrue(report.backup().isEmpty());
    assertEquals(List.of("app.db"), List.copyOf(TestFile.bytes(directory).keySet()));
  }

  @Test
  void takesTheCopyAwayWhereNothingWasDone() {
    Migrations registry = Migrations.notes().destructive("DROP TABLE tags; DROP TABLE no_such;");
    at(3, registry);
    Migrator migrator = Migrator.builder(registry).allowDestructive().build();
    var before = TestFile.bytes(directory);

    assertThrows(MigrationFailedException.class, () -> migrator.migrate(file()));

    assertEquals(before.keySet(), TestFile.bytes(directory).keySet());
    assertEquals(3, TestFile.version(file()));
  }
}
