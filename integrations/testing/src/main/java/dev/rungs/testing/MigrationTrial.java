package dev.rungs.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.rungs.Strategy;
import dev.rungs.processor.replay.SampleData;
import dev.rungs.processor.replay.SampleData.Row;
import dev.rungs.processor.replay.StoredData;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationFailedException;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.Verification;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Tries one migration: up, down, and killed in the middle. */
final class MigrationTrial {
  private final TestFolder folder;
  private final Registry upTo;
  private final Registry below;
  private final MigrationDefinition migration;
  private final TriedRows rows;
  private Optional<Predicate<Row>> fitting;

  /**
   * Prepares.
   *
   * @param registry ends at the migration
   * @param start a file at the version below
   * @param sql inserts rows instead of generated ones; null for these
   */
  MigrationTrial(TestFolder folder, Registry registry, Path start, String sql) {
    this.folder = folder;
    this.upTo = registry;
    int last = registry.currentVersion();
    this.below = registry.upTo(last == registry.baseline() ? 0 : last - 1);
    this.migration = registry.migration(registry.currentVersion());
    this.rows = new TriedRows(folder, start, migration, sql);
  }

  /** Runs the migration on rows and looks at what it has done to them. */
  void up() {
    Predicate<Row> choice = choice();
    Path file = rows.filled(choice);
    StoredData before = TestDatabase.read(file);
    try {
      TestDatabase.migrator(upTo).migrate(file);
    } catch (MigrationException e) {
      fail(
          name()
              + " fails "
              + rows.culprits(upTo, choice)
              + " An application may have stored such rows: let the migration treat them.",
          e);
    }
    verify(file);
    if (migration.strategy() == Strategy.IN_PLACE && !migration.destructive()) {
      List<String> lost = before.lostBy(migration, TestDatabase.read(file));
      if (!lost.isEmpty()) {
        fail(
            name()
                + " loses data and does not say so: "
                + list(lost)
                + ". Keep the values, or declare @Migration(version = "
                + migration.version()
                + ", destructive = true).");
      }
    }
    sayWhatWasNotTried();
  }

  /** What the step does to a table without rows is not known. Of SQL the compiler says so. */
  private void sayWhatWasNotTried() {
    Set<String> unfilled = migration.hasStep() ? rows.unfilled() : Set.of();
    if (!unfilled.isEmpty()) {
      abort(
          name()
              + " passed, but without rows in "
              + String.join(", ", unfilled)
              + ": none could be generated that its constraints allow. Give rows with"
              + " MigrationTests.builder(registry).rows("
              + migration.version()
              + ", \"INSERT ...\").");
    }
  }

  /** Undoes the migration, and wants schema and rows back. */
  void down() {
    Path file = upgraded();
    StoredData before = TestDatabase.read(rows.filled(choice()));
    rollBack(file);
    StoredData after = TestDatabase.read(file);
    List<String> differences = new ArrayList<>(after.schemaDifferencesFrom(before));
    if (!migration.destructive()) {
      differences.addAll(before.missingFrom(after));
    }
    if (!differences.isEmpty()) {
      fail(
          name()
              + " does not come back: after a rollback to version "
              + below.currentVersion()
              + " "
              + list(differences)
              + ". Let @Down and the step's down() restore what was there.");
    }
    try {
      TestDatabase.migrator(upTo).migrate(file);
    } catch (MigrationException e) {
      fail(name() + " cannot be applied again after its rollback. " + e.getMessage(), e);
    }
    downWithNewRows();
  }

  /** Rows that came into new tables must not keep a step from being undone. */
  private void downWithNewRows() {
    Path file = upgraded();
    TestDatabase.on(file, c -> SampleData.fill(c, migration, row -> true));
    try {
      TestDatabase.migrator(upTo).rollbackTo(file, below.currentVersion());
    } catch (MigrationFailedException e) {
      if (e.statement().isEmpty()) {
        fail(name() + " cannot be undone when its tables hold rows. " + e.getMessage(), e);
      }
      // SQL that depends on the rows: the compiler has tried it and warned.
    }
  }

  private void rollBack(Path file) {
    try {
      TestDatabase.migrator(upTo).rollbackTo(file, below.currentVersion());
    } catch (MigrationException e) {
      fail(name() + " cannot be undone. " + e.getMessage() + where(e), e);
    }
  }

  private Path upgraded() {
    Path file = rows.filled(choice());
    try {
      TestDatabase.migrator(upTo).migrate(file);
    } catch (MigrationException e) {
      abort(name() + " already fails when it is applied: " + e.getMessage());
    }
    return file;
  }

  /**
   * Looks at the files as they are when all is done but not committed, which is what a process that
   * is killed then leaves.
   */
  void killed(String journalMode) {
    Path file = rows.filled(choice());
    List<Path> killed = new ArrayList<>();
    Registry interrupted =
        ChangedRegistry.interrupted(upTo, connection -> killed.add(folder.copy(file)));
    StoredData before;
    try {
      before =
          TestDatabase.on(
              file,
              connection -> {
                // So small a cache makes SQLite write to the file before the commit.
                TestDatabase.execute(
                    connection, "PRAGMA journal_mode=" + journalMode + ";PRAGMA cache_size=1;");
                StoredData stored = StoredData.read(connection);
                TestDatabase.migrator(interrupted).migrate(connection);
                return stored;
              });
    } catch (UncheckedIOException e) {
      abort("The files cannot be copied while they are in use: " + e.getMessage());
      return;
    } catch (MigrationException e) {
      abort(name() + " fails already when it is not killed: " + e.getMessage());
      return;
    }
    if (killed.isEmpty()) {
      abort("The migration was not run.");
    }
    Path left = killed.get(killed.size() - 1);
    List<String> differences = new ArrayList<>();
    int version = TestDatabase.version(left);
    if (version != below.currentVersion()) {
      differences.add("the version is " + version);
    }
    StoredData after = TestDatabase.read(left);
    differences.addAll(after.schemaDifferencesFrom(before));
    differences.addAll(after.differencesFrom(before));
    if (!differences.isEmpty()) {
      fail(
          name()
              + " leaves a mixed database when it is killed before it is committed: "
              + list(differences)
              + ". Let the step work on the connection it is given only.");
    }
    try {
      TestDatabase.migrator(upTo).migrate(left);
    } catch (MigrationException e) {
      fail(name() + " does not succeed after it was killed. " + e.getMessage() + where(e), e);
    }
    verify(left);
  }

  private Predicate<Row> choice() {
    if (fitting == null) {
      boolean sqlAlone = migration.up().isPresent() && !migration.schemaUnknown();
      fitting =
          sqlAlone ? rows.fitting(ChangedRegistry.withoutStep(upTo)) : Optional.of(row -> true);
    }
    if (fitting.isEmpty()) {
      Registry sql = ChangedRegistry.withoutStep(upTo);
      TriedRows.Culprits culprits = rows.culprits(sql, TriedRows::isOrdinary);
      fail("The SQL of " + name() + " fails " + culprits, culprits.failure());
    }
    return fitting.orElseThrow();
  }

  /** Foreign keys are left to the migration itself, which knows what dangled before. */
  private void verify(Path file) {
    Migrator migrator = TestDatabase.migrator(upTo);
    // A rebuild leaves a note that the application removes when it has filled the file again.
    migrator.markRepopulated(file);
    List<String> wrong =
        migrator.verify(file).findings().stream()
            .filter(f -> f.check() != Verification.Check.FOREIGN_KEYS)
            .map(Verification.Finding::message)
            .toList();
    if (!wrong.isEmpty()) {
      fail("After " + name() + " the file is not as it should be: " + list(wrong) + ".");
    }
  }

  String name() {
    return "Version " + migration.version() + " (" + migration.name() + ")";
  }

  /** Where the step's own code failed. */
  static String where(Throwable failure) {
    Throwable cause = failure.getCause();
    if (cause == null) {
      return "";
    }
    for (StackTraceElement element : cause.getStackTrace()) {
      String name = element.getClassName();
      if (name.startsWith("dev.rungs.runtime.")) {
        return "";
      }
      if (!name.matches("(java|javax|jdk|sun|org\\.sqlite)\\..*")) {
        return " It was thrown at " + element + ".";
      }
    }
    return "";
  }

  static String list(List<String> phrases) {
    int most = 6;
    String listed = String.join("; ", phrases.subList(0, Math.min(most, phrases.size())));
    return phrases.size() <= most ? listed : listed + "; and " + (phrases.size() - most) + " more";
  }
}
