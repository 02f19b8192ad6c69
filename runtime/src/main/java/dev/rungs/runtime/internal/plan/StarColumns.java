package dev.rungs.runtime.internal.plan;

import dev.rungs.runtime.internal.sql.SqlToken;
import java.util.List;

/**
 * Tells whether the place of a column, not its name, decides what a statement does with the columns
 * that {@code SELECT *} gives.
 */
final class StarColumns {
  private StarColumns() {}

  /**
   * Tells whether the order of columns matters to a statement.
   *
   * @param named whether the columns of the outermost SELECT are used by their names, as those of a
   *     view without a list of columns are
   */
  static boolean matter(List<SqlToken> tokens, boolean named) {
    boolean combined = tokens.stream().anyMatch(StarColumns::combines);
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.get(i).isOperator("*")
          && followsSelect(tokens.get(i - 1))
          && (combined || !areNamed(tokens, i, named))) {
        return true;
      }
    }
    return false;
  }

  /** The rows of several SELECTs are put together by the places of their columns. */
  private static boolean combines(SqlToken token) {
    return token.is("UNION") || token.is("EXCEPT") || token.is("INTERSECT");
  }

  private static boolean followsSelect(SqlToken token) {
    return token.is("SELECT")
        || token.is("DISTINCT")
        || token.is("ALL")
        || token.isOperator(",")
        || token.isOperator(".");
  }

  /**
   * In {@code EXISTS (SELECT *} nothing is done with the columns; those of {@code FROM (SELECT *}
   * and of {@code WITH c AS (SELECT *} have their names.
   */
  private static boolean areNamed(List<SqlToken> tokens, int star, boolean named) {
    int at = select(tokens, star) - 1;
    if (at < 1 || !tokens.get(at).isOperator("(")) {
      return named;
    }
    SqlToken before = tokens.get(at - 1);
    if (before.is("EXISTS") || before.is("FROM") || before.is("JOIN")) {
      return true;
    }
    while (at > 1 && (tokens.get(at - 1).is("MATERIALIZED") || tokens.get(at - 1).is("NOT"))) {
      at--;
    }
    return at > 1 && tokens.get(at - 1).is("AS") && tokens.get(at - 2).isName();
  }

  /** Returns the place of the SELECT that a star belongs to; 0 if there is none. */
  private static int select(List<SqlToken> tokens, int star) {
    int depth = 0;
    for (int i = star; i > 0 && depth >= 0; i--) {
      depth -= tokens.get(i).nesting();
      if (depth == 0 && tokens.get(i).is("SELECT")) {
        return i;
      }
    }
    return 0;
  }
}
