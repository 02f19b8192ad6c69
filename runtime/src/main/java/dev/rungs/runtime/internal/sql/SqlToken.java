package dev.rungs.runtime.internal.sql;

/**
 * One token.
 *
 * @param kind what it is
 * @param text as written, with its quotes
 * @param offset where it begins, in UTF-16 code units from 0
 */
public record SqlToken(TokenKind kind, String text, int offset) {
  /**
   * Returns where the token ends.
   *
   * @return the offset after its last code unit
   */
  public int end() {
    return offset + text.length();
  }

  /**
   * Tells whether this is the given keyword. A quoted name never is.
   *
   * @param keyword in upper case
   * @return true whatever the case in the text
   */
  public boolean is(String keyword) {
    return kind == TokenKind.WORD && SqlNames.same(text, keyword);
  }

  boolean isAny(String... keywords) {
    for (String keyword : keywords) {
      if (is(keyword)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Tells whether this is the given operator or punctuation.
   *
   * @param operator for example {@code (}
   * @return true if so
   */
  public boolean isOperator(String operator) {
    return kind == TokenKind.OPERATOR && text.equals(operator);
  }

  /**
   * Tells how the token changes the depth of parentheses.
   *
   * @return 1 for an opening one, -1 for a closing one, otherwise 0
   */
  public int nesting() {
    return isOperator("(") ? 1 : isOperator(")") ? -1 : 0;
  }

  /**
   * Tells whether the token is a name wherever a name is possible: a word or a quoted name.
   *
   * @return false for a string, which is a name only by its place
   */
  public boolean isName() {
    return kind == TokenKind.WORD || kind == TokenKind.QUOTED_NAME;
  }

  /**
   * Returns the name or the text meant: without quotes, doubled quotes made single.
   *
   * @return the text itself where there are no quotes
   */
  public String value() {
    return switch (kind) {
      case QUOTED_NAME, STRING -> SqlNames.unquote(text);
      default -> text;
    };
  }
}
