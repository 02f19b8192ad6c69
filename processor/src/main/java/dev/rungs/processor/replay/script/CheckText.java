package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.ArrayList;
import java.util.List;

/** Cuts the CHECK expressions out of a CREATE TABLE statement. */
public final class CheckText {
  private CheckText() {}

  public static List<String> of(String createTable) {
    List<String> checks = new ArrayList<>();
    List<SqlToken> tokens = SqlTokenizer.significant(createTable);
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is("CHECK") && tokens.get(i + 1).isOperator("(")) {
        int close = closing(tokens, i + 1);
        checks.add(createTable.substring(tokens.get(i + 1).offset(), tokens.get(close).end()));
        i = close;
      }
    }
    return checks;
  }

  /** The index of the parenthesis that closes the one at an index. */
  public static int closing(List<SqlToken> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      depth += tokens.get(i).isOperator("(") ? 1 : tokens.get(i).isOperator(")") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return tokens.size() - 1;
  }
}
