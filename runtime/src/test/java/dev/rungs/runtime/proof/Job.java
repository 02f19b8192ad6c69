package dev.rungs.runtime.proof;

import dev.rungs.runtime.AppDatabase;
import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Transactions;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * One piece of work on one file, which can be sent to another process as a line of text.
 *
 * @param work what is done
 * @param shape the schema
 * @param target the version to reach
 * @param wal whether the file is, or is to be, in WAL mode
 * @param transactions how an upgrade is put into transactions
 * @param backups whether copies are made
 * @param file the database file
 */
record Job(
    Work work,
    Shape shape,
    int target,
    boolean wal,
    Transactions transactions,
    boolean backups,
    Path file) {
  /** So many words {@link #encode} makes. */
  static final int WORDS = 7;

  enum Work {
    CREATE,
    UPGRADE,
    REBUILD,
    ROLLBACK,
    /** Takes over a file of version 2 without a stamp and a history, and upgrades it. */
    ADOPT,
    /** Backs a file up, which is current. */
    BACKUP,
    /** Says of a rebuilt file that its content is there again. */
    MARK
  }

  /**
   * One piece of work of each kind, in either journal mode, on no file yet.
   *
   * @param backups whether copies are made; never by the upgrade that is one transaction
   */
  static Stream<Job> ofEachKind(boolean backups) {
    Path nowhere = Path.of("");
    return Stream.of(false, true)
        .flatMap(
            wal ->
                Stream.of(
                    new Job(Work.CREATE, Shape.NOTES, 6, wal, Transactions.EACH, backups, nowhere),
                    new Job(Work.UPGRADE, Shape.NOTES, 6, wal, Transactions.EACH, backups, nowhere),
                    new Job(Work.UPGRADE, Shape.SEARCH, 5, wal, Transactions.ALL, false, nowhere),
                    new Job(Work.REBUILD, Shape.CACHE, 4, wal, Transactions.EACH, backups, nowhere),
                    new Job(
                        Work.ROLLBACK, Shape.NOTES, 1, wal, Transactions.EACH, backups, nowhere)));
  }

  Job on(Path other) {
    return new Job(work, shape, target, wal, transactions, backups, other);
  }

  /**
   * Does the work. In WAL mode the file is opened as an application would, and created from the
   * image of its schema; otherwise it is opened by path and created by its migrations.
   */
  MigrationReport run(MigrationListener listener) {
    return run(listener, () -> {});
  }

  /**
   * Does the work.
   *
   * @param acknowledged called as soon as the work is reported as done, before anything is closed
   */
  MigrationReport run(MigrationListener listener, Runnable acknowledged) {
    if (work == Work.BACKUP) {
      migrator(listener).backup(file, backup());
      acknowledged.run();
      return migrator(listener).migrate(file);
    }
    if (work == Work.MARK) {
      return mark(migrator(listener), acknowledged);
    }
    if (work == Work.ROLLBACK || !wal) {
      Migrator migrator = migrator(listener);
      MigrationReport report =
          work == Work.ROLLBACK ? migrator.rollbackTo(file, target) : migrator.migrate(file);
      acknowledged.run();
      return report;
    }
    try (AppDatabase database =
        AppDatabase.builder(work == Work.CREATE ? shape.imaged() : shape.ladder().upTo(target))
            .migrator(settings -> permit(settings, listener))
            .open(file)) {
      acknowledged.run();
      return database.migration().orElseThrow();
    }
  }

  private MigrationReport mark(Migrator migrator, Runnable acknowledged) {
    if (!wal) {
      migrator.markRepopulated(file);
      acknowledged.run();
      return migrator.migrate(file);
    }
    try (AppDatabase database = AppDatabase.open(file, shape.ladder().upTo(target))) {
      database.markRepopulated();
      acknowledged.run();
    }
    return migrator.migrate(file);
  }

  /** Where {@link Work#BACKUP} puts its backup: in a folder of its own. */
  Path backup() {
    return file.resolveSibling("kept").resolve("app.db");
  }

  /** Does the work over a connection, which keeps the journal mode it has. */
  MigrationReport run(Connection connection, MigrationListener listener) {
    return work == Work.ROLLBACK
        ? migrator(listener).rollbackTo(connection, target)
        : migrator(listener).migrate(connection);
  }

  Migrator migrator(MigrationListener listener) {
    Ladder ladder = work == Work.ROLLBACK ? shape.ladder() : shape.ladder().upTo(target);
    return permit(Migrator.builder(ladder), listener).build();
  }

  private Migrator.Builder permit(Migrator.Builder builder, MigrationListener listener) {
    builder
        .allowDestructive()
        .transactions(transactions)
        .listener(listener)
        .busyTimeout(Duration.ofSeconds(30));
    if (work == Work.REBUILD) {
      builder.allowRebuild();
    }
    return backups ? builder : builder.withoutBackups();
  }

  String encode() {
    return String.join(
        "\t",
        work.name(),
        shape.name(),
        Integer.toString(target),
        Boolean.toString(wal),
        transactions.name(),
        Boolean.toString(backups),
        file.toString());
  }

  static Job decode(String[] words, int from) {
    return new Job(
        Work.valueOf(words[from]),
        Shape.valueOf(words[from + 1]),
        Integer.parseInt(words[from + 2]),
        Boolean.parseBoolean(words[from + 3]),
        Transactions.valueOf(words[from + 4]),
        Boolean.parseBoolean(words[from + 5]),
        Path.of(words[from + 6]));
  }

  @Override
  public String toString() {
    return work + " " + shape + " to " + target + (wal ? " WAL " : " journal ") + transactions;
  }
}
