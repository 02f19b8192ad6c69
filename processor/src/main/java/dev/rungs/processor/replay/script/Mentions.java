package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names in a script, folded. Which of them are tables only the schema knows.
 *
 * @param all every name
 * @param touched names that a statement may change, not only read or refer to
 * @param inRowWork names in statements whose outcome can depend on stored rows
 */
public record Mentions(Set<String> all, Set<String> touched, Set<String> inRowWork) {
  public static Mentions of(Script... scripts) {
    Mentions mentions = new Mentions(new HashSet<>(), new HashSet<>(), new HashSet<>());
    for (Script script : scripts) {
      script.tokens().forEach(mentions::add);
      mentions.addRenamed(script);
    }
    return mentions;
  }

  /** Row work on a table under its new name is work on the table that had the old one. */
  private void addRenamed(Script script) {
    for (List<SqlToken> tokens : script.tokens()) {
      if (!inRowWork.isEmpty() && StatementKind.of(tokens) == StatementKind.ALTER_TABLE) {
        tokens.stream().filter(SqlToken::isName).forEach(t -> inRowWork.add(fold(t)));
      }
    }
  }

  private static String fold(SqlToken token) {
    return SqlNames.fold(token.value());
  }

  private void add(List<SqlToken> tokens) {
    boolean rowWork = StatementKind.of(tokens).worksOnRows();
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (!token.isName() && token.kind() != TokenKind.STRING) {
        continue;
      }
      String name = fold(token);
      all.add(name);
      if (rowWork) {
        inRowWork.add(name);
      }
      if (!isOnlyRead(tokens, i)) {
        touched.add(name);
      }
    }
  }

  private static boolean isOnlyRead(List<SqlToken> tokens, int i) {
    if (i == 0) {
      return false;
    }
    SqlToken before = tokens.get(i - 1);
    boolean deletes = i > 1 && tokens.get(i - 2).is("DELETE");
    return before.is("REFERENCES") || before.is("JOIN") || (before.is("FROM") && !deletes);
  }

  /** Whether a script looks at the schema itself, so that all of it must be there. */
  public boolean readsSchema() {
    return all.stream()
        .anyMatch(
            n ->
                n.equals("sqlite_schema")
                    || n.equals("sqlite_master")
                    || n.startsWith("pragma_")
                    || n.startsWith("sqlite_stat"));
  }
}
