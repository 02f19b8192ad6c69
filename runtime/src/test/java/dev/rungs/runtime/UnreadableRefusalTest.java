package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rungs.runtime.MigrationPlan.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals of files that cannot be read, or not now. */
class UnreadableRefusalTest extends RefusalFixture {
  @ParameterizedTest
  @ValueSource(strings = {"text, not a database, and long enough to be looked at", "short"})
  void notADatabase(String content) throws IOException {
    Files.writeString(file(), content.repeat(40));

    assertSays(refused(NotADatabaseException.class, Migrations.notes(), m -> m), "not an SQLite");
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 100, 4096, 6000})
  void truncated(int length) throws IOException {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), java.util.Arrays.copyOf(whole, length));

    assertSays(refused(CorruptDatabaseException.class, Migrations.notes(), m -> m), "damaged");
  }

  @Test
  void malformedSchema() throws IOException {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    TestFile.run(
        file(),
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE notes (' WHERE name = 'notes'");

    refused(CorruptDatabaseException.class, Migrations.notes(), m -> m);
  }

  @Test
  void aFolder() throws IOException {
    Files.createDirectory(file());

    assertSays(refused(NotADatabaseException.class, Migrations.notes(), m -> m), "is a folder");
  }

  @Test
  void aFolderThatDoesNotExist() {
    Path nowhere = directory.resolve("no/such/app.db");

    assertSays(
        refused(MigrationException.class, nowhere, Migrations.notes(), m -> m),
        "does not exist",
        "no/such");
  }

  @Test
  void aParentThatIsAFile() throws IOException {
    Files.writeString(directory.resolve("parent"), "x");

    assertSays(
        refused(
            MigrationException.class,
            directory.resolve("parent/app.db"),
            Migrations.notes(),
            m -> m),
        "not a folder");
  }

  @Test
  void lockedForTooLong() throws Exception {
    Migrator.builder(Migrations.notes().upTo(1)).build().migrate(file());
    try (Connection holder = TestFile.connect(file())) {
      TestFile.run(holder, "BEGIN EXCLUSIVE");
      Migrator migrator =
          Migrator.builder(Migrations.notes()).busyTimeout(Duration.ofMillis(50)).build();

      var planned = migrator.plan(file()).refusal().orElseThrow();
      assertInstanceOf(DatabaseBusyException.class, planned);
      var thrown = assertThrows(DatabaseBusyException.class, () -> migrator.migrate(file()));
      assertSays(thrown, "held by another connection", "busyTimeout()");
      TestFile.run(holder, "ROLLBACK");
    }
    assertEquals(1, TestFile.version(file()));
  }

  @Test
  void writeLockedForTooLong() throws Exception {
    Migrator.builder(Migrations.notes().upTo(1)).build().migrate(file());
    try (Connection holder = TestFile.connect(file())) {
      TestFile.run(holder, "BEGIN IMMEDIATE");
      Migrator migrator =
          Migrator.builder(Migrations.notes()).busyTimeout(Duration.ofMillis(50)).build();

      assertEquals(Action.UPGRADE, migrator.plan(file()).action());
      assertThrows(DatabaseBusyException.class, () -> migrator.migrate(file()));
      TestFile.run(holder, "ROLLBACK");
    }
    assertEquals(1, TestFile.version(file()));
  }
}
