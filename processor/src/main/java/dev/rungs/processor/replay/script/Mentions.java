package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenKind;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

  public static Mentions of(Script... scripts) {
    Set<String> all = new HashSet<>();
    Set<String> touched = new HashSet<>();
    Set<String> inRowWork = new HashSet<>();
    for (Script script : scripts) {
      for (List<SqlToken> tokens : script.tokens()) {
        Set<String> names = names(tokens);
        all.addAll(names);
        if (StatementKind.of(tokens).worksOnRows()) {
          inRowWork.addAll(names);
        }
        addTouched(tokens, touched);
      }
      addRenamed(script, inRowWork);
    }
    return new Mentions(all, touched, inRowWork);
  }

  /** Row work on a table under its new name is work on the table that had the old one. */
  private static void addRenamed(Script script, Set<String> inRowWork) {
    for (List<SqlToken> tokens : script.tokens()) {
      if (!inRowWork.isEmpty() && StatementKind.of(tokens) == StatementKind.ALTER_TABLE) {
        tokens.stream().filter(SqlToken::isName).forEach(t -> inRowWork.add(fold(t)));
      }
    }
  }

  private static Set<String> names(List<SqlToken> tokens) {
    return tokens.stream()
        .filter(Mentions::canName)
        .map(Mentions::fold)
        .collect(Collectors.toSet());
  }

  private static void addTouched(List<SqlToken> tokens, Set<String> touched) {
    for (int i = 0; i < tokens.size(); i++) {
      if (canName(tokens.get(i)) && !isOnlyRead(tokens, i)) {
        touched.add(fold(tokens.get(i)));
      }
    }
  }

  private static boolean canName(SqlToken token) {
    return token.isName() || token.kind() == TokenKind.STRING;
  }

  private static String fold(SqlToken token) {
    return SqlNames.fold(token.value());
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
