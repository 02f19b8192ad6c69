package dev.rungs.processor.replay;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What some scripts speak of, so that rows can be made which they treat each in its own way.
 *
 * @param names every name in them, folded: of columns among others
 * @param statements the literals of each statement
 * @param inserted the rows of their INSERT statements
 * @param jsonKeys the keys of their JSON paths
 * @param changing the kinds of their statements that read or change rows one by one
 */
record SpokenOf(
    Set<String> names,
    List<Literals> statements,
    List<Inserted> inserted,
    Set<String> jsonKeys,
    Set<StatementKind> changing) {
  /**
   * A row that a statement inserts.
   *
   * @param table where to, folded
   * @param columns the column list, folded; empty where there is none
   * @param values what of it is a literal, by place
   */
  record Inserted(String table, List<String> columns, Map<Integer, Object> values) {
    Object valueOf(Table target, int column) {
      if (columns.isEmpty()) {
        return values.get(column);
      }
      int at = columns.indexOf(SqlNames.fold(target.columns().get(column).name()));
      return at < 0 ? null : values.get(at);
    }
  }

  private static final int MOST_ROWS = 12;

  static SpokenOf in(Script... scripts) {
    SpokenOf spoken =
        new SpokenOf(
            Mentions.of(scripts).all(),
            new ArrayList<>(),
            new ArrayList<>(),
            new LinkedHashSet<>(),
            EnumSet.noneOf(StatementKind.class));
    for (Script script : scripts) {
      for (int i = 0; i < script.statements().size(); i++) {
        spoken.read(script.statements().get(i).text(), script.tokens().get(i));
      }
    }
    return spoken;
  }

  private void read(String sql, List<SqlToken> tokens) {
    StatementKind kind = StatementKind.of(tokens);
    if (!kind.worksOnRows() && kind != StatementKind.CREATE_TABLE) {
      return;
    }
    if (kind.changesRows() || kind == StatementKind.CREATE_TABLE_AS) {
      changing.add(kind);
    }
    Literals literals = Literals.of(tokens);
    statements.add(literals);
    jsonKeys.addAll(literals.jsonKeys());
    if (kind == StatementKind.INSERT) {
      readInserted(sql, tokens);
    }
  }

  private void readInserted(String sql, List<SqlToken> tokens) {
    int i = 0;
    while (i < tokens.size() && !tokens.get(i).is("INTO")) {
      i++;
    }
    if (i + 2 >= tokens.size()) {
      return;
    }
    String table = SqlNames.fold(tokens.get(++i).value());
    if (tokens.get(i + 1).isOperator(".")) {
      i += 2;
      table = SqlNames.fold(tokens.get(i).value());
    }
    List<String> columns = new ArrayList<>();
    i++;
    if (i < tokens.size() && tokens.get(i).isOperator("(")) {
      int close = CheckText.closing(tokens, i);
      for (int j = i + 1; j < close; j += 2) {
        columns.add(SqlNames.fold(tokens.get(j).value()));
      }
      i = close + 1;
    }
    if (i >= tokens.size() || !tokens.get(i).is("VALUES")) {
      return;
    }
    i++;
    while (i < tokens.size() && tokens.get(i).isOperator("(") && inserted.size() < MOST_ROWS) {
      int close = CheckText.closing(tokens, i);
      inserted.add(new Inserted(table, columns, values(sql, tokens.subList(i + 1, close))));
      i = close + 2;
    }
  }

  private static Map<Integer, Object> values(String sql, List<SqlToken> tokens) {
    Map<Integer, Object> values = new LinkedHashMap<>();
    int depth = 0;
    int place = 0;
    int from = 0;
    for (int i = 0; i <= tokens.size(); i++) {
      boolean end = i == tokens.size() || (depth == 0 && tokens.get(i).isOperator(","));
      if (!end) {
        depth += tokens.get(i).isOperator("(") ? 1 : tokens.get(i).isOperator(")") ? -1 : 0;
        continue;
      }
      if (i > from) {
        String part = sql.substring(tokens.get(from).offset(), tokens.get(i - 1).end());
        Set<Object> literals = Literals.of(part).all();
        if (literals.size() == 1 && i - from <= 2) {
          values.put(place, literals.iterator().next());
        }
      }
      place++;
      from = i + 1;
    }
    return values;
  }

  /** Whether the scripts read or change rows, rather than tables whole. */
  boolean changesRows() {
    return !changing.isEmpty();
  }

  boolean names(Column column) {
    return names.contains(SqlNames.fold(column.name()));
  }
}
