package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links, and what stands beside a file under the names that SQLite needs. */
class HostilePathTest {
  private static final Migrations NOTES = Migrations.notes();

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("app.db");
  }

  /** What a plan refuses, the migration refuses for the same reason. */
  private String refused(Path path) {
    Migrator migrator = Migrator.builder(NOTES).build();
    MigrationPlan plan = migrator.plan(path);
    assertEquals(Action.REFUSE, plan.action());
    var refusal = assertThrows(MigrationException.class, () -> migrator.migrate(path));
    assertEquals(plan.refusal().orElseThrow().getMessage(), refusal.getMessage());
    return refusal.getMessage();
  }

  @Test
  void linksThatLeadInACircle() throws IOException {
    Path other = directory.resolve("other.db");
    Files.createSymbolicLink(file(), other);
    Files.createSymbolicLink(other, file());
    assertTrue(refused(file()).contains("leads back to itself"));
  }

  @Test
  void aLinkIntoAFolderThatDoesNotExist() throws IOException {
    Files.createSymbolicLink(file(), directory.resolve("missing").resolve("real.db"));
    assertTrue(refused(file()).contains("the folder " + directory.resolve("missing")));
  }

  @Test
  void aFailedCreationThroughALinkLeavesNothing() throws IOException {
    Files.createSymbolicLink(file(), Path.of("real.db"));
    Migrator fails = Migrator.builder(Migrations.notes().up("SELECT nothing;")).build();
    assertThrows(MigrationFailedException.class, () -> fails.migrate(file()));
    assertEquals(List.of("app.db"), FolderState.names(directory));

    Migrator.builder(NOTES).build().migrate(file());
    assertTrue(Files.isSymbolicLink(file()));
    assertEquals(3, TestFile.version(directory.resolve("real.db")));
  }

  /** SQLite names the log after the file that the link leads to. */
  @Test
  void aRefusalThroughALinkLeavesTheLog() throws Exception {
    Path real = Files.createDirectory(directory.resolve("data")).resolve("real.db");
    Path log = Path.of(real + "-wal");
    Path origin = directory.resolve("origin.db");
    Migrator.builder(NOTES.upTo(2)).build().migrate(origin);
    try (Connection connection = TestFile.connect(origin)) {
      TestFile.query(connection, "PRAGMA journal_mode = WAL");
      TestFile.run(connection, "CREATE TABLE extra (x)");
      Files.copy(origin, real);
      Files.copy(Path.of(origin + "-wal"), log);
    }
    Files.createSymbolicLink(file(), real);
    byte[] logged = Files.readAllBytes(log);
    byte[] data = Files.readAllBytes(real);
    Migrator migrator = Migrator.builder(NOTES).build();
    assertThrows(SchemaDriftException.class, () -> migrator.migrate(file()));
    assertThrows(SchemaDriftException.class, () -> AppDatabase.open(file(), NOTES).close());
    assertArrayEquals(logged, Files.readAllBytes(log));
    assertArrayEquals(data, Files.readAllBytes(real));
  }

  /** SQLite takes it for an empty database. */
  @Test
  void aFileOfOneByte() throws IOException {
    Files.writeString(file(), "1");
    assertTrue(refused(file()).contains("a single byte"));
    assertThrows(NotADatabaseException.class, () -> AppDatabase.open(file(), NOTES).close());
    assertEquals("1", Files.readString(file()));
  }

  @ParameterizedTest
  @CsvSource({
    "-wal,link",
    "-wal,folder",
    "-journal,link",
    "-journal,folder",
    "-shm,link",
    "-shm,folder"
  })
  void aLinkOrAFolderUnderANameThatSqliteNeeds(String suffix, String kind) throws IOException {
    Migrator.builder(NOTES.upTo(2)).build().migrate(file());
    if (suffix.equals("-shm")) {
      TestFile.query(file(), "PRAGMA journal_mode = WAL");
    }
    Path other = directory.resolve("other");
    Files.writeString(other, "mine".repeat(1000));
    Path companion = Path.of(file() + suffix);
    if (kind.equals("link")) {
      Files.createSymbolicLink(companion, other);
    } else {
      Files.createDirectory(companion);
    }
    Migrator migrator = Migrator.builder(NOTES).build();
    var refusal = assertThrows(MigrationException.class, () -> migrator.migrate(file()));
    assertTrue(refusal.getMessage().contains(companion + " is a folder, a link"), kind);
    assertEquals("mine".repeat(1000), Files.readString(other));
  }
}
