package dev.rungs.processor.replay.query;

import dev.rungs.runtime.internal.sql.SqlNames;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether SQLite misses what is outside the schema: a table of an attached database, one of
 * its own that comes with {@code ANALYZE}, or the history of Rungs.
 */
final class Elsewhere {
  private static final Pattern NO_TABLE = Pattern.compile("(?s)no such table: (?:(.+?)\\.)?(.+)");
  private static final Pattern NO_DATABASE = Pattern.compile("(?s)unknown database (.+)");

  private Elsewhere() {}

  static boolean isMeant(QueryStatement statement, String message) {
    if (NO_DATABASE.matcher(message).matches()) {
      return true;
    }
    Matcher matcher = NO_TABLE.matcher(message);
    if (!matcher.matches()) {
      return false;
    }
    String database = matcher.group(1);
    String table = matcher.group(2);
    boolean attached =
        database != null
            && !SqlNames.same(database, "main")
            && !SqlNames.same(database, "temp")
            && !isOneName(statement, database + "." + table);
    return attached || SqlNames.isSqliteOwn(table) || SqlNames.isRungsOwn(table);
  }

  /** A quoted name may have a dot in it. */
  private static boolean isOneName(QueryStatement statement, String name) {
    return statement.tokens().stream().anyMatch(t -> SqlNames.same(t.value(), name));
  }
}
