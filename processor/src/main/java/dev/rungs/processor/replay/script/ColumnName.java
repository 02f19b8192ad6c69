package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.List;
import java.util.Optional;

/**
 * The name of a column in an expression.
 *
 * @param qualifier the table in front of it, folded; empty without one
 * @param column folded
 */
record ColumnName(String qualifier, String column) {
  /** Takes a name, qualified or not, if one stands there. */
  static Optional<ColumnName> take(TokenReader reader) {
    if (!reader.peek().isName() || reader.peek(1).isOperator("(")) {
      return Optional.empty();
    }
    String first = SqlNames.fold(reader.name());
    if (!reader.peek().isOperator(".") || !reader.peek(1).isName()) {
      return Optional.of(new ColumnName("", first));
    }
    reader.take();
    return Optional.of(new ColumnName(first, SqlNames.fold(reader.name())));
  }

  /** Reads an expression that is a name and nothing else. */
  static Optional<ColumnName> of(List<SqlToken> tokens) {
    TokenReader reader = new TokenReader(MissingValueCondition.withoutParentheses(tokens));
    Optional<ColumnName> name = take(reader);
    return reader.atEnd() ? name : Optional.empty();
  }

  /** Whether this is a column of a table that is in scope under a name. */
  boolean isOf(String table, String name) {
    return column.equals(name) && (qualifier.isEmpty() || qualifier.equals(table));
  }
}
