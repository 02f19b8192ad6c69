package dev.rungs.testing;

import static org.junit.jupiter.api.Assertions.fail;

import dev.rungs.processor.replay.StoredData;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationFailedException;
import dev.rungs.runtime.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries the way from one version to the current one, which has more than one migration. */
final class PathTrial {
  private final TestFolder folder;
  private final Registry registry;

  PathTrial(TestFolder folder, Registry registry) {
    this.folder = folder;
    this.registry = registry;
  }

  /**
   * Upgrades a file with rows, and compares its schema with that of a fresh one.
   *
   * @param start a file at the version
   * @param sql inserts rows instead of generated ones; null for these
   */
  void from(int version, Path start, String sql) {
    TriedRows rows = new TriedRows(folder, start, registry.migration(version + 1), sql);
    Path file = rows.filled(row -> true);
    try {
      TestDatabase.migrator(registry).migrate(file);
    } catch (MigrationException e) {
      Optional<MigrationException> onOrdinary = rows.failure(registry, TriedRows::isOrdinary);
      boolean dependsOnRows =
          e instanceof MigrationFailedException failed
              && failed.statement().isPresent()
              && onOrdinary.isEmpty();
      if (!dependsOnRows) {
        fail(
            "A file of version "
                + version
                + " does not come to version "
                + registry.currentVersion()
                + ": it fails "
                + rows.culprits(registry, row -> true),
            e);
      }
      file = rows.filled(TriedRows::isOrdinary);
      TestDatabase.migrator(registry).migrate(file);
    }
    List<String> differences =
        TestDatabase.read(file).schemaDifferencesFrom(TestDatabase.read(fresh()));
    if (!differences.isEmpty()) {
      fail(
          "A file upgraded from version "
              + version
              + " has not the schema of a fresh one: "
              + MigrationTrial.list(differences)
              + ".");
    }
  }

  /** Compares a fresh file with one that was upgraded version by version. */
  void fresh(Path upgraded) {
    StoredData fresh = TestDatabase.read(fresh());
    StoredData stepByStep = TestDatabase.read(upgraded);
    List<String> differences = new ArrayList<>(fresh.schemaDifferencesFrom(stepByStep));
    List<String> rows = fresh.differencesFrom(stepByStep);
    if (!rows.isEmpty() && isTheSameEachTime(stepByStep)) {
      differences.addAll(rows);
    }
    if (!differences.isEmpty()) {
      fail(
          "A fresh file differs from one that was upgraded from version "
              + registry.baseline()
              + ": "
              + MigrationTrial.list(differences)
              + ".");
    }
  }

  /** Rows that hold a time or something random differ each time. */
  private boolean isTheSameEachTime(StoredData first) {
    Path file = folder.newFile();
    for (int version = registry.baseline(); version <= registry.currentVersion(); version++) {
      TestDatabase.migrator(registry.upTo(version)).migrate(file);
    }
    return TestDatabase.read(file).differencesFrom(first).isEmpty();
  }

  private Path fresh() {
    Path file = folder.newFile();
    TestDatabase.migrator(registry).migrate(file);
    return file;
  }
}
