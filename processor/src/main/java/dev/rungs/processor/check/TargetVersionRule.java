package dev.rungs.processor.check;

import dev.rungs.Target;
import dev.rungs.processor.check.TargetStatement.Call;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * SQL that is newer than the oldest SQLite a schema is used with, by the <a
 * href="https://www.sqlite.org/changes.html">release history</a>. Not everything is in this table;
 * {@code -Arungs.sqlite=JAR} runs the scripts in that SQLite itself.
 */
final class TargetVersionRule implements TargetRule {
  private static final Map<String, String> FUNCTIONS = new HashMap<>();

  static {
    since("3.32", "iif");
    since("3.35", "acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor");
    since("3.35", "ln log log10 log2 mod pi pow power radians sin sinh sqrt tan tanh trunc");
    since("3.38", "unixepoch format");
    since("3.41", "unhex");
    since("3.42", "json_error_position");
    since("3.43", "octet_length timediff");
    since("3.44", "concat concat_ws string_agg");
    since("3.45", "jsonb jsonb_array jsonb_extract jsonb_insert jsonb_object jsonb_patch");
    since("3.45", "jsonb_remove jsonb_replace jsonb_set jsonb_group_array jsonb_group_object");
    since("3.46", "json_pretty");
    since("3.48", "if");
    since("3.50", "unistr unistr_quote");
    since("3.51", "jsonb_each jsonb_tree");
    since("3.53", "json_array_insert jsonb_array_insert");
  }

  private final SqliteVersion oldest;
  private final String because;

  /**
   * A rule for one oldest version.
   *
   * @param oldest the version
   * @param because who has it, for the message
   */
  TargetVersionRule(SqliteVersion oldest, String because) {
    this.oldest = oldest;
    this.because = because;
  }

  private static void since(String version, String functions) {
    for (String function : functions.split(" ")) {
      FUNCTIONS.put(function, version);
    }
  }

  @Override
  public void check(TargetStatement statement, Set<Target> targets, Findings findings) {
    for (Call call : statement.calls()) {
      function(statement, call, targets, findings);
    }
    List<SqlToken> tokens = statement.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      syntax(statement, i, targets, findings);
    }
  }

  private void function(
      TargetStatement statement, Call call, Set<Target> targets, Findings findings) {
    int offset = statement.offset(call.token());
    String since = FUNCTIONS.get(call.name());
    if (call.name().equals("iif") && call.arguments().size() != 3) {
      since = "3.48";
    }
    if (since != null) {
      require(since, call.name() + "()", offset, findings);
    }
    for (List<SqlToken> argument : call.arguments()) {
      for (int i = 1; i < argument.size(); i++) {
        if (argument.get(i).is("ORDER") && isAtTop(argument, i) && !isQuery(argument)) {
          int at = statement.offset(argument.get(i));
          if (targets.contains(Target.LIBSQL)) {
            findings.add(
                at,
                "LIBSQL does not parse ORDER BY within an aggregate.",
                "Order the rows in a subquery.");
          } else {
            require("3.44", "ORDER BY within an aggregate", at, findings);
          }
        }
      }
    }
    if (call.name().equals("strftime") && !call.arguments().isEmpty()) {
      format(statement, call.arguments().get(0), findings);
    }
  }

  private static boolean isAtTop(List<SqlToken> argument, int index) {
    return argument.subList(0, index).stream().mapToInt(SqlToken::nesting).sum() == 0;
  }

  private static boolean isQuery(List<SqlToken> argument) {
    SqlToken first = argument.get(0);
    return first.is("SELECT") || first.is("WITH") || first.is("PARTITION") || first.is("VALUES");
  }

  private void format(TargetStatement statement, List<SqlToken> format, Findings findings) {
    if (format.size() != 1 || format.get(0).kind() != TokenKind.STRING) {
      return;
    }
    String text = format.get(0).value();
    for (int i = text.indexOf('%'); i >= 0 && i + 1 < text.length(); i = text.indexOf('%', i + 2)) {
      char letter = text.charAt(i + 1);
      String since =
          "GgUV".indexOf(letter) >= 0 ? "3.46" : "eIklpPRTu".indexOf(letter) >= 0 ? "3.44" : null;
      if (since != null) {
        require(since, "%" + letter + " of strftime()", statement.offset(format.get(0)), findings);
      }
    }
  }

  private void syntax(TargetStatement statement, int i, Set<Target> targets, Findings findings) {
    SqlToken token = statement.tokens().get(i);
    int offset = statement.offset(token);
    if (token.kind() == TokenKind.NUMBER && token.text().indexOf('_') > 0) {
      if (targets.contains(Target.LIBSQL)) {
        findings.add(offset, "LIBSQL does not parse _ within a number.", "Remove it.");
      } else {
        require("3.46", "_ within a number", offset, findings);
      }
    }
    if (token.isOperator("->") || token.isOperator("->>")) {
      require("3.38", token.text(), offset, findings);
    }
    if (token.kind() != TokenKind.WORD) {
      return;
    }
    if (token.is("RETURNING") && !statement.isOperator(i - 1, ".")) {
      require("3.35", "RETURNING", offset, findings);
    }
    if ((token.is("RIGHT") || token.is("FULL")) && statement.is(i + 1, "JOIN", "OUTER")) {
      require("3.39", token.text() + " JOIN", offset, findings);
    }
    if (token.is("DISTINCT") && statement.is(i + 1, "FROM") && statement.is(i - 1, "IS", "NOT")) {
      require("3.39", "IS DISTINCT FROM", offset, findings);
    }
    if (token.is("STRICT")
        && statement.creates("TABLE")
        && (statement.isOperator(i - 1, ")") || statement.isOperator(i - 1, ","))) {
      require("3.37", "STRICT", offset, findings);
    }
    if (token.is("MATERIALIZED")) {
      require("3.35", "MATERIALIZED", offset, findings);
    }
    if (statement.is(0, "ALTER") && i > 2) {
      alter(statement, i, offset, findings);
    }
  }

  private void alter(TargetStatement statement, int i, int offset, Findings findings) {
    SqlToken token = statement.tokens().get(i);
    if (token.is("ALTER")) {
      require("3.53", "ALTER COLUMN", offset, findings);
    } else if (token.is("DROP")
        && i <= 5
        && !statement.is(i + 1, "CONSTRAINT")
        && !statement.is(3, "ALTER")) {
      require("3.35", "DROP COLUMN", offset, findings);
    } else if (token.is("CONSTRAINT") && statement.is(i - 1, "DROP", "ADD")
        || token.is("ADD") && statement.is(i + 1, "CHECK")) {
      require("3.53", "ALTER TABLE … CONSTRAINT", offset, findings);
    }
  }

  private void require(String since, String what, int offset, Findings findings) {
    if (oldest.isOlderThan(SqliteVersion.parse(since).orElseThrow())) {
      findings.add(
          offset,
          what + " is new in SQLite " + since + ", and " + because + ".",
          "Write it without, or use a newer SQLite there and raise minSqlite.");
    }
  }
}
