package dev.rungs.runtime.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Walks through the tokens of one statement. What expects more than there is throws {@link
 * MalformedSqlException}; what only looks does not.
 */
public final class TokenReader {
  private static final SqlToken END = new SqlToken(TokenKind.BLANK, "", 0);

  private final List<SqlToken> tokens;
  private int next;

  /**
   * Starts in front of the first token.
   *
   * @param tokens without blanks and comments
   */
  public TokenReader(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  /**
   * Tells whether all tokens were taken.
   *
   * @return true at the end
   */
  public boolean atEnd() {
    return next >= tokens.size();
  }

  /**
   * Looks at the next token without taking it.
   *
   * @return a blank at the end
   */
  public SqlToken peek() {
    return peek(0);
  }

  /**
   * Looks further ahead without taking anything.
   *
   * @param ahead 0 for the next token
   * @return a blank behind the end
   */
  public SqlToken peek(int ahead) {
    return next + ahead < tokens.size() ? tokens.get(next + ahead) : END;
  }

  /**
   * Takes the next token.
   *
   * @return the token
   */
  public SqlToken take() {
    if (atEnd()) {
      throw new MalformedSqlException("The statement ends too early.");
    }
    return tokens.get(next++);
  }

  /**
   * Takes the keywords if all of them stand here, in this order.
   *
   * @param keywords in upper case
   * @return whether they were taken
   */
  public boolean accept(String... keywords) {
    for (int i = 0; i < keywords.length; i++) {
      if (!peek(i).is(keywords[i])) {
        return false;
      }
    }
    next += keywords.length;
    return true;
  }

  /**
   * Takes an operator if it stands here.
   *
   * @param operator for example {@code ,}
   * @return whether it was taken
   */
  public boolean acceptOperator(String operator) {
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

  /**
   * Takes a name, which may be written as a string.
   *
   * @return the name without quotes
   */
  public String name() {
    SqlToken token = take();
    if (!token.isName() && token.kind() != TokenKind.STRING) {
      throw new MalformedSqlException("Expected a name but found " + token.text() + ".");
    }
    return token.value();
  }

  /**
   * Takes {@code name} or {@code schema.name}.
   *
   * @return the name without schema and quotes
   */
  public String qualifiedName() {
    String name = name();
    return acceptOperator(".") ? name() : name;
  }

  /**
   * Takes a pair of parentheses.
   *
   * @return what is between them
   */
  public List<SqlToken> parenthesized() {
    if (!acceptOperator("(")) {
      throw new MalformedSqlException("Expected ( but found " + peek().text() + ".");
    }
    int from = next;
    while (!peek().isOperator(")")) {
      skipGroup();
    }
    take();
    return tokens.subList(from, next - 1);
  }

  /**
   * Takes one token; where it opens a parenthesis, all up to the one that closes it.
   *
   * @return what was taken, at least one token
   */
  public List<SqlToken> group() {
    int from = next;
    skipGroup();
    return tokens.subList(from, next);
  }

  private void skipGroup() {
    int depth = 0;
    do {
      depth += take().nesting();
    } while (depth > 0 && !atEnd());
  }

  /**
   * Takes everything in front of a keyword, and stops there. A keyword in parentheses does not
   * count.
   *
   * @param keyword in upper case
   * @return whether it was found; if not, everything is taken
   */
  public boolean skipTo(String keyword) {
    takeTo(keyword);
    return !atEnd();
  }

  /**
   * Takes everything in front of the first of some keywords, and stops there. A keyword in
   * parentheses does not count.
   *
   * @param keywords in upper case
   * @return what was taken; everything if none of them was found
   */
  public List<SqlToken> takeTo(String... keywords) {
    int from = next;
    while (!atEnd() && !peek().isAny(keywords)) {
      skipGroup();
    }
    return tokens.subList(from, next);
  }

  /**
   * Takes everything that is left.
   *
   * @return the tokens, none at the end
   */
  public List<SqlToken> rest() {
    List<SqlToken> rest = tokens.subList(next, tokens.size());
    next = tokens.size();
    return rest;
  }

  /**
   * Cuts a list at its commas, those in parentheses aside.
   *
   * @param tokens any
   * @return one part more than there are commas
   */
  public static List<List<SqlToken>> splitAtCommas(List<SqlToken> tokens) {
    return splitAt(tokens, token -> token.isOperator(","));
  }

  /**
   * Cuts a list at separators, those in parentheses aside.
   *
   * @param tokens any
   * @param separator is asked about each token outside parentheses, in order
   * @return one part more than there are separators
   */
  public static List<List<SqlToken>> splitAt(List<SqlToken> tokens, Predicate<SqlToken> separator) {
    List<List<SqlToken>> parts = new ArrayList<>();
    TokenReader reader = new TokenReader(tokens);
    int from = 0;
    while (!reader.atEnd()) {
      int at = reader.next;
      reader.skipGroup();
      if (reader.next == at + 1 && separator.test(tokens.get(at))) {
        parts.add(tokens.subList(from, at));
        from = reader.next;
      }
    }
    parts.add(tokens.subList(from, tokens.size()));
    return parts;
  }

  /**
   * Goes one step back, over a whole pair of parentheses at once.
   *
   * @param tokens any
   * @param at the place of one of them
   * @return the place of the token before it, or of the parenthesis that opens what ends before it;
   *     -1 behind an opening parenthesis, and at the start
   */
  public static int before(List<SqlToken> tokens, int at) {
    int depth = 0;
    for (int i = at - 1; i >= 0; i--) {
      depth -= tokens.get(i).nesting();
      if (depth <= 0) {
        return depth < 0 ? -1 : i;
      }
    }
    return -1;
  }

  /**
   * Finds the parenthesis that a token stands in.
   *
   * @param tokens any
   * @param at the place of the token; that of a closing parenthesis is in its own pair
   * @return the place of the one that opens; -1 outside all
   */
  public static int opening(List<SqlToken> tokens, int at) {
    int first = at;
    for (int i = before(tokens, at); i >= 0; i = before(tokens, i)) {
      first = i;
    }
    return first > 0 && tokens.get(first - 1).isOperator("(") ? first - 1 : -1;
  }

  /**
   * Tells whether one pair of parentheses stands around all tokens.
   *
   * @param tokens any
   * @return false also if there are none
   */
  public static boolean isParenthesized(List<SqlToken> tokens) {
    return tokens.size() > 1
        && tokens.get(0).isOperator("(")
        && tokens.get(tokens.size() - 1).isOperator(")")
        && new TokenReader(tokens).group().size() == tokens.size();
  }

  /**
   * Tells whether a keyword stands outside parentheses.
   *
   * @param tokens any
   * @param keyword in upper case
   * @return true if it does
   */
  public static boolean has(List<SqlToken> tokens, String keyword) {
    return new TokenReader(tokens).skipTo(keyword);
  }
}
