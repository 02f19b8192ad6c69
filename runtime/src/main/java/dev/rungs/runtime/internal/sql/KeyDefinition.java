package dev.rungs.runtime.internal.sql;

import java.util.List;

/**
 * A primary key or a unique set.
 *
 * @param columns its columns in canonical text, with COLLATE and DESC where they say something
 * @param conflict what happens on conflict, such as {@code ABORT}
 * @param autoincrement whether a primary key has AUTOINCREMENT
 * @param besideRowid whether this is the one primary key that looks like the rowid and is not:
 *     {@code INTEGER PRIMARY KEY DESC} written at the column
 */
public record KeyDefinition(
    List<String> columns, String conflict, boolean autoincrement, boolean besideRowid) {

  String describe() {
    return '('
        + String.join(", ", columns)
        + ')'
        + (autoincrement ? " AUTOINCREMENT" : "")
        + (besideRowid ? " beside the rowid" : "")
        + ColumnDefinition.onConflict(conflict);
  }
}
