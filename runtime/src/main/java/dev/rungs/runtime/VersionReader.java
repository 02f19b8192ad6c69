package dev.rungs.runtime;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Reads the version of a file that another tool migrated, for example from that tool's own table.
 * Given to {@link Migrator.Builder#adoptAs(VersionReader)}.
 *
 * <pre>
 * Migrator.builder(MigrationRegistry.INSTANCE)
 *     .adoptAs(
 *         connection -&gt; {
 *           try (Statement statement = connection.createStatement();
 *               ResultSet row =
 *                   statement.executeQuery("SELECT max(installed_rank) FROM flyway_schema_history")) {
 *             return row.getInt(1);
 *           }
 *         })
 * </pre>
 */
@FunctionalInterface
public interface VersionReader {
  /**
   * Reads the version. May be called several times for one file, and by several threads for several
   * files.
   *
   * @param connection must only be read from, not closed, and its transaction not ended
   * @return the version of the registry whose schema the file has; 0 if it is not known, so that
   *     the schema alone decides
   * @throws SQLException if it cannot be read; the file is then refused
   */
  int versionOf(Connection connection) throws SQLException;
}
