package dev.rungs.processor.replay.sqlite;

import java.sql.SQLException;

/** SQLite's own words, out of the driver's message. */
public final class SqliteMessage {
  private SqliteMessage() {}

  /** The driver's form is {@code [CODE] its description (SQLite's message)}. */
  public static String of(SQLException e) {
    String text = String.valueOf(e.getMessage());
    int open = text.indexOf(" (");
    boolean wrapped = text.startsWith("[SQLITE_") && open > 0 && text.endsWith(")");
    return wrapped ? text.substring(open + 2, text.length() - 1) : text;
  }

  /** Tells whether a message is about the form of a statement, whatever the schema. */
  public static boolean isSyntax(String message) {
    return message.endsWith(": syntax error")
        || message.startsWith("unrecognized token:")
        || message.equals("incomplete input");
  }
}
