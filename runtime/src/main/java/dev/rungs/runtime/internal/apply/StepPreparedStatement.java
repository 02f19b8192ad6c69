package dev.rungs.runtime.internal.apply;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/** A prepared statement of a step; see {@link StepConnection#guarded}. */
final class StepPreparedStatement extends JDBC4PreparedStatement {
  private final StepConnection step;

  StepPreparedStatement(StepConnection step, String sql) throws SQLException {
    super(step, sql);
    this.step = step;
  }

  @Override
  public boolean execute() throws SQLException {
    return step.guarded(() -> super.execute());
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    return step.guarded(() -> super.executeQuery());
  }

  @Override
  public int executeUpdate() throws SQLException {
    return step.guarded(() -> super.executeUpdate());
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    return step.guarded(() -> super.executeLargeUpdate());
  }

  @Override
  public int[] executeBatch() throws SQLException {
    return step.guarded(() -> super.executeBatch());
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    return step.guarded(() -> super.executeLargeBatch());
  }
}
