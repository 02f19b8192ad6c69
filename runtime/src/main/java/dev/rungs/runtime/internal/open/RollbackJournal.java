package dev.rungs.runtime.internal.open;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Sees to it that a failed migration can be rolled back, and that a power cut leaves a whole file,
 * on a connection whose {@code journal_mode} is {@code OFF} or {@code MEMORY}: without a journal a
 * rollback leaves what was written, and one in memory does not survive the process (<a
 * href="https://www.sqlite.org/pragma.html#pragma_journal_mode">pragma.html</a>). The mode belongs
 * to the connection and comes back when this is closed.
 */
public final class RollbackJournal implements AutoCloseable {
  private final Connection connection;
  private final String before;

  private RollbackJournal(Connection connection, String before) {
    this.connection = connection;
    this.before = before;
  }

  /**
   * Switches to a journal on the disk where there is none; must be called outside a transaction.
   *
   * @param file the database, or null if it is in memory, which needs none
   */
  public static RollbackJournal require(Connection connection, Path file) throws SQLException {
    String mode = file == null ? "" : Sql.text(connection, "PRAGMA main.journal_mode");
    if (!mode.equals("off") && !mode.equals("memory")) {
      return new RollbackJournal(connection, null);
    }
    Sql.text(connection, "PRAGMA main.journal_mode = DELETE");
    return new RollbackJournal(connection, mode);
  }

  @Override
  public void close() throws SQLException {
    if (before != null && !connection.isClosed()) {
      Sql.text(connection, "PRAGMA main.journal_mode = " + before);
    }
  }
}
