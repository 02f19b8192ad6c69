package dev.rungs.runtime.internal.sql;

import java.util.Optional;

/**
 * A column of a table, in canonical text.
 *
 * @param name as written, without quotes
 * @param type the declared type in upper case; empty if there is none
 * @param notNull the conflict clause of NOT NULL, such as {@code ABORT}; empty if NULL may be
 * @param defaultValue the default expression without parentheses around it
 * @param collation the collation in lower case; {@code binary} where none is declared
 * @param generated the expression of a generated column
 * @param stored whether a generated column is stored
 */
public record ColumnDefinition(
    String name,
    String type,
    Optional<String> notNull,
    Optional<String> defaultValue,
    String collation,
    Optional<String> generated,
    boolean stored) {

  String describe() {
    StringBuilder text = new StringBuilder(type.isEmpty() ? "without a type" : type);
    notNull.ifPresent(conflict -> text.append(" NOT NULL").append(onConflict(conflict)));
    defaultValue.ifPresent(value -> text.append(" DEFAULT ").append(value));
    if (!collation.equals("binary")) {
      text.append(" COLLATE ").append(collation);
    }
    generated.ifPresent(
        expression ->
            text.append(" GENERATED ALWAYS AS (")
                .append(expression)
                .append(stored ? ") STORED" : ") VIRTUAL"));
    return text.toString();
  }

  static String onConflict(String conflict) {
    return conflict.equals("ABORT") ? "" : " ON CONFLICT " + conflict;
  }
}
