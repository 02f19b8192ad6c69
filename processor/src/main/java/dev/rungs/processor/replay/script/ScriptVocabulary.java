package dev.rungs.processor.replay.script;

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
public record ScriptVocabulary(
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
  public record Inserted(String table, List<String> columns, Map<Integer, Object> values) {
    /**
     * The literal inserted into a column.
     *
     * @param column its name
     * @param place its place among the columns of the table
     * @return null where it is none
     */
    public Object valueOf(String column, int place) {
      int at = columns.isEmpty() ? place : columns.indexOf(SqlNames.fold(column));
      return at < 0 ? null : values.get(at);
    }
  }

  private static final int MOST_ROWS = 12;

  public static ScriptVocabulary in(Script... scripts) {
    ScriptVocabulary vocabulary =
        new ScriptVocabulary(
            Mentions.of(scripts).all(),
            new ArrayList<>(),
            new ArrayList<>(),
            new LinkedHashSet<>(),
            EnumSet.noneOf(StatementKind.class));
    for (Script script : scripts) {
      for (int i = 0; i < script.statements().size(); i++) {
        vocabulary.read(script.statements().get(i).text(), script.tokens().get(i));
      }
    }
    return vocabulary;
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
  public boolean changesRows() {
    return !changing.isEmpty();
  }

  /** Whether a column is named in them. */
  public boolean names(String column) {
    return names.contains(SqlNames.fold(column));
  }
}
