package dev.rungs.runtime.internal.inspect;

import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.HardenedConnection;
import dev.rungs.runtime.internal.open.OpenMode;
import dev.rungs.runtime.internal.open.Preflight;
import dev.rungs.runtime.internal.open.ProcessLock;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Reads a file on a connection that cannot write it.
 *
 * <p>One case needs a connection that can: a transaction of a process that died is undone by
 * whichever process opens the file next, before anything can be read from it.
 */
public final class ReadAccess {
  private ReadAccess() {}

  /** Reads a file that must exist. */
  public static <T> T read(
      ErrorContext about, int busyTimeoutMillis, HardenedConnection.Body<T> body) {
    return readIfExists(about, busyTimeoutMillis, body)
        .orElseThrow(() -> Failures.missing(about, null));
  }

  /** Reads a file; returns empty if it does not exist. */
  public static <T> Optional<T> readIfExists(
      ErrorContext about, int busyTimeoutMillis, HardenedConnection.Body<T> body) {
    if (HardenedConnection.isInMemory(about.file()) || !Preflight.exists(about)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(about, OpenMode.READ, busyTimeoutMillis, body));
    } catch (SQLException e) {
      if (!Failures.needsRecovery(e)) {
        throw Failures.of(e, about);
      }
    }
    try {
      return Optional.of(read(about, OpenMode.WRITE, busyTimeoutMillis, body));
    } catch (SQLException e) {
      throw Failures.of(e, about);
    }
  }

  private static <T> T read(
      ErrorContext about, OpenMode mode, int busyTimeoutMillis, HardenedConnection.Body<T> body)
      throws SQLException {
    ProcessLock lock = ProcessLock.forReading(about.file(), busyTimeoutMillis);
    try (HardenedConnection connection =
        HardenedConnection.open(about.file(), mode, busyTimeoutMillis)) {
      return body.run(connection);
    } finally {
      lock.release();
    }
  }
}
