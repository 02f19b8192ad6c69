package dev.rungs.runtime.internal.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes tokens so that texts which mean the same are the same: one spacing, keywords in upper
 * case, names in lower case and quoted only if they must be.
 *
 * <p>A name in double quotes that names nothing is a string to SQLite (<a
 * href="https://www.sqlite.org/quirks.html#dblquote">double-quoted string literals</a>); it is
 * written as one, as ALTER TABLE rewrites it. What is a name is told by the scope.
 */
final class CanonicalSql {
  /** Words that are no name without quotes, or mean something else with them. */
  private static final Set<String> RESERVED =
      Set.of(
          ("add all alter and as autoincrement between case check collate commit constraint create"
                  + " cross current_date current_time current_timestamp default deferrable delete"
                  + " distinct drop else escape except exists false foreign from full group having"
                  + " in index indexed inner insert intersect into is isnull join left limit natural"
                  + " not nothing notnull null on or order outer primary references returning right"
                  + " select set table then to transaction true union unique update using values"
                  + " when where window")
              .split(" "));

  /** After these words comes a name, even one written as a string. */
  private static final Set<String> BEFORE_NAMES = Set.of("as", "from", "into", "join", "update");

  private static final SqlToken NONE = new SqlToken(TokenKind.BLANK, "", 0);

  private final List<SqlToken> tokens;
  private final Set<String> scope;
  private final StringBuilder text = new StringBuilder();

  private CanonicalSql(List<SqlToken> tokens, Set<String> scope) {
    this.tokens = tokens;
    this.scope = scope;
  }

  /** Writes tokens; the scope has the names that can be meant, folded. */
  static String of(List<SqlToken> tokens, Set<String> scope) {
    return new CanonicalSql(tokens, scope).write();
  }

  /** Writes an expression without the parentheses around all of it. */
  static String expression(List<SqlToken> tokens, Set<String> scope) {
    return of(withoutParentheses(tokens), scope);
  }

  /** Writes the arguments of a virtual table: names folded, the values of options kept. */
  static String arguments(List<SqlToken> tokens) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (i == 0 || !tokens.get(i - 1).isOperator("=")) {
        names.add(SqlNames.fold(tokens.get(i).value()));
      }
    }
    return of(tokens, names);
  }

  /** Writes a name as it stands in canonical text. */
  static String name(String name) {
    String folded = SqlNames.fold(name);
    boolean plain = SqlTokenizer.isWord(folded) && !isReserved(folded);
    return plain ? folded : SqlNames.quote(folded);
  }

  static boolean isReserved(String folded) {
    return RESERVED.contains(folded);
  }

  static List<SqlToken> withoutParentheses(List<SqlToken> tokens) {
    if (tokens.isEmpty() || !tokens.get(0).isOperator("(")) {
      return tokens;
    }
    int levels = wrappings(tokens);
    return tokens.subList(levels, tokens.size() - levels);
  }

  /** How many pairs of parentheses go around all of it, found in one pass. */
  private static int wrappings(List<SqlToken> tokens) {
    int leading = 0;
    while (leading < tokens.size() && tokens.get(leading).isOperator("(")) {
      leading++;
    }
    int trailing = 0;
    while (trailing < tokens.size() - leading
        && tokens.get(tokens.size() - 1 - trailing).isOperator(")")) {
      trailing++;
    }
    int depth = leading;
    int lowest = leading;
    for (SqlToken token : tokens.subList(leading, tokens.size() - trailing)) {
      depth += token.nesting();
      lowest = Math.min(lowest, depth);
    }
    boolean isBalanced = depth == trailing && tokens.size() > leading + trailing;
    return isBalanced ? Math.max(0, lowest) : 0;
  }

  private String write() {
    for (int i = 0; i < tokens.size(); i++) {
      String written = written(i);
      if (i > 0 && isSpaced(tokens.get(i - 1), tokens.get(i))) {
        text.append(' ');
      }
      text.append(written);
    }
    return text.toString();
  }

  private static boolean isSpaced(SqlToken before, SqlToken token) {
    boolean call = token.isOperator("(") && before.isName() && !isReservedWord(before);
    return !(before.isOperator("(")
        || before.isOperator(".")
        || token.isOperator(")")
        || token.isOperator(",")
        || token.isOperator(".")
        || token.kind() == TokenKind.SEMICOLON
        || call);
  }

  private static boolean isReservedWord(SqlToken token) {
    return token.kind() == TokenKind.WORD && isReserved(SqlNames.fold(token.text()));
  }

  private String written(int i) {
    SqlToken token = tokens.get(i);
    return switch (token.kind()) {
      case WORD -> word(token.text());
      case NUMBER, BLOB -> SqlNames.fold(token.text());
      case QUOTED_NAME -> isResolved(i) ? name(token.value()) : SqlNames.literal(token.value());
      case STRING -> isNamePlace(i) ? name(token.value()) : token.text();
      default -> token.text();
    };
  }

  private static String word(String word) {
    String folded = SqlNames.fold(word);
    return isReserved(folded) ? word.toUpperCase(Locale.ROOT) : folded;
  }

  private boolean isResolved(int i) {
    SqlToken token = tokens.get(i);
    return token.text().charAt(0) != '"'
        || scope.contains(SqlNames.fold(token.value()))
        || isNamePlace(i)
        || at(i - 1).is("COLLATE")
        || at(i + 1).isOperator(".")
        || at(i + 1).isOperator("(");
  }

  private boolean isNamePlace(int i) {
    SqlToken before = at(i - 1);
    if (before.kind() != TokenKind.WORD) {
      return before.isOperator(".");
    }
    // "a IS DISTINCT FROM 'b'" compares.
    return BEFORE_NAMES.contains(SqlNames.fold(before.text())) && !at(i - 2).is("DISTINCT");
  }

  private SqlToken at(int i) {
    return i >= 0 && i < tokens.size() ? tokens.get(i) : NONE;
  }
}
