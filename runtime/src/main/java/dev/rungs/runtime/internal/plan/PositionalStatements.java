package dev.rungs.runtime.internal.plan;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the tables whose order of columns a script depends on: those that {@code SELECT *} copies
 * from, and those that {@code INSERT} fills without a list of columns. On a file whose columns
 * stand in another order, such a statement would put values into each other's columns.
 *
 * <p>Each name in such a statement counts, so a table may be named that has no part in it; none is
 * missed.
 */
public final class PositionalStatements {
  /** What a name means that a script created: it has the order the script gave it. */
  private static final String CREATED = "";

  /** The table of the file that a name means by now, if that is another one. */
  private final Map<String, String> origins = new HashMap<>();

  private final Set<String> found = new TreeSet<>();

  private PositionalStatements() {}

  /**
   * Returns the names, as they are before the migrations run.
   *
   * @param pending in order
   * @return folded names of tables or views
   */
  public static Set<String> names(List<MigrationDefinition> pending) {
    PositionalStatements statements = new PositionalStatements();
    for (MigrationDefinition migration : pending) {
      for (SqlStatement statement : ScriptSplitter.statements(migration.up().orElse(""))) {
        statements.add(SqlTokenizer.significant(statement.text()));
      }
    }
    return statements.found;
  }

  private void add(List<SqlToken> tokens) {
    boolean star = false;
    for (int i = 1; i < tokens.size(); i++) {
      star |= tokens.get(i).isOperator("*") && followsSelect(tokens.get(i - 1));
    }
    if (star && isCopy(tokens)) {
      for (SqlToken token : tokens) {
        if (token.isName()) {
          add(token);
        }
      }
    }
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is("INTO")) {
        addTarget(tokens, i + 1);
      }
    }
    rename(tokens);
  }

  private static boolean followsSelect(SqlToken token) {
    return token.is("SELECT")
        || token.is("DISTINCT")
        || token.is("ALL")
        || token.isOperator(",")
        || token.isOperator(".");
  }

  private static boolean isCopy(List<SqlToken> tokens) {
    return tokens.stream().anyMatch(token -> token.is("INTO")) || begins(tokens, "CREATE", "TABLE");
  }

  /** {@code INTO [schema.]table [AS alias]}, and then a list of columns or none. */
  private void addTarget(List<SqlToken> tokens, int start) {
    int at = start;
    if (at + 2 < tokens.size() && tokens.get(at + 1).isOperator(".")) {
      at += 2;
    }
    SqlToken target = tokens.get(at);
    int next = at + 1;
    if (next + 1 < tokens.size() && tokens.get(next).is("AS")) {
      next += 2;
    }
    boolean positional =
        next < tokens.size()
            && !tokens.get(next).isOperator("(")
            && !tokens.get(next).is("DEFAULT");
    if (positional) {
      add(target);
    }
  }

  private void add(SqlToken token) {
    String name = SqlNames.fold(token.value());
    String origin = origins.getOrDefault(name, name);
    if (!origin.equals(CREATED)) {
      found.add(origin);
    }
  }

  /** Follows what names mean: a table that a script created has the order it was given there. */
  private void rename(List<SqlToken> tokens) {
    if (begins(tokens, "ALTER", "TABLE")) {
      int to = tokens.size() - 2;
      if (to > 2 && tokens.get(to).is("TO") && tokens.get(to - 1).is("RENAME")) {
        String from = SqlNames.fold(tokens.get(to - 2).value());
        String name = SqlNames.fold(tokens.get(to + 1).value());
        origins.put(name, origins.getOrDefault(from, from));
        origins.put(from, CREATED);
      }
    } else if (begins(tokens, "CREATE", "TABLE") && !tokens.get(2).is("IF")) {
      origins.put(SqlNames.fold(lastOfName(tokens, 2)), CREATED);
    } else if (begins(tokens, "DROP", "TABLE")) {
      origins.put(SqlNames.fold(tokens.get(tokens.size() - 1).value()), CREATED);
    }
  }

  private static String lastOfName(List<SqlToken> tokens, int at) {
    boolean qualified = at + 2 < tokens.size() && tokens.get(at + 1).isOperator(".");
    return tokens.get(qualified ? at + 2 : at).value();
  }

  private static boolean begins(List<SqlToken> tokens, String first, String second) {
    return tokens.size() > 2 && tokens.get(0).is(first) && tokens.get(1).is(second);
  }
}
