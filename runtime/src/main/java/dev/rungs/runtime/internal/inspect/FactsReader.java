package dev.rungs.runtime.internal.inspect;

import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.Stamp;
import dev.rungs.runtime.internal.plan.Facts;
import dev.rungs.runtime.internal.plan.History;
import dev.rungs.runtime.internal.plan.PositionalStatements;
import dev.rungs.runtime.internal.plan.SchemaMatch;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Reads from a file what a decision needs, and no more. */
public final class FactsReader {
  private final Registry registry;
  private final Adoption adoption;

  /**
   * A reader for one registry.
   *
   * @param adoption what the caller says about files that another tool kept
   */
  public FactsReader(Registry registry, Adoption adoption) {
    this.registry = registry;
    this.adoption = adoption;
  }

  /** Reads within the caller's transaction, so that all of it is of one moment. */
  public Facts read(Connection connection, Path file) throws SQLException {
    Stamp stamp = Stamp.of(connection);
    return stamp.version() == registry.currentVersion()
        ? Facts.current(file, stamp.version(), stamp.applicationId(), stamp.awaitsContent())
        : read(connection, file, stamp, this::after);
  }

  /** Reads everything, also if the file is current, to undo migrations down to a version. */
  public Facts readToUndo(Connection connection, Path file, int target) throws SQLException {
    return read(connection, file, Stamp.of(connection), stored -> before(stored, target));
  }

  private Facts read(
      Connection connection, Path file, Stamp stamp, IntFunction<Iterable<String>> scripts)
      throws SQLException {
    boolean empty = isEmpty(connection);
    History history = HistoryReader.read(connection);
    boolean unversioned =
        stamp.version() == 0
            ? !empty
            : stamp.version() > registry.currentVersion() && history.isEmpty();
    int chosen =
        unversioned
            ? adoption.version(
                connection, new ErrorContext(file, stamp.version(), registry.currentVersion()))
            : 0;
    return new Facts(
        file,
        true,
        stamp.version(),
        stamp.applicationId(),
        stamp.awaitsContent(),
        empty,
        history,
        schema(connection, stamp.version(), unversioned, chosen, scripts),
        chosen);
  }

  private SchemaMatch schema(
      Connection connection,
      int stored,
      boolean unversioned,
      int chosen,
      IntFunction<Iterable<String>> scripts)
      throws SQLException {
    boolean versioned = stored > 0 && stored <= registry.currentVersion();
    if (!unversioned && !versioned) {
      return SchemaMatch.UNKNOWN;
    }
    SchemaSnapshot actual = SchemaSnapshot.read(connection);
    KnownSchemas schemas = new KnownSchemas(registry, adoption.others());
    SchemaMatch match =
        versioned
            ? schemas.compare(stored, actual)
            : chosen == 0 ? schemas.find(actual) : schemas.compare(chosen, actual);
    int version = versioned ? stored : match.sameAs().size() == 1 ? match.sameAs().get(0) : chosen;
    return version > 0 && match.differences().isEmpty()
        ? match.withOrders(
            schemas.orders(
                version, actual, PositionalStatements.names(scripts.apply(version), actual)))
        : match;
  }

  /** The scripts that would run on a file of a version. Each is made when it is its turn. */
  private Iterable<String> after(int version) {
    int first = Math.max(version + 1, registry.baseline());
    return () ->
        IntStream.rangeClosed(first, registry.currentVersion())
            .mapToObj(v -> registry.migration(v).up())
            .flatMap(Optional::stream)
            .iterator();
  }

  /** The scripts that would undo the versions of a file, the top first. */
  private Iterable<String> before(int version, int target) {
    int top = Math.min(version, registry.currentVersion());
    int last = Math.max(target + 1, registry.baseline());
    return () ->
        IntStream.rangeClosed(last, top)
            .mapToObj(v -> registry.migration(top - (v - last)).down())
            .flatMap(Optional::stream)
            .iterator();
  }

  /**
   * Tells whether there is no object but SQLite's, our own and other tools' bookkeeping. What a
   * migration of ours names is none of these: a schema may have a table called {@code changelog}.
   */
  private boolean isEmpty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT name, tbl_name FROM main.sqlite_schema"
                    + " WHERE NOT (type = 'table' AND (lower(name) = 'sqlite_sequence'"
                    + " OR lower(name) GLOB 'sqlite_stat[1-4]'))"
                    + " AND NOT (type = 'index' AND sql IS NULL)"
                    + " AND name NOT LIKE 'rungs\\_%' ESCAPE '\\'"
                    + " AND tbl_name NOT LIKE 'rungs\\_%' ESCAPE '\\'")) {
      Set<String> own = null;
      while (rows.next()) {
        String name = String.valueOf(rows.getString(1));
        String table = String.valueOf(rows.getString(2));
        if (!adoption.others().isIgnored(table) && !adoption.others().isChosen(name)) {
          return false;
        }
        if (own == null) {
          own = NamedObjects.of(registry);
        }
        if (own.contains(SqlNames.fold(name)) || own.contains(SqlNames.fold(table))) {
          return false;
        }
      }
      return true;
    }
  }
}
