package dev.rungs.runtime;

import java.sql.Connection;
import java.sql.SQLException;

/** A step that can be undone. Its {@link #down} runs before the migration's {@code @Down} SQL. */
public interface ReversibleStep extends MigrationStep {
  /**
   * Undoes what {@link #up} did.
   *
   * @param connection the connection of the running rollback, in a transaction, with foreign keys
   *     not enforced
   * @throws SQLException if it cannot be undone; everything is rolled back and the version stays
   *     the same
   */
  void down(Connection connection) throws SQLException;
}
