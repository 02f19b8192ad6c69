package dev.rungs.processor.check;

import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One statement as the rules about targets look at it: its tokens without blanks and comments. */
final class TargetStatement {
  /** A name before a parenthesis is no function after these. */
  private static final Set<String> BEFORE_A_TABLE =
      Set.of(
          "TABLE", "INTO", "REFERENCES", "EXISTS", "VIEW", "WITH", "RECURSIVE", "INDEX", "USING");

  private final SqlStatement statement;
  private final List<SqlToken> tokens;

  TargetStatement(SqlStatement statement) {
    this.statement = statement;
    this.tokens = SqlTokenizer.significant(statement.text());
  }

  String text() {
    return statement.text();
  }

  List<SqlToken> tokens() {
    return tokens;
  }

  /** Where a token stands in the script. */
  int offset(SqlToken token) {
    return statement.offset() + token.offset();
  }

  int offset() {
    return statement.offset();
  }

  boolean is(int index, String... keywords) {
    for (String keyword : keywords) {
      if (index >= 0 && index < tokens.size() && tokens.get(index).is(keyword)) {
        return true;
      }
    }
    return false;
  }

  boolean isOperator(int index, String operator) {
    return index >= 0 && index < tokens.size() && tokens.get(index).isOperator(operator);
  }

  /** Tells whether it creates an object of a kind, temporary or not. */
  boolean creates(String kind) {
    int at = is(1, "TEMP", "TEMPORARY") ? 2 : is(1, "UNIQUE", "VIRTUAL") ? 2 : 1;
    return is(0, "CREATE") && is(at, kind);
  }

  boolean hasWord(String keyword) {
    return tokens.stream().anyMatch(token -> token.is(keyword));
  }

  /**
   * A call of a function.
   *
   * @param name in lower case
   * @param token the name
   * @param arguments the tokens of each argument
   */
  record Call(String name, SqlToken token, List<List<SqlToken>> arguments) {}

  /** Returns every call, in order. */
  List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).isName() && isOperator(i + 1, "(") && !isTable(i)) {
        String name = tokens.get(i).value().toLowerCase(Locale.ROOT);
        calls.add(new Call(name, tokens.get(i), arguments(i + 1)));
      }
    }
    return calls;
  }

  private boolean isTable(int index) {
    if (index == 0 || isOperator(index - 1, ".")) {
      return true;
    }
    String before = tokens.get(index - 1).text().toUpperCase(Locale.ROOT);
    return BEFORE_A_TABLE.contains(before) || before.equals("ON") && creates("INDEX");
  }

  private List<List<SqlToken>> arguments(int open) {
    List<SqlToken> group = new TokenReader(tokens.subList(open, tokens.size())).group();
    // Without its end if the text has none: SQLite will say so.
    boolean closed = TokenReader.isParenthesized(group);
    List<SqlToken> inner = group.subList(1, closed ? group.size() - 1 : group.size());
    return inner.isEmpty() ? List.of() : TokenReader.splitAtCommas(inner);
  }
}
