package dev.rungs.runtime.internal.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads SQL token by token, where SQLite's own tokenizer cuts it (<a
 * href="https://www.sqlite.org/src/file/src/tokenize.c">tokenize.c</a>). Takes any text: what is no
 * SQL comes out as {@link TokenKind#ILLEGAL}. Each code unit is looked at a bounded number of times
 * and belongs to exactly one token.
 *
 * <p>For use by one thread.
 */
public final class SqlTokenizer {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String text;
  private final int limit;
  private int start;
  private int end;
  private TokenKind kind;

  /**
   * Starts before the first token.
   *
   * @param text what to read
   */
  public SqlTokenizer(String text) {
    this.text = text;
    this.limit = text.length();
  }

  /**
   * Cuts a text into tokens.
   *
   * @param text what to read
   * @return all tokens but blanks and comments
   */
  public static List<SqlToken> significant(String text) {
    List<SqlToken> tokens = new ArrayList<>();
    SqlTokenizer tokenizer = new SqlTokenizer(text);
    while (tokenizer.advanceToSignificant()) {
      tokens.add(tokenizer.token());
    }
    return tokens;
  }

  /**
   * Goes to the next token.
   *
   * @return false at the end of the text
   */
  public boolean advance() {
    start = end;
    if (start >= limit) {
      return false;
    }
    scan(text.charAt(start));
    return true;
  }

  /** Goes to the next token that means something; false if none is left. */
  boolean advanceToSignificant() {
    while (advance()) {
      if (isSignificant()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns what the token is.
   *
   * @return null before the first token
   */
  public TokenKind kind() {
    return kind;
  }

  /**
   * Returns where the token begins.
   *
   * @return an offset in UTF-16 code units from 0
   */
  public int start() {
    return start;
  }

  /**
   * Returns where the token ends.
   *
   * @return the offset after its last code unit
   */
  public int end() {
    return end;
  }

  /**
   * Tells whether the token means something.
   *
   * @return false for blanks and comments
   */
  public boolean isSignificant() {
    return kind != TokenKind.BLANK && kind != TokenKind.COMMENT;
  }

  /**
   * Tells whether the token is the given keyword.
   *
   * @param keyword in any case
   * @return false for quoted names
   */
  public boolean is(String keyword) {
    return kind == TokenKind.WORD
        && end - start == keyword.length()
        && text.regionMatches(true, start, keyword, 0, keyword.length());
  }

  /**
   * Copies the token.
   *
   * @return kind, text and offset
   */
  public SqlToken token() {
    return new SqlToken(kind, text.substring(start, end), start);
  }

  /**
   * Tells whether a text is one {@link TokenKind#WORD}.
   *
   * @param text any text
   * @return true for a keyword, and for a name that needs no quotes for its characters
   */
  static boolean isWord(String text) {
    SqlTokenizer tokenizer = new SqlTokenizer(text);
    return tokenizer.advance()
        && tokenizer.kind == TokenKind.WORD
        && tokenizer.end == text.length();
  }

  private void scan(char c) {
    switch (c) {
      case ' ', '\t', '\n', '\f', '\r' -> blanks();
      case BYTE_ORDER_MARK -> take(TokenKind.BLANK, 1);
      case '-' -> minus();
      case '/' -> slash();
      case ';' -> take(TokenKind.SEMICOLON, 1);
      case '(', ')', '+', '*', '%', ',', '&', '~' -> take(TokenKind.OPERATOR, 1);
      case '=' -> take(TokenKind.OPERATOR, at(1) == '=' ? 2 : 1);
      case '<' -> take(TokenKind.OPERATOR, at(1) == '=' || at(1) == '>' || at(1) == '<' ? 2 : 1);
      case '>' -> take(TokenKind.OPERATOR, at(1) == '=' || at(1) == '>' ? 2 : 1);
      case '!' -> take(at(1) == '=' ? TokenKind.OPERATOR : TokenKind.ILLEGAL, at(1) == '=' ? 2 : 1);
      case '|' -> take(TokenKind.OPERATOR, at(1) == '|' ? 2 : 1);
      case '\'' -> quoted(c, TokenKind.STRING);
      case '"', '`' -> quoted(c, TokenKind.QUOTED_NAME);
      case '[' -> bracketed();
      case '.' -> dot();
      case '?' -> question();
      case '$', '@', '#', ':' -> variable();
      case 'x', 'X' -> wordOrBlob();
      default -> other(c);
    }
  }

  private void other(char c) {
    if (isDigit(c)) {
      number();
    } else if (isNameChar(c)) {
      word();
    } else {
      take(TokenKind.ILLEGAL, 1);
    }
  }

  private void blanks() {
    int i = 1;
    while (isBlank(at(i))) {
      i++;
    }
    take(TokenKind.BLANK, i);
  }

  private void minus() {
    if (at(1) == '-') {
      int lineEnd = text.indexOf('\n', start + 2);
      takeTo(TokenKind.COMMENT, lineEnd < 0 ? limit : lineEnd);
    } else if (at(1) == '>') {
      take(TokenKind.OPERATOR, at(2) == '>' ? 3 : 2);
    } else {
      take(TokenKind.OPERATOR, 1);
    }
  }

  private void slash() {
    // At the very end of the text "/*" is two operators: SQLite wants to see something after it.
    if (at(1) != '*' || start + 2 >= limit) {
      take(TokenKind.OPERATOR, 1);
      return;
    }
    int close = text.indexOf("*/", start + 2);
    takeTo(TokenKind.COMMENT, close < 0 ? limit : close + 2);
  }

  private void quoted(char quote, TokenKind closed) {
    int close = text.indexOf(quote, start + 1);
    while (close >= 0 && close + 1 < limit && text.charAt(close + 1) == quote) {
      close = text.indexOf(quote, close + 2);
    }
    takeTo(close < 0 ? TokenKind.ILLEGAL : closed, close < 0 ? limit : close + 1);
  }

  private void bracketed() {
    int close = text.indexOf(']', start + 1);
    takeTo(close < 0 ? TokenKind.ILLEGAL : TokenKind.QUOTED_NAME, close < 0 ? limit : close + 1);
  }

  private void dot() {
    if (isDigit(at(1))) {
      number();
    } else {
      take(TokenKind.OPERATOR, 1);
    }
  }

  private void number() {
    int i;
    if (at(0) == '0' && (at(1) == 'x' || at(1) == 'X') && isHexDigit(at(2))) {
      i = 3;
      while (isHexDigit(at(i)) || at(i) == '_') {
        i++;
      }
    } else {
      i = digits(0);
      if (at(i) == '.') {
        i = digits(i + 1);
      }
      if ((at(i) == 'e' || at(i) == 'E')
          && (isDigit(at(i + 1)) || (isSign(at(i + 1)) && isDigit(at(i + 2))))) {
        i = digits(i + 2);
      }
    }
    boolean legal = !isNameChar(at(i));
    while (isNameChar(at(i))) {
      i++;
    }
    take(legal ? TokenKind.NUMBER : TokenKind.ILLEGAL, i);
  }

  private int digits(int from) {
    int i = from;
    while (isDigit(at(i)) || at(i) == '_') {
      i++;
    }
    return i;
  }

  private void question() {
    int i = 1;
    while (isDigit(at(i))) {
      i++;
    }
    take(TokenKind.VARIABLE, i);
  }

  /** Also the form of Tcl, {@code $a::b(c)}, whose parentheses may hold a semicolon. */
  private void variable() {
    int i = 1;
    int letters = 0;
    boolean legal = true;
    while (true) {
      char c = at(i);
      if (isNameChar(c)) {
        letters++;
      } else if (c == '(' && letters > 0) {
        do {
          i++;
        } while (start + i < limit && at(i) != 0 && !isBlank(at(i)) && at(i) != ')');
        legal = at(i) == ')';
        i += legal ? 1 : 0;
        break;
      } else if (c == ':' && at(i + 1) == ':') {
        i++;
      } else {
        break;
      }
      i++;
    }
    take(legal && letters > 0 ? TokenKind.VARIABLE : TokenKind.ILLEGAL, i);
  }

  private void wordOrBlob() {
    if (at(1) != '\'') {
      word();
      return;
    }
    int i = 2;
    while (isHexDigit(at(i))) {
      i++;
    }
    boolean legal = at(i) == '\'' && i % 2 == 0;
    while (!legal && start + i < limit && at(i) != 0 && at(i) != '\'') {
      i++;
    }
    take(legal ? TokenKind.BLOB : TokenKind.ILLEGAL, at(i) == '\'' ? i + 1 : i);
  }

  private void word() {
    int i = 1;
    while (isNameChar(at(i))) {
      i++;
    }
    take(TokenKind.WORD, i);
  }

  /** The code unit so far from the start of the token; NUL after the end, as in C. */
  private char at(int distance) {
    int i = start + distance;
    return i < limit ? text.charAt(i) : 0;
  }

  private void take(TokenKind found, int length) {
    takeTo(found, start + length);
  }

  private void takeTo(TokenKind found, int to) {
    kind = found;
    end = to;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHexDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isSign(char c) {
    return c == '+' || c == '-';
  }

  private static boolean isNameChar(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || isDigit(c)
        || c == '_'
        || c == '$'
        || c >= 0x80;
  }
}
