package dev.rungs.processor.replay;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ScriptMessages;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.StatementKind;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code PositionalCopy}: statements that rely on the order in which a stored table has its
 * columns. A table that the script itself creates has them as it says.
 */
final class PositionalCopy {
  private PositionalCopy() {}

  static List<Problem> in(Script script) {
    List<Problem> problems = new ArrayList<>();
    Set<String> created = new HashSet<>();
    for (int i = 0; i < script.statements().size(); i++) {
      List<SqlToken> tokens = script.tokens().get(i);
      StatementKind kind = StatementKind.of(tokens);
      if (kind == StatementKind.CREATE_TABLE || kind == StatementKind.CREATE_TABLE_AS) {
        created.add(tableBefore(tokens, kind == StatementKind.CREATE_TABLE ? "(" : "AS"));
      } else if (kind == StatementKind.INSERT) {
        int offset = script.statements().get(i).offset();
        check(script, offset, tokens, created, problems);
      }
    }
    return problems;
  }

  private static String tableBefore(List<SqlToken> tokens, String mark) {
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.get(i).isOperator(mark) || tokens.get(i).is(mark)) {
        return SqlNames.fold(tokens.get(i - 1).value());
      }
    }
    return "";
  }

  private static void check(
      Script script,
      int offset,
      List<SqlToken> tokens,
      Set<String> created,
      List<Problem> problems) {
    int into = 0;
    while (into < tokens.size() && !tokens.get(into).is("INTO")) {
      into++;
    }
    int table = into + 1;
    if (table + 2 < tokens.size() && tokens.get(table + 1).isOperator(".")) {
      table += 2;
    }
    if (table + 1 >= tokens.size()) {
      return;
    }
    String target = tokens.get(table).value();
    int next = table + 1;
    if (next + 1 < tokens.size() && tokens.get(next).is("AS")) {
      next += 2;
    }
    SqlToken after = tokens.get(next);
    boolean listed = after.isOperator("(") || after.is("DEFAULT");
    if (!listed && !created.contains(SqlNames.fold(target))) {
      problems.add(
          script.problemAt(
              offset + tokens.get(table).offset(),
              ScriptMessages.positionalCopy(
                  target, "This INSERT names no columns of " + target + ".")));
    }
    for (int i = next; i + 3 < tokens.size(); i++) {
      boolean all =
          tokens.get(i).is("SELECT")
              && tokens.get(i + 1).isOperator("*")
              && tokens.get(i + 2).is("FROM")
              && tokens.get(i + 3).isName();
      String source = all ? tokens.get(i + 3).value() : "";
      if (all && !created.contains(SqlNames.fold(source)) && isOutside(tokens, next, i)) {
        problems.add(
            script.problemAt(
                offset + tokens.get(i + 1).offset(),
                ScriptMessages.positionalCopy(source, "This INSERT takes * from " + source + ".")));
      }
    }
  }

  /** Whether the SELECT gives the rows themselves, and is no query inside another. */
  private static boolean isOutside(List<SqlToken> tokens, int from, int select) {
    int depth = 0;
    for (SqlToken token : tokens.subList(from, select)) {
      depth += token.isOperator("(") ? 1 : token.isOperator(")") ? -1 : 0;
    }
    return depth == 0;
  }
}
