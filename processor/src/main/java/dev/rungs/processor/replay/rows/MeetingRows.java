package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.schema.Column;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.processor.replay.script.Keywords;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.SelectItems;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows of different tables that agree in one column, for scripts that put the rows of one table to
 * those of another: two tables that count their rows from 1 have the same keys.
 */
public final class MeetingRows implements Population.Extra {
  private static final int MOST = 6;

  private final Set<String> copied;
  private final Map<Table, Object[]> earlier = new LinkedHashMap<>();

  private MeetingRows(Set<String> copied) {
    this.copied = copied;
  }

  /** The rows for a script; none if it copies from no table to another. */
  public static Population.Extra of(Script script) {
    Set<String> copied = new HashSet<>();
    for (int i = 0; i < script.tokens().size(); i++) {
      List<SqlToken> tokens = script.tokens().get(i);
      if (script.kind(i).isInsert() && Keywords.areIn(tokens, "SELECT")) {
        copied.addAll(SelectItems.names(tokens));
      }
    }
    return copied.isEmpty() ? NONE : new MeetingRows(copied);
  }

  @Override
  public List<SampleRow> rows(Table table, List<SampleRow> made, SampleValues values) {
    List<SampleRow> rows = new ArrayList<>();
    if (made.isEmpty() || table.virtual() || !copied.contains(SqlNames.fold(table.name()))) {
      return rows;
    }
    FreshRows fresh = new FreshRows(table, values);
    for (Map.Entry<Table, Object[]> other : earlier.entrySet()) {
      for (int i = 0; i < table.columns().size() && rows.size() < MOST; i++) {
        int there = place(other.getKey(), table, table.columns().get(i));
        if (there >= 0 && other.getValue()[there] != null) {
          Object[] row = fresh.copy(made);
          row[i] = other.getValue()[there];
          rows.add(new SampleRow(SampleRow.Kind.ORDINARY, row));
        }
      }
    }
    earlier.put(table, fresh.copy(made));
    rows.add(new SampleRow(SampleRow.Kind.ORDINARY, earlier.get(table)));
    return rows;
  }

  /** The column of another table that has the same name, or is its key as this one is here. */
  private static int place(Table other, Table table, Column column) {
    if (column.references() != null) {
      return -1;
    }
    int named = other.indexOf(column.name());
    if (named >= 0) {
      return other.columns().get(named).nature() == column.nature() ? named : -1;
    }
    for (int i = 0; i < other.columns().size() && table.isKey(column); i++) {
      Column there = other.columns().get(i);
      if (other.isKey(there) && there.nature() == column.nature()) {
        return i;
      }
    }
    return -1;
  }
}
