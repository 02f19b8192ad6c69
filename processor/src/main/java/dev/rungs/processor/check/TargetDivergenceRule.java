package dev.rungs.processor.check;

import dev.rungs.Target;
import dev.rungs.processor.check.TargetStatement.Call;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenKind;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What gives another value on another node: rqlite <a
 * href="https://rqlite.io/docs/api/non-deterministic/">replicates statements</a>, and each node
 * runs them for itself. Measured on three nodes: none of these is rewritten where Rungs sends it,
 * and a {@code random()} that rqlite does rewrite is frozen in the text of a trigger.
 */
final class TargetDivergenceRule implements TargetRule {
  private static final Set<String> CHANCE =
      Set.of("random", "randomblob", "total_changes", "sqlite_version", "sqlite_source_id");
  private static final Set<String> TIME =
      Set.of("date", "time", "datetime", "julianday", "unixepoch", "strftime", "timediff");
  private static final Set<String> CLOCK =
      Set.of("CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME");
  private static final String LITERAL =
      "Write the value as a literal, or let the program compute it and send it.";

  @Override
  public void check(TargetStatement statement, Set<Target> targets, Findings findings) {
    if (!targets.contains(Target.RQLITE) || isOnlyRead(statement)) {
      return;
    }
    for (Call call : statement.calls()) {
      String why = why(call);
      if (why != null) {
        add(findings, statement.offset(call.token()), call.name() + "(…) " + why);
      }
    }
    List<SqlToken> tokens = statement.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      String word = tokens.get(i).text().toUpperCase(Locale.ROOT);
      if (tokens.get(i).kind() == TokenKind.WORD
          && CLOCK.contains(word)
          && !statement.isOperator(i - 1, ".")) {
        add(findings, statement.offset(tokens.get(i)), word + " is the time of each node");
      }
    }
    limits(statement, findings);
  }

  private static void add(Findings findings, int offset, String what) {
    findings.add(
        offset,
        "RQLITE runs each statement on every node, and " + what + ": they would differ.",
        LITERAL);
  }

  /** A view is run where it is read, and the rows of a SELECT go nowhere. */
  private static boolean isOnlyRead(TargetStatement statement) {
    boolean writes =
        statement.hasWord("INSERT")
            || statement.hasWord("UPDATE")
            || statement.hasWord("DELETE")
            || statement.is(0, "REPLACE");
    return statement.creates("VIEW")
        || statement.is(0, "SELECT", "VALUES", "PRAGMA", "ANALYZE")
        || statement.is(0, "WITH") && !writes;
  }

  private static String why(Call call) {
    if (CHANCE.contains(call.name())) {
      return "gives another value on each";
    }
    if (!TIME.contains(call.name())) {
      return null;
    }
    for (List<SqlToken> argument : call.arguments()) {
      if (isText(argument, "now")) {
        return "is the time of each node";
      }
      if (isText(argument, "localtime") || isText(argument, "utc")) {
        return "depends on the time zone of each node";
      }
    }
    int first = call.name().equals("strftime") ? 1 : 0;
    boolean now =
        !call.name().equals("timediff")
            && (call.arguments().size() <= first
                || isText(call.arguments().get(first), "subsec")
                || isText(call.arguments().get(first), "subsecond"));
    return now ? "is the time of each node" : null;
  }

  private static boolean isText(List<SqlToken> argument, String text) {
    return argument.size() == 1
        && (argument.get(0).kind() == TokenKind.STRING
            || argument.get(0).kind() == TokenKind.QUOTED_NAME)
        && argument.get(0).value().strip().equalsIgnoreCase(text);
  }

  /** Which rows a LIMIT leaves is up to each node, unless they are in order. */
  private static void limits(TargetStatement statement, Findings findings) {
    List<SqlToken> tokens = statement.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is("LIMIT") && !isOrdered(tokens, i)) {
        findings.add(
            statement.offset(tokens.get(i)),
            "RQLITE runs each statement on every node, and which rows LIMIT leaves without ORDER BY"
                + " is up to each: they would differ.",
            "Add ORDER BY with columns that are unique together.");
      }
    }
  }

  private static boolean isOrdered(List<SqlToken> tokens, int limit) {
    int i = TokenReader.before(tokens, limit);
    while (i >= 0 && !tokens.get(i).is("SELECT") && !tokens.get(i).is("ORDER")) {
      i = TokenReader.before(tokens, i);
    }
    return i >= 0 && tokens.get(i).is("ORDER");
  }
}
