package dev.rungs.replicated.internal;

import dev.rungs.Strategy;
import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rows of {@code rungs_history} as the runtime writes them: a database in memory is adopted at
 * the last version, which writes every row and runs no SQL. So the table is the one of a file to
 * the letter, and a backup of a server is a file that Rungs can open.
 */
final class HistoryRows {
  private static final String PREFIX = "CREATE TABLE ";

  private final List<List<String>> rows = new ArrayList<>();
  private final List<AppliedMigration> adopted;
  private final String table;
  private final int baseline;

  private HistoryRows(Mirror scratch, Registry registry) throws SQLException {
    baseline = registry.baseline();
    try (Statement statement = scratch.connection().createStatement()) {
      // An empty database would be created, not adopted.
      statement.execute("CREATE TABLE any_other (a)");
      adopted =
          Migrator.builder(new Unproven(registry))
              .adoptAs(registry.currentVersion())
              .build()
              .migrate(scratch.connection())
              .applied();
      try (ResultSet result =
          statement.executeQuery("SELECT sql FROM sqlite_schema WHERE name = 'rungs_history'")) {
        table = result.getString(1);
      }
      try (ResultSet result =
          statement.executeQuery("SELECT * FROM rungs_history ORDER BY version")) {
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(literal(result.getObject(i)));
          }
          rows.add(row);
        }
      }
    }
  }

  /** Makes the rows of every version of a registry, which has at least one. */
  static HistoryRows of(Registry registry) {
    try (Mirror scratch = Mirror.empty()) {
      return new HistoryRows(scratch, registry);
    } catch (SQLException e) {
      throw new IllegalStateException("SQLite in memory failed: " + e.getMessage(), e);
    }
  }

  /** The statement that makes the table where there is none. */
  String table() {
    return PREFIX + "IF NOT EXISTS " + table.substring(PREFIX.length());
  }

  /** The lowest version that has a row. */
  int baseline() {
    return baseline;
  }

  /** What is reported of a version. */
  AppliedMigration applied(int version, Kind kind, Instant when) {
    AppliedMigration row = adopted.get(version - baseline);
    return new AppliedMigration(version, row.name(), kind, row.checksum(), when, row.duration());
  }

  /** The statement that writes the row of a version. */
  String insert(AppliedMigration applied) {
    List<String> row = new ArrayList<>(rows.get(applied.version() - baseline));
    row.set(2, SqlNames.literal(applied.kind().name().toLowerCase(Locale.ROOT)));
    row.set(4, SqlNames.literal(applied.appliedAt().toString()));
    return "INSERT INTO rungs_history VALUES (" + String.join(", ", row) + ")";
  }

  private static String literal(Object value) {
    if (value == null) {
      return "NULL";
    }
    return value instanceof Number ? value.toString() : SqlNames.literal(value.toString());
  }

  /** The same migrations with schemas that nobody knows, so that none is compared or replayed. */
  private record Unproven(Registry registry) implements Registry {
    @Override
    public String schemaName() {
      return registry.schemaName();
    }

    @Override
    public int currentVersion() {
      return registry.currentVersion();
    }

    @Override
    public int baseline() {
      return registry.baseline();
    }

    @Override
    public MigrationDefinition migration(int version) {
      MigrationDefinition proven = registry.migration(version);
      MigrationDefinition.Builder copy =
          MigrationDefinition.builder(version, proven.name(), proven.source()).schemaUnknown();
      proven.up().ifPresent(copy::up);
      proven.down().ifPresent(copy::down);
      if (proven.strategy() == Strategy.REBUILD) {
        copy.rebuild();
      }
      if (proven.destructive()) {
        copy.destructive();
      }
      if (proven.hasReversibleStep()) {
        copy.reversibleStep();
      } else if (proven.hasStep()) {
        copy.step();
      }
      return copy.build();
    }
  }
}
