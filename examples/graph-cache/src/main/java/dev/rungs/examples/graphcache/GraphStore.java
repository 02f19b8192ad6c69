package dev.rungs.examples.graphcache;

import dev.rungs.examples.graphcache.SourceGraph.Edge;
import dev.rungs.examples.graphcache.SourceGraph.Node;
import dev.rungs.runtime.AppDatabase;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The graph in its file.
 *
 * <p>The file may be wiped only by the process that owns it, because a wipe under another process
 * would destroy its work. So the permission is given in one place, where the owner's lock is held,
 * and nowhere else. For use by one thread.
 */
final class GraphStore implements AutoCloseable {
  private final AppDatabase database;
  private final Optional<OwnerLock> lock;

  private GraphStore(AppDatabase database, Optional<OwnerLock> lock) {
    this.database = database;
    this.lock = lock;
  }

  /**
   * Opens a store as its owner if it has no other. A store that this program cannot upgrade is then
   * wiped. If another process is the owner, it is opened for reading, and nothing is changed.
   */
  static GraphStore own(Path file) {
    Optional<OwnerLock> lock = OwnerLock.tryAcquire(file);
    try {
      AppDatabase.Builder builder = AppDatabase.builder(MigrationRegistry.INSTANCE);
      if (lock.isPresent()) {
        // No backup before a wipe: everything can be read from the sources again.
        builder.migrator(
            migrator -> migrator.allowRebuild().allowRebuildOfNewer().withoutBackups());
      } else {
        builder.readOnly();
      }
      return new GraphStore(builder.open(file), lock);
    } catch (Throwable t) {
      lock.ifPresent(OwnerLock::close);
      throw t;
    }
  }

  /** Opens a store to ask it, beside its owner. Nothing in it is changed. */
  static GraphStore open(Path file) {
    AppDatabase database = AppDatabase.builder(MigrationRegistry.INSTANCE).readOnly().open(file);
    return new GraphStore(database, Optional.empty());
  }

  boolean isOwned() {
    return lock.isPresent();
  }

  /** True from a wipe until the store is {@link #complete}, whatever happens to the process. */
  boolean needsRepopulation() {
    return database.needsRepopulation();
  }

  int version() {
    return database.schemaVersion();
  }

  /** The digest of every file in the store, by path. */
  Map<String, String> digests() throws SQLException {
    Map<String, String> digests = new HashMap<>();
    try (ResultSet row = database.prepare("SELECT path, digest FROM files").executeQuery()) {
      while (row.next()) {
        digests.put(row.getString("path"), row.getString("digest"));
      }
    }
    return digests;
  }

  /** Replaces what the store has of one file, or leaves it as it was if that fails. */
  void put(String path, String digest, SourceGraph graph) throws SQLException {
    database.useTransaction(
        connection -> {
          remove(path);
          long file =
              insert("INSERT INTO files (path, digest) VALUES (?, ?) RETURNING id", path, digest);
          for (Node node : graph.nodes()) {
            long id =
                insert(
                    "INSERT INTO nodes (file_id, kind, owner, name, line, signature)"
                        + " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                    file,
                    text(node.kind()),
                    node.owner(),
                    node.name(),
                    node.line(),
                    node.signature());
            for (Edge edge : node.edges()) {
              write(
                  "INSERT OR IGNORE INTO edges (source_id, kind, target) VALUES (?, ?, ?)",
                  id,
                  text(edge.kind()),
                  edge.target());
            }
          }
        });
  }

  /** Takes a file out of the store, with its nodes and their edges. */
  void remove(String path) throws SQLException {
    write("DELETE FROM files WHERE path = ?", path);
  }

  /**
   * Says that the store has every file: counts the callers again and, after a wipe, marks it
   * repopulated.
   */
  void complete() throws SQLException {
    database.useTransaction(
        connection -> {
          write(
              "UPDATE nodes SET callers = c.callers FROM (SELECT n.id, count(e.target) AS callers"
                  + " FROM nodes n LEFT JOIN edges e ON e.kind = 'calls' AND e.target = n.name"
                  + " WHERE n.kind = 'method' GROUP BY n.id) c"
                  + " WHERE c.id = nodes.id AND c.callers <> nodes.callers");
          database.markRepopulated();
        });
  }

  /** Who calls a method, given as {@code name} or {@code name/arguments}. */
  List<String> callersOf(String method) throws SQLException {
    return lines(
        "SELECT n.owner || '.' || n.name || '  ' || f.path || ':' || n.line FROM edges e"
            + " JOIN nodes n ON n.id = e.source_id JOIN files f ON f.id = n.file_id"
            + " WHERE e.kind = 'calls' AND (e.target = ?1 OR e.target GLOB ?1 || '/*') ORDER BY 1",
        method);
  }

  /** What a type declares, given by its simple name, with the number of each one's callers. */
  List<String> membersOf(String type) throws SQLException {
    return lines(
        "SELECT m.signature || CASE m.kind WHEN 'method' THEN '  (' || m.callers || ' callers)'"
            + " ELSE '' END FROM nodes t"
            + " JOIN nodes m ON m.file_id = t.file_id AND m.owner = ltrim(t.owner || '.' || t.name, '.')"
            + " WHERE t.kind = 'type' AND t.name = ? ORDER BY m.line",
        type);
  }

  /** What extends or implements a type, given by its simple name. */
  List<String> subtypesOf(String type) throws SQLException {
    return lines(
        "SELECT ltrim(n.owner || '.' || n.name, '.') FROM edges e JOIN nodes n ON n.id = e.source_id"
            + " WHERE e.kind = 'extends' AND (e.target = ?1 OR e.target GLOB '*.' || ?1) ORDER BY 1",
        type);
  }

  /** How many files, nodes and edges there are. */
  String size() throws SQLException {
    return lines(
            "SELECT (SELECT count(*) FROM files) || ' files, ' || (SELECT count(*) FROM nodes)"
                + " || ' nodes, ' || (SELECT count(*) FROM edges) || ' edges'")
        .get(0);
  }

  @Override
  public void close() {
    try {
      database.close();
    } finally {
      lock.ifPresent(OwnerLock::close);
    }
  }

  private List<String> lines(String sql, Object... values) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (ResultSet row = prepare(sql, values).executeQuery()) {
      while (row.next()) {
        lines.add(row.getString(1));
      }
    }
    return lines;
  }

  private long insert(String sql, Object... values) throws SQLException {
    try (ResultSet row = prepare(sql, values).executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private void write(String sql, Object... values) throws SQLException {
    prepare(sql, values).executeUpdate();
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    PreparedStatement statement = database.prepare(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
