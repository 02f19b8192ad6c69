package dev.rungs.runtime.internal.inspect;

import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.Access;
import dev.rungs.runtime.internal.open.DatabaseAddress;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.Preflight;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;

/** Reads a file that must be there, on a connection that cannot write it. */
final class ReadOnly {
  private ReadOnly() {}

  /** What is read. */
  interface Body<T> {
    T read(SQLiteConnection connection) throws SQLException;
  }

  static <T> T read(ErrorContext context, int busyTimeoutMillis, Body<T> body) {
    if (!Preflight.exists(context)) {
      throw Failures.general(context, "There is no file " + context + ".", "Check the path.", null);
    }
    try {
      return read(context, DatabaseAddress.Access.READ, busyTimeoutMillis, body);
    } catch (SQLException e) {
      if (!Failures.needsRecovery(e)) {
        throw Failures.of(e, context);
      }
    }
    // A transaction of a process that died is undone by whoever opens the file next, before
    // anything can be read from it; that needs a connection that may write.
    try {
      return read(context, DatabaseAddress.Access.WRITE, busyTimeoutMillis, body);
    } catch (SQLException e) {
      throw Failures.of(e, context);
    }
  }

  private static <T> T read(
      ErrorContext context, DatabaseAddress.Access mode, int busyTimeoutMillis, Body<T> body)
      throws SQLException {
    try (Access access = Access.open(context.file(), mode, busyTimeoutMillis)) {
      return body.read(access.connection());
    }
  }
}
