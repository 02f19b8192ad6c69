package dev.rungs.processor.replay.schema;

import dev.rungs.runtime.internal.sql.SqlNames;
import java.util.List;
import java.util.Set;

/**
 * A table that rows are created for.
 *
 * @param name as stored
 * @param columns those that can be written, in order
 * @param keys its primary key and unique sets: names of columns, folded
 * @param checks its CHECK expressions
 * @param hasRowid whether rows have one
 * @param virtual whether a module keeps the rows
 */
public record Table(
    String name,
    List<Column> columns,
    List<Set<String>> keys,
    List<String> checks,
    boolean hasRowid,
    boolean virtual) {

  public String quoted() {
    return SqlNames.quote(name);
  }

  /** Whether no other row may have the same value in this column alone. */
  public boolean isKey(Column column) {
    return keys.contains(Set.of(SqlNames.fold(column.name())));
  }

  public int indexOf(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(column)) {
        return i;
      }
    }
    return -1;
  }
}
