package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenKind;
import java.util.Collections;
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
  /** Keeps copies that nobody changes. */
  public Mentions {
    all = Collections.unmodifiableSet(new HashSet<>(all));
    touched = Collections.unmodifiableSet(new HashSet<>(touched));
    inRowWork = Collections.unmodifiableSet(new HashSet<>(inRowWork));
  }

  /** The names in some scripts. */
  public static Mentions of(Script... scripts) {
    Set<String> all = new HashSet<>();
    Set<String> touched = new HashSet<>();
    Set<String> inRowWork = new HashSet<>();
    for (Script script : scripts) {
      all.addAll(script.mentions().all);
      touched.addAll(script.mentions().touched);
      inRowWork.addAll(script.mentions().inRowWork);
    }
    return new Mentions(all, touched, inRowWork);
  }

  static Mentions in(List<List<SqlToken>> statements, List<StatementKind> kinds) {
    Set<String> all = new HashSet<>();
    Set<String> touched = new HashSet<>();
    Set<String> inRowWork = new HashSet<>();
    for (int i = 0; i < statements.size(); i++) {
      add(statements.get(i), all, touched);
      if (kinds.get(i).worksOnRows()) {
        add(statements.get(i), inRowWork, new HashSet<>());
      }
    }
    // Row work on a table under its new name is work on the table that had the old one.
    boolean works = !inRowWork.isEmpty();
    for (int i = 0; i < statements.size() && works; i++) {
      if (kinds.get(i) == StatementKind.ALTER_TABLE) {
        inRowWork.addAll(SelectItems.names(statements.get(i)));
      }
    }
    return new Mentions(all, touched, inRowWork);
  }

  private static void add(List<SqlToken> tokens, Set<String> all, Set<String> touched) {
    for (int i = 0; i < tokens.size(); i++) {
      if (canName(tokens.get(i))) {
        String name = SqlNames.fold(tokens.get(i).value());
        all.add(name);
        if (!isOnlyRead(tokens, i)) {
          touched.add(name);
        }
      }
    }
  }

  private static boolean canName(SqlToken token) {
    return token.isName() || token.kind() == TokenKind.STRING;
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
