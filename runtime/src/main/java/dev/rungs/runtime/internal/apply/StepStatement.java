package dev.rungs.runtime.internal.apply;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.sqlite.jdbc4.JDBC4Statement;

/** A statement of a step, which looks at its text before it is run. */
final class StepStatement extends JDBC4Statement {
  private final StepConnection step;

  StepStatement(StepConnection step) {
    super(step);
    this.step = step;
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    StepConnection.check(sql);
    return step.guarded(() -> super.execute(sql));
  }

  @Override
  public ResultSet executeQuery(String sql, boolean closeStatement) throws SQLException {
    StepConnection.check(sql);
    return step.guarded(() -> super.executeQuery(sql, closeStatement));
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    StepConnection.check(sql);
    return step.guarded(() -> super.executeQuery(sql));
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    StepConnection.check(sql);
    return step.guarded(() -> super.executeLargeUpdate(sql));
  }

  @Override
  public int executeUpdate(String sql) throws SQLException {
    StepConnection.check(sql);
    return step.guarded(() -> super.executeUpdate(sql));
  }

  @Override
  public int[] executeBatch() throws SQLException {
    return step.guarded(() -> super.executeBatch());
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    return step.guarded(() -> super.executeLargeBatch());
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    StepConnection.check(sql);
    super.addBatch(sql);
  }
}
