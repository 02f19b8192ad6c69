package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Migrator.Builder#mustExist()}: what does not exist is refused and not created. */
class MustExistTest {
  private static final int ROUNDS = 300;

  @TempDir Path folder;

  private final Registry registry = Migrations.notes();
  private final Migrator migrator = Migrator.builder(registry).mustExist().build();
  private Path file;

  @BeforeEach
  void choose() {
    file = folder.resolve("app.db");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aMissingFileIsRefusedAndNotCreated() throws IOException {
    MissingDatabaseException refused =
        assertThrows(MissingDatabaseException.class, () -> migrator.migrate(file));
    assertEquals(file + " does not exist. Check the path.", refused.getMessage());
    assertEquals(file, refused.file().orElseThrow());
    assertEquals(3, refused.currentVersion());

    MigrationPlan plan = migrator.plan(file);
    assertEquals(Action.REFUSE, plan.action());
    assertInstanceOf(MissingDatabaseException.class, plan.refusal().orElseThrow());
    assertEquals(List.of(), names());
  }

  @Test
  void anImagedRegistryCreatesNothingEither() throws IOException {
    Migrator imaged = Migrator.builder(Migrations.notes().imaged()).mustExist().build();
    assertThrows(MissingDatabaseException.class, () -> imaged.migrate(file));
    assertEquals(List.of(), names());
  }

  @Test
  void aDanglingLinkIsRefusedAndItsTargetNotCreated() throws IOException {
    Files.createSymbolicLink(file, folder.resolve("elsewhere.db"));
    MissingDatabaseException refused =
        assertThrows(MissingDatabaseException.class, () -> migrator.migrate(file));
    assertTrue(refused.getMessage().contains("symbolic link"), refused.getMessage());
    assertEquals(List.of("app.db"), names());
  }

  @Test
  void anAppDatabaseCreatesNothing() throws IOException {
    AppDatabase.Builder builder =
        AppDatabase.builder(registry).migrator(settings -> settings.mustExist());
    assertThrows(MissingDatabaseException.class, () -> builder.open(file));
    assertThrows(MissingDatabaseException.class, () -> builder.withoutMigration().open(file));
    assertEquals(List.of(), names());
  }

  @Test
  void anExistingFileIsMigrated() throws IOException {
    Migrator.builder(registry.upTo(1)).build().migrate(file);
    assertEquals(3, migrator.migrate(file).toVersion());
    assertEquals(Action.NOTHING, migrator.migrate(file).action());

    Path empty = Files.createFile(folder.resolve("empty.db"));
    assertEquals(Action.CREATE, migrator.migrate(empty).action());
  }

  @Test
  void aDatabaseWithoutAFileIsNotConcerned() throws SQLException {
    assertEquals(Action.CREATE, migrator.migrate(Path.of(":memory:")).action());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      assertEquals(Action.CREATE, migrator.migrate(connection).action());
    }
  }

  /** Whatever the moment at which the file is deleted, no other takes its place. */
  @Test
  void aFileThatIsDeletedMeanwhileIsNotCreatedAgain() throws Exception {
    Path start = folder.resolve("start.db");
    Migrator.builder(registry.upTo(1)).build().migrate(start);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Files.copy(start, file, StandardCopyOption.REPLACE_EXISTING);
      AtomicBoolean deleted = new AtomicBoolean();
      int spins = round * 400;
      Thread deleter =
          new Thread(
              () -> {
                for (int i = 0; i < spins; i++) {
                  Thread.onSpinWait();
                }
                deleted.set(file.toFile().delete());
              });
      deleter.start();
      try {
        migrator.migrate(file);
      } catch (MissingDatabaseException e) {
        refused++;
      } catch (MigrationException e) {
        // It was deleted while it was being migrated: then SQLite says something of its own.
        assertFalse(e instanceof DatabaseBusyException, e.toString());
      }
      deleter.join();
      assertTrue(deleted.get());
      assertFalse(Files.exists(file), "it was created again");
    }
    assertTrue(refused > 0, "it was never deleted before it was opened");
  }
}
