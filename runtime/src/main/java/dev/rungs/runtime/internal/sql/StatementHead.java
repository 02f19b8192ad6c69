package dev.rungs.runtime.internal.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * The first tokens of a statement, without blanks and comments: enough to know what it does and to
 * what. Beyond the end every question is answered with no.
 */
final class StatementHead {
  /** {@code CREATE TEMP TRIGGER IF NOT EXISTS temp.name} and {@code PRAGMA a.b(c)} fit. */
  private static final int LENGTH = 12;

  private static final SqlToken NONE = new SqlToken(TokenKind.BLANK, "", 0);

  private final List<SqlToken> tokens;

  private StatementHead(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  static StatementHead of(String statement) {
    List<SqlToken> tokens = new ArrayList<>(LENGTH);
    SqlTokenizer tokenizer = new SqlTokenizer(statement);
    while (tokens.size() < LENGTH && tokenizer.advance()) {
      if (tokenizer.isSignificant()) {
        tokens.add(tokenizer.token());
      }
    }
    return new StatementHead(tokens);
  }

  SqlToken token(int index) {
    return index < tokens.size() ? tokens.get(index) : NONE;
  }

  boolean is(int index, String... keywords) {
    for (String keyword : keywords) {
      if (token(index).is(keyword)) {
        return true;
      }
    }
    return false;
  }

  /** The index after {@code IF NOT EXISTS} or {@code IF EXISTS}, should one of them stand here. */
  int skipIfExists(int index) {
    if (!is(index, "IF")) {
      return index;
    }
    return is(index + 1, "NOT") ? index + 3 : index + 2;
  }

  /** Whether a name stands here, a string counting as one. */
  boolean isName(int index) {
    SqlToken token = token(index);
    return token.isName() || token.kind() == TokenKind.STRING;
  }

  /** Whether {@code schema.name} stands here. */
  boolean isQualified(int index) {
    return isName(index) && token(index + 1).isOperator(".");
  }

  boolean isEmpty() {
    return tokens.isEmpty();
  }
}
