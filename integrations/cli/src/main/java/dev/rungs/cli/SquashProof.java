package dev.rungs.cli;

import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Runs the script of a baseline and looks whether it builds what the migrations built. */
final class SquashProof {
  private SquashProof() {}

  /** Fails unless the registry recognises the schema, and as many rows are there. */
  static void require(Registry registry, int version, SquashScript script) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(script.sql());
      if (script.hasSchema()) {
        requireSchema(registry, version, connection);
      }
      for (Map.Entry<String, Long> table : script.rows().entrySet()) {
        try (ResultSet row =
            statement.executeQuery("SELECT count(*) FROM " + SquashScript.quote(table.getKey()))) {
          if (row.getLong(1) != table.getValue()) {
            throw new CommandFailure(
                "The script would insert "
                    + row.getLong(1)
                    + " rows into "
                    + table.getKey()
                    + ", not "
                    + table.getValue()
                    + ". Nothing was written; please report this.");
          }
        }
      }
    } catch (SQLException e) {
      throw new CommandFailure(
          "SQLite refuses the script that was to be written: "
              + e.getMessage()
              + ". Nothing was written; please report this.",
          e);
    }
  }

  private static void requireSchema(Registry registry, int version, Connection connection) {
    MigrationPlan plan =
        Migrator.builder(registry.upTo(version))
            .adoptAs(version)
            .allowDestructive()
            .build()
            .plan(connection);
    if (plan.refusal().isPresent()) {
      throw new CommandFailure(
          "The script that was to be written does not build the schema of version "
              + version
              + ". "
              + plan.refusal().get().problem()
              + " Nothing was written; please report this.",
          plan.refusal().get());
    }
  }
}
