package dev.rungs.processor.replay.schema;

import java.util.List;
import java.util.Locale;

/**
 * A column that rows are created for.
 *
 * @param name as stored
 * @param type as declared
 * @param notNull whether NULL is refused, be it as part of a primary key
 * @param references where its values must come from; null if it is free
 * @param nature what it is meant to hold
 */
public record Column(
    String name, String type, boolean notNull, Reference references, Nature nature) {
  /**
   * The other end of a foreign key.
   *
   * @param table the parent
   * @param column the column there; null for its primary key
   */
  public record Reference(String table, String column) {}

  /** What a column is meant to hold, by its declared type. */
  public enum Nature {
    INTEGER,
    REAL,
    TEXT,
    BLOB,
    DATE,
    JSON
  }

  /**
   * The first rows of <a href="https://www.sqlite.org/datatype3.html#determination">affinity</a>.
   */
  private static final List<String> TEXTS = List.of("CHAR", "CLOB", "TEXT", "STRING", "UUID");

  private static final List<String> REALS =
      List.of("REAL", "FLOA", "DOUB", "DEC", "NUMERIC", "NUMBER", "MONEY");

  /** A column whose nature shows in its declared type. */
  public Column(String name, String type, boolean notNull, Reference references) {
    this(name, type, notNull, references, natureOf(type));
  }

  private static Nature natureOf(String type) {
    String declared = type.toUpperCase(Locale.ROOT);
    if (declared.contains("INT")) {
      return Nature.INTEGER;
    }
    if (declared.contains("JSON")) {
      return Nature.JSON;
    }
    if (TEXTS.stream().anyMatch(declared::contains)) {
      return Nature.TEXT;
    }
    if (declared.contains("BLOB")) {
      return Nature.BLOB;
    }
    if (declared.contains("DATE") || declared.contains("TIME")) {
      return Nature.DATE;
    }
    if (REALS.stream().anyMatch(declared::contains)) {
      return Nature.REAL;
    }
    return declared.isEmpty() ? Nature.TEXT : Nature.INTEGER;
  }

  /** Whether it is meant for numbers. */
  public boolean isNumber() {
    return nature == Nature.INTEGER || nature == Nature.REAL;
  }
}
