package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.sql.Checksum;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The history of a file that a registry created, written for the compiler: it has run the scripts
 * itself, one after another, and needs what {@link MigrationRunner} would have left beside them.
 * {@link ImageCreation} dates the rows when a file is created.
 */
public final class FinishedHistory {
  private FinishedHistory() {}

  /**
   * Writes the table, a row for each version, and the version of the file.
   *
   * @param connection to a database with the schema of that version and without a history
   * @param registry none of its versions up to that one has a step
   * @param version the newest version that was run
   * @throws SQLException if it cannot be written
   */
  public static void write(Connection connection, Registry registry, int version)
      throws SQLException {
    Sql.run(connection, "BEGIN");
    HistoryTable.ensure(connection);
    try (PreparedStatement insert = HistoryTable.insertion(connection)) {
      for (int v = registry.baseline(); v <= version; v++) {
        MigrationDefinition migration = registry.migration(v);
        AppliedMigration applied =
            new AppliedMigration(
                v,
                migration.name(),
                Kind.CREATED,
                Checksum.of(migration.up(), Optional.empty()),
                Instant.EPOCH,
                Duration.ZERO);
        HistoryTable.insert(insert, migration, applied, registry.schemaName());
      }
    }
    Sql.run(connection, "PRAGMA main.user_version = " + version);
    Sql.run(connection, "COMMIT");
  }
}
