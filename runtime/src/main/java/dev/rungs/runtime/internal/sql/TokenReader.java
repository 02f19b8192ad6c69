package dev.rungs.runtime.internal.sql;

import java.util.ArrayList;
import java.util.List;

/** Walks through the tokens of one statement. */
final class TokenReader {
  private static final SqlToken END = new SqlToken(TokenKind.BLANK, "", 0);

  private final List<SqlToken> tokens;
  private int next;

  TokenReader(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  boolean atEnd() {
    return next >= tokens.size();
  }

  SqlToken peek() {
    return peek(0);
  }

  SqlToken peek(int ahead) {
    return next + ahead < tokens.size() ? tokens.get(next + ahead) : END;
  }

  SqlToken take() {
    if (atEnd()) {
      throw new MalformedSqlException("The statement ends too early.");
    }
    return tokens.get(next++);
  }

  /** Takes the keywords if all of them stand here, in this order. */
  boolean accept(String... keywords) {
    for (int i = 0; i < keywords.length; i++) {
      if (!peek(i).is(keywords[i])) {
        return false;
      }
    }
    next += keywords.length;
    return true;
  }

  boolean acceptOperator(String operator) {
    if (!peek().isOperator(operator)) {
      return false;
    }
    next++;
    return true;
  }

  void expect(String keyword) {
    if (!accept(keyword)) {
      throw new MalformedSqlException("Expected " + keyword + " but found " + peek().text() + ".");
    }
  }

  /** Takes a name, which may be written as a string, and returns it without quotes. */
  String name() {
    SqlToken token = take();
    if (!token.isName() && token.kind() != TokenKind.STRING) {
      throw new MalformedSqlException("Expected a name but found " + token.text() + ".");
    }
    return token.value();
  }

  /** Takes {@code name} or {@code schema.name} and returns the name. */
  String qualifiedName() {
    String name = name();
    return acceptOperator(".") ? name() : name;
  }

  /** Takes a pair of parentheses and returns what is between them. */
  List<SqlToken> parenthesized() {
    if (!acceptOperator("(")) {
      throw new MalformedSqlException("Expected ( but found " + peek().text() + ".");
    }
    int from = next;
    for (int depth = 1; depth > 0; ) {
      SqlToken token = take();
      depth += token.isOperator("(") ? 1 : token.isOperator(")") ? -1 : 0;
    }
    return tokens.subList(from, next - 1);
  }

  /** Takes everything that is left. */
  List<SqlToken> rest() {
    List<SqlToken> rest = tokens.subList(next, tokens.size());
    next = tokens.size();
    return rest;
  }

  /** Cuts a list at its commas, those in parentheses aside. */
  static List<List<SqlToken>> splitAtCommas(List<SqlToken> tokens) {
    List<List<SqlToken>> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      depth += token.isOperator("(") ? 1 : token.isOperator(")") ? -1 : 0;
      if (depth == 0 && token.isOperator(",")) {
        parts.add(tokens.subList(from, i));
        from = i + 1;
      }
    }
    parts.add(tokens.subList(from, tokens.size()));
    return parts;
  }
}
