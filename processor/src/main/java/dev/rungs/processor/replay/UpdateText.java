package dev.rungs.processor.replay;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the text of an UPDATE tells.
 *
 * @param columns those that it sets, folded
 * @param conditional whether it may leave rows alone
 * @param fillsGaps whether it says itself that it changes only what is NULL or empty
 */
record UpdateText(Set<String> columns, boolean conditional, boolean fillsGaps) {
  static UpdateText of(String sql) {
    List<SqlToken> tokens = SqlTokenizer.significant(sql);
    int set = find(tokens, 0, "SET");
    int where = find(tokens, set + 1, "WHERE");
    boolean conditional = where < tokens.size() || find(tokens, set + 1, "FROM") < tokens.size();
    Set<String> columns = new LinkedHashSet<>();
    int depth = 0;
    for (int i = set; i < where; i++) {
      SqlToken token = tokens.get(i);
      depth += token.isOperator("(") ? 1 : token.isOperator(")") ? -1 : 0;
      boolean starts = token.is("SET") || token.isOperator(",");
      if (depth == 0 && starts && i + 2 < tokens.size()) {
        columns.addAll(targets(tokens, i + 1));
      }
    }
    boolean fills =
        !columns.isEmpty()
            && columns.stream().allMatch(c -> tests(tokens, where, c) || keeps(tokens, set, c));
    return new UpdateText(columns, conditional, fills);
  }

  /** The index of a keyword outside all parentheses; the size where there is none. */
  private static int find(List<SqlToken> tokens, int from, String keyword) {
    int depth = 0;
    for (int i = from; i < tokens.size(); i++) {
      depth += tokens.get(i).isOperator("(") ? 1 : tokens.get(i).isOperator(")") ? -1 : 0;
      if (depth == 0 && tokens.get(i).is(keyword)) {
        return i;
      }
    }
    return tokens.size();
  }

  private static List<String> targets(List<SqlToken> tokens, int i) {
    List<String> names = new ArrayList<>();
    if (tokens.get(i).isOperator("(")) {
      int close = CheckText.closing(tokens, i);
      for (int j = i + 1; j < close; j += 2) {
        names.add(SqlNames.fold(tokens.get(j).value()));
      }
    } else {
      names.add(SqlNames.fold(tokens.get(i).value()));
    }
    return names;
  }

  /** {@code WHERE … column IS NULL}, {@code column = ''}, with nothing that widens it. */
  private static boolean tests(List<SqlToken> tokens, int where, String column) {
    boolean found = false;
    for (int i = where; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).isName() && SqlNames.fold(tokens.get(i).value()).equals(column)) {
        boolean isNull =
            tokens.get(i + 1).is("ISNULL")
                || (i + 2 < tokens.size()
                    && tokens.get(i + 1).is("IS")
                    && tokens.get(i + 2).is("NULL"));
        boolean isEmpty =
            i + 2 < tokens.size()
                && tokens.get(i + 1).isOperator("=")
                && tokens.get(i + 2).text().equals("''");
        if (!isNull && !isEmpty) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  /** {@code SET column = coalesce(column, …)}. */
  private static boolean keeps(List<SqlToken> tokens, int set, String column) {
    for (int i = set + 1; i + 4 < tokens.size(); i++) {
      boolean call = tokens.get(i + 2).is("COALESCE") || tokens.get(i + 2).is("IFNULL");
      if (call
          && tokens.get(i + 1).isOperator("=")
          && SqlNames.fold(tokens.get(i).value()).equals(column)
          && SqlNames.fold(tokens.get(i + 4).value()).equals(column)) {
        return true;
      }
    }
    return false;
  }
}
