package dev.rungs.runtime.internal.inspect;

import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.BorrowedConnection;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.HardenedConnection;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.plan.Decision;
import dev.rungs.runtime.internal.plan.Planner;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** Decides by the state of a file at one moment, without keeping other connections from writing. */
public final class DecisionReader {
  private final HardenedConnection access;
  private final ErrorContext about;

  /** A reader of one database. */
  public DecisionReader(HardenedConnection access, ErrorContext about) {
    this.access = access;
    this.about = about;
  }

  /**
   * A decision and the moment it was made.
   *
   * @param decision what is to be done
   * @param dataVersion {@code PRAGMA data_version}: another number later means that another
   *     connection has written in between
   */
  public record Result(Decision decision, long dataVersion) {}

  /** Decides. */
  public Result decide(FactsReader facts, Planner planner) throws SQLException {
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
        throw BorrowedConnection.inTransaction(about, e);
      }
      throw e;
    }
  }
}
