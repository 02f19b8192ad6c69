package dev.rungs.runtime.internal.sql;

import java.util.Locale;

/** How SQLite compares and quotes names. */
public final class SqlNames {
  private SqlNames() {}

  /**
   * Brings a name to the form in which equal names are equal. SQLite folds the letters A to Z only
   * (<a href="https://www.sqlite.org/c3ref/stricmp.html">sqlite3_stricmp</a>).
   *
   * @param name without quotes
   * @return the name with A to Z in lower case
   */
  public static String fold(String name) {
    boolean hasCapitals = false;
    boolean isAscii = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      hasCapitals |= c >= 'A' && c <= 'Z';
      isAscii &= c < 0x80;
    }
    if (!hasCapitals) {
      return name;
    }
    if (isAscii) {
      return name.toLowerCase(Locale.ROOT);
    }
    StringBuilder folded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      folded.append(lower(name.charAt(i)));
    }
    return folded.toString();
  }

  /**
   * Takes the quotes off a name or a string.
   *
   * @param quoted in any of the four quotings, or without
   * @return the name meant
   */
  public static String unquote(String quoted) {
    if (quoted.length() < 2) {
      return quoted;
    }
    char open = quoted.charAt(0);
    String inner = quoted.substring(1, quoted.length() - 1);
    return switch (open) {
      case '[' -> inner;
      case '"' -> inner.replace("\"\"", "\"");
      case '`' -> inner.replace("``", "`");
      case '\'' -> inner.replace("''", "'");
      default -> quoted;
    };
  }

  /**
   * Writes a name so that SQLite reads it as that name and as nothing else.
   *
   * @param name any name
   * @return the name in double quotes
   */
  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /**
   * Writes text as a string literal.
   *
   * @param text any text without NUL
   * @return the text in single quotes
   */
  public static String literal(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }

  /**
   * Tells whether two names, or a word and a keyword, are equal as SQLite compares them: without
   * regard to the case of A to Z, and of no other letter.
   *
   * @param one without quotes
   * @param other without quotes
   * @return true if they are
   */
  public static boolean same(String one, String other) {
    int length = one.length();
    if (length != other.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b && lower(a) != lower(b)) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  /**
   * Tells whether a name is one of SQLite's own: {@code sqlite_} is reserved.
   *
   * @param name without quotes
   * @return true if it begins so, in any case of A to Z
   */
  public static boolean isSqliteOwn(String name) {
    return hasPrefix(name, "sqlite_");
  }

  /**
   * Tells whether a name is kept for our bookkeeping.
   *
   * @param name without quotes
   * @return true if it begins with {@code rungs_}, in any case of A to Z
   */
  public static boolean isRungsOwn(String name) {
    return hasPrefix(name, "rungs_");
  }

  private static boolean hasPrefix(String name, String prefix) {
    return name.length() >= prefix.length() && same(name.substring(0, prefix.length()), prefix);
  }
}
