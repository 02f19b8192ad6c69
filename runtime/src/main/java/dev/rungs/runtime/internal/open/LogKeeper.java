package dev.rungs.runtime.internal.open;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps a log beside a file as it is while a connection that could write is closed: SQLite moves
 * the log into the file when the last connection closes that may write it. A refusal must not do
 * that, so a connection that only reads outlasts the other one.
 */
public final class LogKeeper implements AutoCloseable {
  private Connection reader;

  private LogKeeper(Connection reader) {
    this.reader = reader;
  }

  /** Keeps the log of a file, if it has one. */
  public static LogKeeper of(Path file) {
    if (!DatabaseAddress.hasLog(file)) {
      return new LogKeeper(null);
    }
    try {
      Connection reader = DatabaseAddress.open(file, OpenMode.READ);
      try {
        // SQLite has the log open from the first read on.
        Sql.number(reader, "PRAGMA main.schema_version");
        return new LogKeeper(reader);
      } catch (SQLException e) {
        reader.close();
        return new LogKeeper(null);
      }
    } catch (SQLException e) {
      // What is wrong with the file is found out by the connection that is to write.
      return new LogKeeper(null);
    }
  }

  /** Lets the log go: something was done. */
  public void release() {
    close();
  }

  @Override
  public void close() {
    try {
      if (reader != null) {
        reader.close();
      }
    } catch (SQLException e) {
      System.getLogger("dev.rungs").log(System.Logger.Level.DEBUG, "A reader was not closed.", e);
    } finally {
      reader = null;
    }
  }
}
