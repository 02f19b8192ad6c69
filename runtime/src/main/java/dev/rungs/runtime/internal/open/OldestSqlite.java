package dev.rungs.runtime.internal.open;

import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.errors.ExceptionFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Holds the driver's SQLite against the oldest that a schema is used with. */
public final class OldestSqlite {
  private OldestSqlite() {}

  /**
   * Throws if the driver's SQLite is too old. Loaded only if a schema asks for it.
   *
   * @param required a version such as 3.45
   * @param currentVersion of the registry, for the exception
   */
  public static void require(String required, int currentVersion) {
    ErrorContext context = new ErrorContext(null, 0, currentVersion);
    String found = found(context);
    if (compare(found, required) < 0) {
      throw ExceptionFactory.exceptions()
          .sqliteTooOld(
              context
                  .problem(
                      "This schema needs SQLite "
                          + required
                          + ", and the driver has "
                          + found
                          + ". No file was opened.")
                  .advice("Use a newer org.xerial:sqlite-jdbc."),
              required,
              found);
    }
  }

  private static String found(ErrorContext context) {
    try (Connection connection = DatabaseAddress.openInMemory();
        Statement statement = connection.createStatement();
        ResultSet version = statement.executeQuery("SELECT sqlite_version()")) {
      return version.getString(1);
    } catch (SQLException e) {
      throw Failures.of(e, context);
    }
  }

  /** Compares part by part; a part that is missing is 0. */
  static int compare(String one, String other) {
    String[] left = one.split("\\.");
    String[] right = other.split("\\.");
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int difference = Integer.compare(part(left, i), part(right, i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static int part(String[] parts, int index) {
    return index < parts.length ? Integer.parseInt(parts[index]) : 0;
  }
}
