package dev.rungs.processor.replay;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ScriptMessages;
import dev.rungs.processor.replay.script.InsertText;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.StatementKind;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenReader;
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
      if (tokens.get(0).is("CREATE")) {
        created.add(created(tokens));
      } else if (script.kind(i) == StatementKind.INSERT) {
        int offset = script.statements().get(i).offset();
        check(script, offset, tokens, created, problems);
      }
    }
    return problems;
  }

  /** The name that follows TABLE or VIEW, folded; empty if neither is created. */
  private static String created(List<SqlToken> tokens) {
    TokenReader reader = new TokenReader(tokens);
    reader.take();
    reader.takeTo("TABLE", "VIEW", "INDEX", "TRIGGER");
    if (!reader.accept("TABLE") && !reader.accept("VIEW")) {
      return "";
    }
    reader.accept("IF", "NOT", "EXISTS");
    return SqlNames.fold(reader.qualifiedName());
  }

  private static void check(
      Script script,
      int offset,
      List<SqlToken> tokens,
      Set<String> created,
      List<Problem> problems) {
    InsertText insert = InsertText.of(tokens);
    TokenReader source = new TokenReader(insert.source());
    String target = insert.target().value();
    boolean listed = insert.columns().isPresent() || source.peek().is("DEFAULT");
    if (!listed && !created.contains(insert.table())) {
      problems.add(
          script.problemAt(
              offset + insert.target().offset(),
              ScriptMessages.positionalCopy(
                  target, "This INSERT names no columns of " + target + ".")));
    }
    // Only the queries that give the rows themselves, not those inside them.
    while (source.skipTo("SELECT")) {
      source.take();
      SqlToken star = source.peek();
      boolean all = star.isOperator("*") && source.peek(1).is("FROM") && source.peek(2).isName();
      String name = all ? source.peek(2).value() : "";
      if (all && !created.contains(SqlNames.fold(name))) {
        problems.add(
            script.problemAt(
                offset + star.offset(),
                ScriptMessages.positionalCopy(name, "This INSERT takes * from " + name + ".")));
      }
    }
  }
}
