package dev.rungs.runtime.internal.sql;

import java.util.List;

/**
 * A foreign key.
 *
 * @param columns the referring columns, in canonical text
 * @param parent the table referred to, as written, without quotes
 * @param parentColumns the columns referred to; empty if the parent's primary key is meant
 * @param onDelete the action, such as {@code CASCADE} or {@code NO ACTION}
 * @param onUpdate the action
 * @param deferred whether it is checked at the end of the transaction only
 */
public record ForeignKeyDefinition(
    List<String> columns,
    String parent,
    List<String> parentColumns,
    String onDelete,
    String onUpdate,
    boolean deferred) {

  String describe() {
    return "("
        + String.join(", ", columns)
        + ") references "
        + CanonicalSql.name(parent)
        + (parentColumns.isEmpty() ? "" : "(" + String.join(", ", parentColumns) + ")");
  }

  String describeActions() {
    return "ON DELETE "
        + onDelete
        + " ON UPDATE "
        + onUpdate
        + (deferred ? " DEFERRABLE INITIALLY DEFERRED" : "");
  }
}
