package dev.rungs.processor.replay.schema;

import java.util.Locale;

/**
 * How a column rewrites what is stored in it.
 *
 * @see <a href="https://www.sqlite.org/datatype3.html#determination_of_column_affinity">SQLite on
 *     affinity</a>
 */
public enum Affinity {
  INTEGER,
  TEXT,
  BLOB,
  REAL,
  NUMERIC;

  /** The affinity of a declared type, by the five rules of SQLite in their order. */
  public static Affinity of(String type) {
    String declared = type.toUpperCase(Locale.ROOT);
    if (declared.contains("INT")) {
      return INTEGER;
    }
    if (declared.contains("CHAR") || declared.contains("CLOB") || declared.contains("TEXT")) {
      return TEXT;
    }
    if (declared.contains("BLOB") || declared.isEmpty()) {
      return BLOB;
    }
    return declared.contains("REAL") || declared.contains("FLOA") || declared.contains("DOUB")
        ? REAL
        : NUMERIC;
  }

  /**
   * Whether a value that a column of this affinity holds may become another one in a column of
   * another affinity: text that looks like a number, or an integer beyond 2^53 in a REAL column.
   */
  public boolean isRewrittenBy(Affinity target) {
    return switch (target) {
      case TEXT, BLOB -> false;
      case INTEGER, NUMERIC -> this == TEXT || this == BLOB;
      case REAL -> this != REAL;
    };
  }

  /**
   * Whether a declared type speaks of a date, a time or a truth value: texts that look like numbers
   * are not expected there.
   */
  public static boolean isTemporalOrBoolean(String type) {
    String declared = type.toUpperCase(Locale.ROOT);
    return declared.contains("DATE") || declared.contains("TIME") || declared.contains("BOOL");
  }
}
