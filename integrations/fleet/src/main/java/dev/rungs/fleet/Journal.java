package dev.rungs.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/**
 * What runs have to do and have done, on disk. Every outcome is written when it is known, so what a
 * killed run did is known too.
 *
 * <p>The truth about a database is in that database. The journal is WAL with {@code
 * synchronous=NORMAL}: a kill loses nothing of it, a power cut may lose the last outcomes, and the
 * next run then finds those databases current (<a
 * href="https://www.sqlite.org/pragma.html#pragma_synchronous">pragma synchronous</a>).
 *
 * <p>Safe for use by several threads and processes. See {@link JournalRun}, {@link JournalQueue}
 * and {@link ReportReader} for what is in it.
 */
final class Journal implements AutoCloseable {
  static final int BUSY_TIMEOUT_MILLIS = 60_000;

  private final Path file;
  private final Path temporaryFolder;
  private final Connection connection;

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

  /** Opens a journal that exists. */
  static Journal existing(Path file) {
    if (!Files.exists(file)) {
      throw new FleetException("There is no journal " + file + ". Check the path.", null);
    }
    return open(file);
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
      JournalSchema.require(file, opened);
      return opened;
    } catch (SQLException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** What is done over the journal's connection. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /** Does something while no other thread uses the connection. */
  synchronized <T> T work(Work<T> work) {
    try {
      return work.run(connection);
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  /** Does something whole or not at all. */
  <T> T transaction(Work<T> work) {
    return work(
        same -> {
          execute(same, "BEGIN IMMEDIATE");
          try {
            T result = work.run(same);
            execute(same, "COMMIT");
            return result;
          } catch (SQLException | RuntimeException e) {
            execute(same, "ROLLBACK");
            throw e;
          }
        });
  }

  /** Runs a statement whose parameters are the given values. */
  void update(String sql, Object... values) {
    work(
        same -> {
          try (PreparedStatement statement = prepare(same, sql, values)) {
            return statement.executeUpdate();
          }
        });
  }

  /** Reads one row. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Reads the rows of a query whose parameters are the given values. */
  <T> List<T> query(String sql, RowReader<T> reader, Object... values) {
    return work(
        same -> {
          try (PreparedStatement statement = prepare(same, sql, values);
              ResultSet rows = statement.executeQuery()) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
              result.add(reader.read(rows));
            }
            return result;
          }
        });
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
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

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
