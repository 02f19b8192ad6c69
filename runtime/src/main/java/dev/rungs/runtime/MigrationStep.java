package dev.rungs.runtime;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A migration's step in Java, for changes of data that SQL cannot express.
 *
 * <p>It runs after the migration's {@code @Up} SQL, on the same connection and in the same
 * transaction. It must not end that transaction, close the connection, or change the schema: DDL
 * belongs in {@code @Up}, where the compiler sees it. The runtime detects each of these, rolls back
 * and reports it.
 *
 * <p>An instance is created for each run, by the class's no-argument constructor, and used by one
 * thread.
 */
@FunctionalInterface
public interface MigrationStep {
  /**
   * Changes the data.
   *
   * @param connection the connection of the running migration, in a transaction, with foreign keys
   *     not enforced; statements and result sets created from it should be closed before returning
   * @throws SQLException if the migration fails; it is rolled back and the version stays the same
   */
  void up(Connection connection) throws SQLException;
}
