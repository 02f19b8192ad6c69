package dev.rungs.fleet;

import dev.rungs.runtime.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.sqlite.SQLiteConfig;

/**
 * What runs have to do and have done, on disk. Every outcome is written when it is known, so what a
 * killed run did is known too.
 *
 * <p>The truth about a file is in the file. The journal is WAL with {@code synchronous=NORMAL}: a
 * kill loses nothing of it, a power cut may lose the last outcomes, and the next run then finds
 * those files current (<a href="https://www.sqlite.org/pragma.html#pragma_synchronous">pragma
 * synchronous</a>).
 *
 * <p>Safe for use by several threads and processes; each run writes rows of its own only.
 */
final class Journal implements AutoCloseable {
  private static final int APPLICATION_ID = 0x52464C54;
  private static final int FORMAT = 1;
  private static final int PAGE = 256;
  private static final int INSERTS_IN_TRANSACTION = 5_000;
  private static final int BUSY_TIMEOUT_MILLIS = 60_000;

  private static final String QUEUED = "queued";
  private static final String WAITING = "waiting";

  private final Path file;
  private final Path temporaryFolder;
  private final Connection connection;
  private PreparedStatement insert;
  private PreparedStatement settle;
  private int inserts;

  private Journal(Path file, Path temporaryFolder) {
    this.file = file;
    this.temporaryFolder = temporaryFolder;
    try {
      this.connection = connect(file);
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /** Opens or creates a journal. */
  static Journal open(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || parent == null || !Files.isDirectory(parent)) {
      throw new FleetException(
          Files.isDirectory(file)
              ? "The journal " + file + " is a folder. Name a file."
              : "The journal " + file + " cannot be created: its folder does not exist.",
          null);
    }
    return new Journal(file.toAbsolutePath(), null);
  }

  /** Creates a journal that is deleted when it is closed. */
  static Journal temporary() {
    try {
      Path folder = Files.createTempDirectory("rungs-fleet-");
      return new Journal(folder.resolve("fleet.journal"), folder);
    } catch (IOException e) {
      throw new FleetException("No temporary journal can be created: " + e, e);
    }
  }

  Path file() {
    return file;
  }

  private Connection connect(Path path) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    Connection opened = config.createConnection("jdbc:sqlite:" + path.toUri());
    try {
      require(opened);
      return opened;
    } catch (SQLException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void require(Connection opened) throws SQLException {
    if (number(opened, "PRAGMA application_id") != APPLICATION_ID) {
      create(opened);
    }
    long format = number(opened, "PRAGMA user_version");
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
  private void create(Connection opened) throws SQLException {
    run(opened, "BEGIN IMMEDIATE");
    try {
      if (number(opened, "PRAGMA application_id") == APPLICATION_ID) {
        run(opened, "COMMIT");
        return;
      }
      if (number(opened, "SELECT count(*) FROM sqlite_schema") > 0
          || number(opened, "PRAGMA user_version") != 0) {
        throw new FleetException(
            file
                + " is a database of something else, not a journal of a fleet. It was not changed."
                + " Name another file.",
            null);
      }
      run(
          opened,
          """
          CREATE TABLE run (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            verb TEXT NOT NULL,
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
      run(
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
      run(
          opened,
          "CREATE INDEX file_queue ON file (run, turn, rank) WHERE state = '" + QUEUED + "'");
      run(opened, "CREATE INDEX file_waiting ON file (run, id) WHERE state = '" + WAITING + "'");
      run(opened, "CREATE INDEX file_failed ON file (run, id) WHERE state = 'failed'");
      run(opened, "PRAGMA application_id = " + APPLICATION_ID);
      run(opened, "PRAGMA user_version = " + FORMAT);
      run(opened, "COMMIT");
    } catch (SQLException | RuntimeException e) {
      run(opened, "ROLLBACK");
      throw e;
    }
    useLog(opened);
  }

  /** SQLite does not wait for the lock of that change by itself. */
  private static void useLog(Connection opened) throws SQLException {
    long end = System.nanoTime() + Duration.ofMillis(BUSY_TIMEOUT_MILLIS).toNanos();
    while (true) {
      try {
        run(opened, "PRAGMA journal_mode = WAL");
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  // What a run does.

  /** A file in the queue. */
  record Entry(
      long id, Path file, int turn, long rank, String was, long busySince, FileStamp stamp) {}

  /** By which it is seen whether a file was changed since. */
  record FileStamp(long size, long modified) {}

  /** The first of the turns in which files are taken. */
  static final int CANARIES = 0;

  private static final int OTHERS = 1;
  private static final int FAILED_BEFORE = 2;
  private static final int DONE_BEFORE = 3;

  /** Begins a run; one that was killed or stopped before is continued. */
  synchronized long begin(FleetReport.Verb verb, Registry registry, Shard shard, int workers) {
    return transaction(
        () -> {
          noteTheDead();
          prune(verb);
          Instant now = Instant.now();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  """
                  INSERT INTO run (verb, schema_name, target, shard, workers, host, pid,
                      process_started, started_at, seen_at, continues)
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9,
                      (SELECT id FROM run WHERE verb = ?1 AND schema_name = ?2 AND target = ?3
                       AND shard = ?4 AND ending IN ('stopped', 'cancelled', 'killed')
                       AND id = (SELECT max(id) FROM run WHERE verb = ?1 AND ended_at IS NOT NULL)))
                  """)) {
            statement.setString(1, verb.word());
            statement.setString(2, registry.schemaName());
            statement.setInt(3, registry.currentVersion());
            statement.setString(4, shard.index() + "/" + shard.count());
            statement.setInt(5, workers);
            statement.setString(6, ThisProcess.HOST);
            statement.setLong(7, ThisProcess.PID);
            statement.setString(8, ThisProcess.STARTED);
            statement.setString(9, now.toString());
            statement.executeUpdate();
          }
          return number(connection, "SELECT last_insert_rowid()");
        });
  }

  /** A run whose process is gone was killed; it said nothing of its end. */
  private void noteTheDead() throws SQLException {
    List<Long> dead = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT id, host, pid, process_started, seen_at FROM run"
                    + " WHERE ended_at IS NULL")) {
      while (rows.next()) {
        if (!ThisProcess.isAlive(
            rows.getString(2), rows.getLong(3), rows.getString(4), rows.getString(5))) {
          dead.add(rows.getLong(1));
        }
      }
    }
    for (long run : dead) {
      run(
          connection,
          "UPDATE run SET ended_at = seen_at, ending = 'killed',"
              + " why = 'The process was killed.' WHERE id = "
              + run);
    }
  }

  /** The journal is a record of the last run of each kind, not of all. */
  private void prune(FleetReport.Verb verb) throws SQLException {
    run(
        connection,
        "DELETE FROM file WHERE run IN (SELECT id FROM run WHERE verb = '"
            + verb.word()
            + "' AND ended_at IS NOT NULL AND id < (SELECT max(id) FROM run WHERE verb = '"
            + verb.word()
            + "' AND ended_at IS NOT NULL))");
  }

  /** Adds a file to the queue; twice the same is once. */
  synchronized void add(long run, Path path, long hash, long rank) {
    try {
      if (inserts == 0) {
        run(connection, "BEGIN IMMEDIATE");
      }
      if (insert == null) {
        insert =
            connection.prepareStatement(
                "INSERT OR IGNORE INTO file (run, path, turn, rank, hash, state)"
                    + " VALUES (?, ?, "
                    + OTHERS
                    + ", ?, ?, '"
                    + QUEUED
                    + "')");
      }
      insert.setLong(1, run);
      insert.setString(2, path.toString());
      insert.setLong(3, rank);
      insert.setLong(4, hash);
      insert.executeUpdate();
      inserts++;
      if (inserts == INSERTS_IN_TRANSACTION) {
        run(connection, "COMMIT");
        inserts = 0;
      }
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /** Adds a file whose name is not that of a file once it is text, as a failure. */
  synchronized void addUnusable(long run, Path path) {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO file (run, path, turn, rank, hash, state, cause, problem, advice)"
                + " VALUES (?, ?, "
                + OTHERS
                + ", 0, 0, 'failed', ?, ?, ?)")) {
      // The address tells files apart whose names read the same.
      String name = path + " (" + path.toUri() + ")";
      statement.setLong(1, run);
      statement.setString(2, name);
      statement.setString(3, FailureCause.UNREADABLE.word());
      statement.setString(
          4, "The name of " + name + " cannot be written in the character set of this process.");
      statement.setString(5, "Run in a UTF-8 locale, for example with LC_ALL=C.UTF-8.");
      statement.executeUpdate();
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /**
   * All files were added. Takes over what the continued run has done, and chooses the canaries.
   *
   * @return how many files there are
   */
  synchronized long queued(long run, double canaryShare) {
    try {
      if (inserts > 0) {
        run(connection, "COMMIT");
        inserts = 0;
      }
    } catch (SQLException e) {
      throw unusable(e);
    }
    return transaction(
        () -> {
          long continued =
              number(connection, "SELECT coalesce(continues, 0) FROM run WHERE id = " + run);
          if (continued != 0) {
            takeOver(run, continued);
          }
          long files = number(connection, "SELECT count(*) FROM file WHERE run = " + run);
          long canaries = canaryShare == 0 ? 0 : (long) Math.ceil(canaryShare * files);
          if (canaries > 0 && files > 0) {
            run(
                connection,
                "UPDATE file SET turn = "
                    + CANARIES
                    + " WHERE id IN (SELECT id FROM file WHERE run = "
                    + run
                    + " ORDER BY hash LIMIT "
                    + canaries
                    + ")");
          }
          return files;
        });
  }

  /** What was not reached goes first, then what failed, and last a look at what was done. */
  private void takeOver(long run, long continued) throws SQLException {
    run(
        connection,
        """
        UPDATE file SET
          was = CASE WHEN before.state IN ('queued', 'waiting') THEN before.was
              ELSE before.state END,
          turn = CASE
              WHEN before.state = 'failed' THEN %d
              WHEN before.state IN ('migrated', 'rehearsed')
                  OR before.was IN ('migrated', 'rehearsed') THEN %d
              ELSE file.turn END,
          from_version = before.from_version, to_version = before.to_version,
          micros = before.micros, backup = before.backup,
          size = before.size, modified = before.modified
        FROM file AS before
        WHERE file.run = %d AND before.run = %d AND before.path = file.path
        """
            .formatted(FAILED_BEFORE, DONE_BEFORE, run, continued));
    run(connection, "DELETE FROM file WHERE run = " + continued);
  }

  /** The next files of the queue after a given one, or from its head. */
  synchronized List<Entry> next(long run, boolean canaries, Entry after) {
    String sql =
        "SELECT id, path, turn, rank, was, busy_since, size, modified FROM file WHERE run = ?"
            + " AND state = '"
            + QUEUED
            + "' AND turn "
            + (canaries ? "= " : "> ")
            + CANARIES
            + " AND (turn, rank, id) > (?, ?, ?) ORDER BY turn, rank, id LIMIT "
            + PAGE;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, run);
      statement.setInt(2, after == null ? -1 : after.turn());
      statement.setLong(3, after == null ? -1 : after.rank());
      statement.setLong(4, after == null ? -1 : after.id());
      return entries(statement);
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /** The next of the files that were in use. */
  synchronized List<Entry> waiting(long run, long afterId) {
    String sql =
        "SELECT id, path, turn, rank, was, busy_since, size, modified FROM file WHERE run = ?"
            + " AND state = '"
            + WAITING
            + "' AND id > ? ORDER BY id LIMIT "
            + PAGE;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, run);
      statement.setLong(2, afterId);
      return entries(statement);
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  private static List<Entry> entries(PreparedStatement statement) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        entries.add(
            new Entry(
                rows.getLong(1),
                Path.of(rows.getString(2)),
                rows.getInt(3),
                rows.getLong(4),
                rows.getString(5),
                rows.getLong(6),
                new FileStamp(rows.getLong(7), rows.getLong(8))));
      }
    }
    return entries;
  }

  /** Puts a file that is in use at the end of the queue. */
  synchronized void postpone(Entry entry) {
    try {
      run(
          connection,
          "UPDATE file SET state = '"
              + WAITING
              + "', busy_since = coalesce(busy_since, "
              + System.currentTimeMillis()
              + ") WHERE id = "
              + entry.id());
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /**
   * Writes what became of a file. What the run that is continued did stays its outcome, if now
   * nothing was left to do.
   */
  synchronized void settle(Entry entry, FileOutcome outcome, FileStamp stamp) {
    try {
      if (settle == null) {
        settle =
            connection.prepareStatement(
                """
                UPDATE file SET state = ?, from_version = ?, to_version = ?, cause = ?,
                    problem = ?, advice = ?, version = ?, name = ?, statement = ?, rows = ?, backup = ?,
                    micros = ?, size = ?, modified = ? WHERE id = ?
                """);
      }
      boolean doneBefore =
          outcome.state() == FileOutcome.State.CURRENT
              && FileOutcome.State.MIGRATED.word().equals(entry.was());
      if (doneBefore) {
        keep(entry);
        return;
      }
      FileFailure failure = outcome.failure().orElse(null);
      settle.setString(1, outcome.state().word());
      set(settle, 2, outcome.fromVersion());
      set(settle, 3, outcome.toVersion());
      settle.setString(4, failure == null ? null : failure.cause().word());
      settle.setString(5, failure == null ? null : failure.problem());
      settle.setString(6, failure == null ? null : failure.advice());
      set(settle, 7, failure == null ? OptionalInt.empty() : failure.version());
      settle.setString(8, failure == null ? null : failure.name().orElse(null));
      settle.setString(9, failure == null ? null : failure.statement().orElse(null));
      settle.setString(10, failure == null ? null : "[" + String.join(",", failure.rows()) + "]");
      settle.setString(11, outcome.backup().map(Path::toString).orElse(null));
      settle.setLong(12, outcome.duration().toNanos() / 1000);
      settle.setLong(13, stamp.size());
      settle.setLong(14, stamp.modified());
      settle.setLong(15, entry.id());
      settle.executeUpdate();
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /** Leaves a file at the outcome that the continued run had. */
  synchronized void keep(Entry entry) {
    try {
      run(connection, "UPDATE file SET state = was WHERE id = " + entry.id());
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  private static void set(PreparedStatement statement, int index, OptionalInt value)
      throws SQLException {
    if (value.isPresent()) {
      statement.setInt(index, value.getAsInt());
    } else {
      statement.setNull(index, java.sql.Types.INTEGER);
    }
  }

  /** Says that a run is still alive. */
  synchronized void seen(long run, Duration elapsed) {
    try {
      run(
          connection,
          "UPDATE run SET seen_at = '"
              + Instant.now()
              + "', millis = "
              + elapsed.toMillis()
              + " WHERE id = "
              + run);
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /** Ends a run. */
  synchronized void end(long run, FleetReport.Ending ending, String why, Duration elapsed) {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE run SET ended_at = ?1, seen_at = ?1, ending = ?2, why = ?3, millis = ?4"
                + " WHERE id = ?5")) {
      if (inserts > 0) {
        run(connection, "COMMIT");
        inserts = 0;
      }
      statement.setString(1, Instant.now().toString());
      statement.setString(2, ending.word());
      statement.setString(3, why);
      statement.setLong(4, elapsed.toMillis());
      statement.setLong(5, run);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  // What reports read.

  /** Reads one row. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Reads the rows of a query whose parameters are the given values. */
  synchronized <T> List<T> query(String sql, RowReader<T> reader, Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      List<T> result = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          result.add(reader.read(rows));
        }
      }
      return result;
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (connection.isClosed()) {
        return;
      }
      connection.close();
      if (temporaryFolder != null) {
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
          Files.deleteIfExists(Path.of(file + suffix));
        }
        Files.deleteIfExists(temporaryFolder);
      }
    } catch (SQLException | IOException e) {
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.WARNING, "The journal " + file + " could not be closed.", e);
    }
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  private <T> T transaction(Work<T> work) {
    try {
      run(connection, "BEGIN IMMEDIATE");
      try {
        T result = work.run();
        run(connection, "COMMIT");
        return result;
      } catch (SQLException | RuntimeException e) {
        run(connection, "ROLLBACK");
        throw e;
      }
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  private FleetException unusable(SQLException e) {
    return new FleetException(
        "The journal "
            + file
            + " cannot be used. SQLite says: "
            + e.getMessage()
            + ". Check the file and the space on its disk; files that were migrated stay migrated,"
            + " and the same command continues.",
        e);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
