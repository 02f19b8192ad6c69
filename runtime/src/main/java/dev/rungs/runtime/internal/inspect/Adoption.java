package dev.rungs.runtime.internal.inspect;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.VersionReader;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.Sql;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * What the caller says about files that another tool kept.
 *
 * @param reader which version such a file has; null if its schema alone decides
 * @param others what is ignored in it
 */
public record Adoption(VersionReader reader, OtherTools others) {
  /** Nothing is chosen, and nothing ignored but the tables of known tools. */
  public static final Adoption BY_SCHEMA = new Adoption(null, OtherTools.KNOWN);

  private static final Set<String> REFUSED =
      Set.of("close", "commit", "rollback", "setAutoCommit", "setSavepoint", "abort", "unwrap");

  /** Asks the caller which version a file has; 0 if that is not known. */
  int version(Connection connection, ErrorContext about) throws SQLException {
    if (reader == null) {
      return 0;
    }
    long before = Sql.number(connection, "PRAGMA query_only");
    Sql.run(connection, "PRAGMA query_only = 1");
    int version;
    try {
      version = reader.versionOf(reading(connection));
    } catch (SQLException e) {
      throw failed(about, Failures.says(e), e);
    } catch (RuntimeException e) {
      throw failed(about, "It threw " + e + ".", e);
    } finally {
      Sql.run(connection, "PRAGMA query_only = " + before);
    }
    if (version < 0) {
      throw failed(
          about, "It returned " + version + "; a version is 1 or more, 0 if unknown.", null);
    }
    return version;
  }

  private static MigrationException failed(ErrorContext about, String evidence, Exception cause) {
    return Failures.general(
        about,
        "The version of "
            + about.name()
            + " is not known, because the adoptAs function failed: "
            + evidence,
        "Fix the function. It may read, but not write, nor end the transaction, nor close the"
            + " connection.",
        cause);
  }

  /** The connection, except for what would end the transaction it is asked in. */
  private static Connection reading(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader() == null
                ? Adoption.class.getClassLoader()
                : Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (REFUSED.contains(method.getName())) {
                throw new SQLException(
                    "The adoptAs function may not call " + method.getName() + "().");
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
