package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.schema.Column;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.processor.replay.script.Literals;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All values that a column can have, where a CHECK lists them: {@code CHECK (kind IN (1, 2))}. */
public final class Domain {
  private Domain() {}

  /** The values of a column that is never NULL; empty if they are not listed. */
  public static Set<Object> of(Table table, Column column) {
    if (!column.notNull()) {
      return Set.of();
    }
    for (String check : table.checks()) {
      for (List<SqlToken> part : TokenReader.splitAt(inner(check), token -> token.is("AND"))) {
        Set<Object> listed = listed(part, column.name());
        if (!listed.isEmpty()) {
          return listed;
        }
      }
    }
    return Set.of();
  }

  private static List<SqlToken> inner(String check) {
    List<SqlToken> tokens = SqlTokenizer.significant(check);
    while (TokenReader.isParenthesized(tokens)) {
      tokens = tokens.subList(1, tokens.size() - 1);
    }
    boolean either = TokenReader.has(tokens, "OR") || TokenReader.has(tokens, "CASE");
    return either ? List.of() : tokens;
  }

  private static Set<Object> listed(List<SqlToken> condition, String column) {
    TokenReader reader = new TokenReader(condition);
    boolean named =
        reader.peek().isName()
            && SqlNames.fold(reader.take().value()).equals(SqlNames.fold(column));
    if (!named || !reader.accept("IN") || !reader.peek().isOperator("(")) {
      return Set.of();
    }
    List<List<SqlToken>> items = TokenReader.splitAtCommas(reader.parenthesized());
    Set<Object> values = new LinkedHashSet<>();
    for (List<SqlToken> item : items) {
      values.addAll(Literals.of(item).all());
    }
    return reader.atEnd() && values.size() == items.size() ? values : Set.of();
  }
}
