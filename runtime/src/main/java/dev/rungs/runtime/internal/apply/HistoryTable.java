package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.inspect.HistoryReader;
import dev.rungs.runtime.internal.open.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the table {@code rungs_history}, which {@link HistoryReader} reads. */
final class HistoryTable {
  private static final String TABLE = "main." + HistoryReader.TABLE;

  private HistoryTable() {}

  /** Creates the table if it does not exist. */
  static void ensure(Connection connection) throws SQLException {
    Sql.run(connection, "CREATE TABLE IF NOT EXISTS main." + HistoryReader.DEFINITION);
  }

  /** Tells whether the table has no rows. */
  static boolean isEmpty(Connection connection) throws SQLException {
    return Sql.number(connection, "SELECT EXISTS (SELECT 1 FROM " + TABLE + ")") == 0;
  }

  /** Adds the row of a version. */
  static void insert(
      Connection connection, MigrationDefinition migration, AppliedMigration applied, String schema)
      throws SQLException {
    try (PreparedStatement insert = insertion(connection)) {
      insert(insert, migration, applied, schema);
    }
  }

  /**
   * Prepares what {@link #insert(PreparedStatement, MigrationDefinition, AppliedMigration, String)}
   * runs.
   */
  static PreparedStatement insertion(Connection connection) throws SQLException {
    return connection.prepareStatement(
        "INSERT INTO "
            + TABLE
            + " (version, name, kind, checksum, applied_at, millis,"
            + " schema, strategy, destructive, down, down_checksum)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  }

  /** Adds the row of a version by a statement that was prepared for many of them. */
  static void insert(
      PreparedStatement insert,
      MigrationDefinition migration,
      AppliedMigration applied,
      String schema)
      throws SQLException {
    String down = undoScript(migration);
    insert.setInt(1, applied.version());
    insert.setString(2, applied.name());
    insert.setString(3, applied.kind().name().toLowerCase(Locale.ROOT));
    insert.setString(4, applied.checksum());
    insert.setString(5, applied.appliedAt().toString());
    insert.setLong(6, applied.duration().toMillis());
    insert.setString(7, schema);
    insert.setString(8, migration.strategy().name());
    insert.setInt(9, migration.destructive() ? 1 : 0);
    insert.setString(10, down);
    insert.setString(11, down == null ? null : HistoryReader.checksum(down));
    insert.executeUpdate();
  }

  /**
   * Dates every row of a history that the compiler wrote, and returns what versions it holds, from
   * the baseline on as far as they are of one schema.
   */
  static List<AppliedMigration> date(Connection connection, Registry registry, Instant when)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE " + TABLE + " SET applied_at = ?")) {
      update.setString(1, when.toString());
      update.executeUpdate();
    }
    List<AppliedMigration> dated = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT version, name, checksum, millis, schema FROM "
                    + TABLE
                    + ""
                    + " ORDER BY version")) {
      while (row.next()
          && row.getInt(1) == registry.baseline() + dated.size()
          && registry.schemaName().equals(row.getString(5))) {
        Duration duration = Duration.ofMillis(row.getLong(4));
        dated.add(
            new AppliedMigration(
                row.getInt(1), row.getString(2), Kind.CREATED, row.getString(3), when, duration));
      }
    }
    return dated;
  }

  /** Deletes the row of a version. */
  static void delete(Connection connection, int version) throws SQLException {
    Sql.run(connection, "DELETE FROM " + TABLE + " WHERE version = " + version);
  }

  /** Notes that wiped content is restored. */
  static void markRepopulated(Connection connection, Instant when) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE "
                + TABLE
                + " SET repopulated_at = ?"
                + " WHERE kind = 'rebuilt' AND repopulated_at IS NULL")) {
      update.setString(1, when.toString());
      update.executeUpdate();
    }
  }

  /**
   * Returns the SQL by which a build that does not have the migration can undo it: none if its Java
   * step has a part in it.
   */
  private static String undoScript(MigrationDefinition migration) {
    return migration.reversible() && !migration.hasReversibleStep()
        ? migration.down().orElse(null)
        : null;
  }
}
