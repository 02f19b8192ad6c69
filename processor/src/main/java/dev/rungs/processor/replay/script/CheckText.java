package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.ArrayList;
import java.util.List;

/** Cuts the CHECK expressions out of a CREATE TABLE statement. */
public final class CheckText {
  private CheckText() {}

  public static List<String> of(String createTable) {
    List<String> checks = new ArrayList<>();
    TokenReader reader = new TokenReader(SqlTokenizer.significant(createTable));
    while (!reader.atEnd()) {
      if (reader.take().is("CHECK") && reader.peek().isOperator("(")) {
        List<SqlToken> condition = reader.parenthesized();
        int from = condition.get(0).offset();
        int to = condition.get(condition.size() - 1).end();
        checks.add("(" + createTable.substring(from, to) + ")");
      }
    }
    return checks;
  }
}
