package dev.rungs.runtime.internal.inspect;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.open.Stamp;
import dev.rungs.runtime.internal.plan.Facts;
import dev.rungs.runtime.internal.plan.History;
import dev.rungs.runtime.internal.plan.PositionalStatements;
import dev.rungs.runtime.internal.plan.SchemaMatch;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads from a file what a decision needs, and no more. */
public final class FactsReader {
  private final Registry registry;
  private final int adoptAs;

  /**
   * A reader for one registry.
   *
   * @param adoptAs the version the caller chose for an unversioned file, or 0
   */
  public FactsReader(Registry registry, int adoptAs) {
    this.registry = registry;
    this.adoptAs = adoptAs;
  }

  /** Reads within the caller's transaction, so that all of it is of one moment. */
  public Facts read(Connection connection, Path file) throws SQLException {
    Stamp stamp = Stamp.of(connection);
    return stamp.version() == registry.currentVersion()
        ? Facts.current(file, stamp.version(), stamp.applicationId(), stamp.awaitsContent())
        : read(connection, file, stamp);
  }

  /** Reads everything, also if the file is current. */
  public Facts readAll(Connection connection, Path file) throws SQLException {
    return read(connection, file, Stamp.of(connection));
  }

  private Facts read(Connection connection, Path file, Stamp stamp) throws SQLException {
    boolean empty = isEmpty(connection);
    History history = HistoryReader.read(connection);
    return new Facts(
        file,
        true,
        stamp.version(),
        stamp.applicationId(),
        stamp.awaitsContent(),
        empty,
        history,
        schema(connection, stamp.version(), empty));
  }

  private SchemaMatch schema(Connection connection, int stored, boolean empty) throws SQLException {
    boolean unversioned = stored == 0 && !empty;
    boolean versioned = stored > 0 && stored <= registry.currentVersion();
    if (!unversioned && !versioned) {
      return SchemaMatch.UNKNOWN;
    }
    SchemaSnapshot actual = SchemaSnapshot.read(connection);
    KnownSchemas schemas = new KnownSchemas(registry);
    SchemaMatch match =
        versioned
            ? schemas.compare(stored, actual)
            : adoptAs == 0 ? schemas.find(actual) : schemas.compare(adoptAs, actual);
    int version = versioned ? stored : match.sameAs().size() == 1 ? match.sameAs().get(0) : adoptAs;
    return version > 0 && match.differences().isEmpty()
        ? match.withOrders(
            schemas.orders(version, actual, PositionalStatements.names(after(version))))
        : match;
  }

  private List<MigrationDefinition> after(int version) {
    List<MigrationDefinition> pending = new ArrayList<>();
    for (int v = version + 1; v <= registry.currentVersion(); v++) {
      pending.add(registry.migration(v));
    }
    return pending;
  }

  /** Tells whether there is no object but SQLite's and our own bookkeeping. */
  private static boolean isEmpty(Connection connection) throws SQLException {
    return Sql.number(
            connection,
            "SELECT count(*) FROM main.sqlite_schema"
                + " WHERE NOT (type = 'table' AND (lower(name) = 'sqlite_sequence'"
                + " OR lower(name) GLOB 'sqlite_stat[1-4]'))"
                + " AND NOT (type = 'index' AND sql IS NULL)"
                + " AND name NOT IN ('_litestream_lock', '_litestream_seq')"
                + " AND name NOT LIKE 'rungs\\_%' ESCAPE '\\'"
                + " AND tbl_name NOT LIKE 'rungs\\_%' ESCAPE '\\'")
        == 0;
  }
}
