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
import java.util.List;
import java.util.Set;

/**
 * Rows that are their own parents, or each other's, for scripts that walk a tree: no chain of
 * parents ties them to a root.
 */
public final class CycleRows implements Population.Extra {
  private final Set<String> walked;

  private CycleRows(Set<String> walked) {
    this.walked = walked;
  }

  /** The rows for a script; none if it has no recursive query. */
  public static Population.Extra of(Script script) {
    Set<String> walked = new HashSet<>();
    for (List<SqlToken> tokens : script.tokens()) {
      if (Keywords.areIn(tokens, "WITH") && isRecursive(tokens)) {
        walked.addAll(SelectItems.names(tokens));
      }
    }
    return walked.isEmpty() ? NONE : new CycleRows(walked);
  }

  /** RECURSIVE may be left out: what recurs is a query that names itself behind UNION. */
  private static boolean isRecursive(List<SqlToken> tokens) {
    return Keywords.areIn(tokens, "RECURSIVE", "UNION");
  }

  @Override
  public List<SampleRow> rows(Table table, List<SampleRow> made, SampleValues values) {
    List<SampleRow> rows = new ArrayList<>();
    int key = key(table);
    if (made.isEmpty() || key < 0 || !walked.contains(SqlNames.fold(table.name()))) {
      return rows;
    }
    FreshRows fresh = new FreshRows(table, values);
    for (int i = 0; i < table.columns().size(); i++) {
      if (i != key && isParent(table, table.columns().get(i), table.columns().get(key))) {
        Object[] own = fresh.copy(made);
        own[i] = own[key];
        Object[] one = fresh.copy(made);
        Object[] other = fresh.copy(made);
        one[i] = other[key];
        other[i] = one[key];
        for (Object[] row : List.of(own, one, other)) {
          rows.add(new SampleRow(SampleRow.Kind.ORDINARY, row));
        }
      }
    }
    return rows;
  }

  private static int key(Table table) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.isKey(table.columns().get(i))) {
        return i;
      }
    }
    return -1;
  }

  private boolean isParent(Table table, Column column, Column key) {
    if (column.references() != null) {
      return column.references().table().equalsIgnoreCase(table.name());
    }
    return column.nature() == key.nature() && walked.contains(SqlNames.fold(column.name()));
  }
}
