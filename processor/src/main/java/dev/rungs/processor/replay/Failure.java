package dev.rungs.processor.replay;

import dev.rungs.runtime.internal.sql.SqlStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Why a script did not go through on tables with rows.
 *
 * @param rejection the statement at fault, with SQLite's words or ours
 * @param dangling whether all statements ran and left a foreign key without its parent
 */
record Failure(Rejection rejection, boolean dangling) {
  static Failure of(Rejection rejection) {
    return new Failure(rejection, false);
  }

  /** Blames the last statement that names the child or the parent. */
  static Failure of(ForeignKeyCheck.Dangling dangling, Script script) {
    List<SqlStatement> statements = script.statements();
    int blamed = statements.size() - 1;
    for (int i = 0; i < statements.size(); i++) {
      if (dangling.isNamedIn(statements.get(i).text())) {
        blamed = i;
      }
    }
    SQLException cause = new SQLException(dangling.words());
    return new Failure(new Rejection(blamed + 1, statements.get(blamed), cause), true);
  }

  boolean isUnique() {
    return rejection.message().startsWith("UNIQUE constraint failed");
  }

  /** Whether a rule of a table was broken, not an expression without a value. */
  boolean isRule() {
    return dangling || rejection.isConstraint();
  }
}
