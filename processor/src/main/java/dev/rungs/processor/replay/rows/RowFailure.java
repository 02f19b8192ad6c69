package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.schema.ForeignKeyCheck;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.sqlite.Rejection;
import dev.rungs.runtime.internal.sql.SqlStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Why a script did not go through on tables with rows.
 *
 * @param rejection the statement at fault, with SQLite's words or ours
 * @param key the foreign key without its parent that is left, if all statements ran
 */
public record RowFailure(Rejection rejection, Optional<ForeignKeyCheck.Dangling> key) {
  public static RowFailure of(Rejection rejection) {
    return new RowFailure(rejection, Optional.empty());
  }

  /** Blames the last statement that names the child or the parent. */
  public static RowFailure of(ForeignKeyCheck.Dangling dangling, Script script) {
    List<SqlStatement> statements = script.statements();
    int blamed = statements.size() - 1;
    for (int i = 0; i < statements.size(); i++) {
      if (dangling.isNamedIn(statements.get(i).text())) {
        blamed = i;
      }
    }
    return of(dangling, script, blamed);
  }

  /** Blames a statement, by its place in the script from 0. */
  static RowFailure of(ForeignKeyCheck.Dangling dangling, Script script, int blamed) {
    List<SqlStatement> statements = script.statements();
    SQLException cause = new SQLException(dangling.words());
    return new RowFailure(
        new Rejection(blamed + 1, statements.get(blamed), cause), Optional.of(dangling));
  }

  /** Whether all statements ran and left a foreign key without its parent. */
  public boolean dangling() {
    return key.isPresent();
  }

  public boolean isUnique() {
    return rejection.message().startsWith("UNIQUE constraint failed");
  }

  /** Whether a rule of a table was broken, not an expression without a value. */
  public boolean isRule() {
    return dangling() || rejection.isConstraint();
  }
}
