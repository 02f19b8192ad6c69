package dev.rungs.fleet;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Recognizes the file of a journal, and creates its tables. */
final class JournalSchema {
  private static final int APPLICATION_ID = 0x52464C54;
  private static final int FORMAT = 2;

  private final Path file;
  private final Connection opened;

  private JournalSchema(Path file, Connection opened) {
    this.file = file;
    this.opened = opened;
  }

  /** Makes an empty database a journal; refuses what is something else. */
  static void require(Path file, Connection opened) throws SQLException {
    new JournalSchema(file, opened).require();
  }

  private void require() throws SQLException {
    if (Journal.number(opened, "PRAGMA application_id") != APPLICATION_ID) {
      create();
    }
    long format = Journal.number(opened, "PRAGMA user_version");
    if (format != FORMAT) {
      throw new FleetException(
          "The journal "
              + file
              + " has format "
              + format
              + "; this build of Rungs reads format "
              + FORMAT
              + ". Name another file.",
          null);
    }
  }

  /** Another process may do the same: who has the lock first creates it. */
  private void create() throws SQLException {
    Journal.execute(opened, "BEGIN IMMEDIATE");
    try {
      if (Journal.number(opened, "PRAGMA application_id") == APPLICATION_ID) {
        Journal.execute(opened, "COMMIT");
        return;
      }
      if (Journal.number(opened, "SELECT count(*) FROM sqlite_schema") > 0
          || Journal.number(opened, "PRAGMA user_version") != 0) {
        throw new FleetException(
            file
                + " is a database of something else, not a journal of a fleet. It was not changed."
                + " Name another file.",
            null);
      }
      Journal.execute(
          opened,
          """
          CREATE TABLE run (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            verb TEXT NOT NULL,
            kind TEXT NOT NULL,
            schema_name TEXT NOT NULL,
            target INTEGER NOT NULL,
            shard TEXT NOT NULL,
            workers INTEGER NOT NULL,
            host TEXT NOT NULL,
            pid INTEGER NOT NULL,
            process_started TEXT NOT NULL,
            started_at TEXT NOT NULL,
            seen_at TEXT NOT NULL,
            ended_at TEXT,
            ending TEXT,
            why TEXT,
            continues INTEGER,
            millis INTEGER NOT NULL DEFAULT 0);
          """);
      Journal.execute(
          opened,
          """
          CREATE TABLE file (
            id INTEGER PRIMARY KEY,
            run INTEGER NOT NULL,
            path TEXT NOT NULL,
            turn INTEGER NOT NULL,
            rank INTEGER NOT NULL,
            hash INTEGER NOT NULL,
            state TEXT NOT NULL,
            was TEXT,
            busy_since INTEGER,
            from_version INTEGER,
            to_version INTEGER,
            cause TEXT,
            problem TEXT,
            advice TEXT,
            version INTEGER,
            name TEXT,
            statement TEXT,
            rows TEXT,
            backup TEXT,
            micros INTEGER,
            size INTEGER,
            modified INTEGER,
            UNIQUE (run, path));
          """);
      Journal.execute(
          opened,
          "CREATE INDEX file_queue ON file (run, turn, rank) WHERE state = '"
              + JournalQueue.QUEUED
              + "'");
      Journal.execute(
          opened,
          "CREATE INDEX file_waiting ON file (run, id) WHERE state = '"
              + JournalQueue.WAITING
              + "'");
      Journal.execute(opened, "CREATE INDEX file_failed ON file (run, id) WHERE state = 'failed'");
      Journal.execute(opened, "PRAGMA application_id = " + APPLICATION_ID);
      Journal.execute(opened, "PRAGMA user_version = " + FORMAT);
      Journal.execute(opened, "COMMIT");
    } catch (SQLException | RuntimeException e) {
      Journal.execute(opened, "ROLLBACK");
      throw e;
    }
    useLog();
  }

  /** SQLite does not wait for the lock of that change by itself. */
  private void useLog() throws SQLException {
    long end = System.nanoTime() + Duration.ofMillis(Journal.BUSY_TIMEOUT_MILLIS).toNanos();
    while (true) {
      try {
        Journal.execute(opened, "PRAGMA journal_mode = WAL");
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }
}
