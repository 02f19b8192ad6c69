package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.Access;
import dev.rungs.runtime.internal.open.Borrowed;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.plan.Decision;
import dev.rungs.runtime.internal.plan.Planner;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** Decides on what one moment of a file shows, without keeping others from writing. */
final class Reading {
  private final Access access;
  private final ErrorContext context;

  Reading(Access access, ErrorContext context) {
    this.access = access;
    this.context = context;
  }

  /**
   * A decision and the moment it was made.
   *
   * @param decision what is to be done
   * @param dataVersion {@code PRAGMA data_version}: another number later means that another
   *     connection has written in between
   */
  record Result(Decision decision, long dataVersion) {}

  Result decide(FactsReader facts, Planner planner) throws SQLException {
    begin();
    try {
      Decision decision = planner.decide(facts.read(access.connection(), access.file()));
      return new Result(decision, Sql.number(access.connection(), "PRAGMA main.data_version"));
    } finally {
      Sql.run(access.connection(), "ROLLBACK");
    }
  }

  private void begin() throws SQLException {
    try {
      Sql.run(access.connection(), "BEGIN");
    } catch (SQLException e) {
      // Of a plain BEGIN there is nothing else to go wrong: it takes no lock.
      if (Failures.primary(e) == SQLiteErrorCode.SQLITE_ERROR) {
        throw Borrowed.inTransaction(context, e);
      }
      throw e;
    }
  }
}
