package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.schema.Column;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.processor.replay.script.SelectItems;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Copies a row with new values in every column that is free to have any. */
final class FreshRows {
  private final Table table;
  private final SampleValues values;
  private final Set<String> checked = new HashSet<>();

  FreshRows(Table table, SampleValues values) {
    this.table = table;
    this.values = values;
    for (String check : table.checks()) {
      checked.addAll(SelectItems.names(SqlTokenizer.significant(check)));
    }
  }

  /** The first ordinary row, with values of its own. */
  Object[] copy(List<SampleRow> made) {
    Object[] row = made.get(0).values().clone();
    for (int i = 0; i < row.length; i++) {
      Column column = table.columns().get(i);
      boolean free = !checked.contains(SqlNames.fold(column.name())) || table.isKey(column);
      if (column.references() == null && free) {
        row[i] = fresh(column, row[i]);
      }
    }
    return row;
  }

  private Object fresh(Column column, Object old) {
    return switch (column.nature()) {
      case INTEGER -> SampleValues.isTiny(old) ? values.tiny() : values.integer();
      case REAL -> SampleValues.isTiny(old) ? values.tiny() + 0.25 : values.real();
      case BLOB -> values.blob();
      case DATE -> values.date();
      case TEXT -> values.word();
      case JSON -> old;
    };
  }
}
