package dev.rungs.runtime.internal.inspect;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.errors.FileText;
import dev.rungs.runtime.internal.open.DatabaseAddress;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.plan.SchemaMatch;
import dev.rungs.runtime.internal.plan.UnprovenScripts;
import dev.rungs.runtime.internal.sql.SchemaDifference;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.TableDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The schemas that the versions of a registry have.
 *
 * <p>The compiler leaves a fingerprint with each version. If it did not, or if differences are
 * needed, the scripts are run on a database in memory; steps are not, for they change no schema.
 * From the first version whose schema is unknown on, nothing is known.
 */
public final class KnownSchemas {
  /** Among more versions than these, the nearest is looked for among the last of them. */
  private static final int NEAREST_AMONG = 200;

  private final Registry registry;
  private final int known;
  private int replayedTo;
  private List<SchemaSnapshot> replayed = List.of();

  /** The schemas of a registry. Scripts are run only when they are needed. */
  public KnownSchemas(Registry registry) {
    this.registry = registry;
    this.known = known(registry);
  }

  /** Compares with one version. */
  public SchemaMatch compare(int version, SchemaSnapshot actual) {
    if (version < 1 || version > known) {
      return SchemaMatch.UNKNOWN;
    }
    if (isSame(version, actual.fingerprint())) {
      return new SchemaMatch(List.of(version), version, List.of());
    }
    SchemaSnapshot expected = replayed(version);
    List<String> differences =
        expected == null
            ? List.of("its fingerprint is another")
            : visible(SchemaDifference.between(expected, actual));
    return differences.isEmpty()
        ? new SchemaMatch(List.of(), version, differences)
        : new SchemaMatch(laterWith(version, actual), version, differences);
  }

  /** The later versions that have a schema, which an unfinished upgrade may have left. */
  private List<Integer> laterWith(int version, SchemaSnapshot actual) {
    List<Integer> same = new ArrayList<>();
    String fingerprint = actual.fingerprint();
    for (int v = version + 1; v <= known; v++) {
      if (isSame(v, fingerprint)) {
        same.add(v);
      }
    }
    return same;
  }

  /**
   * Compares the order of columns with a version's.
   *
   * @param names of tables, folded; one that is no table, as a view, stands for all of them
   * @return one phrase for each table whose columns stand in another order
   */
  List<String> orders(int version, SchemaSnapshot actual, Set<String> names) {
    SchemaSnapshot expected = names.isEmpty() || version > known ? null : replayed(version);
    if (expected == null) {
      return List.of();
    }
    Map<String, TableDefinition> tables = new HashMap<>();
    for (TableDefinition table : expected.tables()) {
      tables.put(SqlNames.fold(table.name()), table);
    }
    boolean all = actual.hasViewAmong(names);
    List<String> orders = new ArrayList<>();
    for (TableDefinition table : actual.tables()) {
      String name = SqlNames.fold(table.name());
      TableDefinition right = tables.get(name);
      if (right != null && (all || names.contains(name)) && !order(right).equals(order(table))) {
        orders.add(
            "table "
                + table.name()
                + " has ("
                + String.join(", ", order(table))
                + "), not ("
                + String.join(", ", order(right))
                + ")");
      }
    }
    return visible(orders);
  }

  /** The names in them may be those of a file from anywhere. */
  private static List<String> visible(List<String> differences) {
    return differences.stream().map(FileText::visible).toList();
  }

  private static List<String> order(TableDefinition table) {
    return table.columns().stream().map(column -> SqlNames.fold(column.name())).toList();
  }

  /** Finds the versions that have a schema, or else the nearest. */
  SchemaMatch find(SchemaSnapshot actual) {
    String fingerprint = actual.fingerprint();
    List<Integer> same = new ArrayList<>();
    for (int v = 1; v <= known; v++) {
      if (isSame(v, fingerprint)) {
        same.add(v);
      }
    }
    return same.isEmpty() ? nearest(actual) : new SchemaMatch(same, same.get(0), List.of());
  }

  private SchemaMatch nearest(SchemaSnapshot actual) {
    SchemaMatch nearest = SchemaMatch.UNKNOWN;
    for (int v = known; v >= Math.max(1, known - NEAREST_AMONG + 1); v--) {
      SchemaSnapshot candidate = replayed(v);
      if (candidate != null) {
        List<String> differences = visible(SchemaDifference.between(candidate, actual));
        if (nearest.reference() == 0 || differences.size() < nearest.differences().size()) {
          nearest = new SchemaMatch(List.of(), v, differences);
        }
      }
    }
    return nearest;
  }

  private boolean isSame(int version, String fingerprint) {
    String declared = registry.migration(version).fingerprint().orElse(null);
    if (declared != null && algorithm(declared).equals(algorithm(fingerprint))) {
      return declared.equals(fingerprint);
    }
    SchemaSnapshot schema = replayed(version);
    return schema != null && schema.fingerprint().equals(fingerprint);
  }

  private static String algorithm(String fingerprint) {
    return fingerprint.substring(0, fingerprint.indexOf(':') + 1);
  }

  private SchemaSnapshot replayed(int version) {
    if (version > replayedTo) {
      replayed = replay(version);
      replayedTo = version;
    }
    return version <= replayed.size() ? replayed.get(version - 1) : null;
  }

  /** Runs the scripts up to the first that cannot be run here, as for want of a function. */
  private List<SchemaSnapshot> replay(int last) {
    List<SchemaSnapshot> schemas = new ArrayList<>();
    try (Connection connection = DatabaseAddress.openInMemory()) {
      Sql.run(connection, "BEGIN");
      for (int v = 1; v <= last; v++) {
        MigrationDefinition migration = registry.migration(v);
        if (UnprovenScripts.inUp(migration) != null) {
          // Not even here, where it could reach into other files.
          return schemas;
        }
        for (SqlStatement statement : ScriptSplitter.split(migration.up().orElse(""))) {
          Sql.run(connection, statement.text());
        }
        schemas.add(SchemaSnapshot.read(connection));
      }
    } catch (SQLException e) {
      System.getLogger("dev.rungs")
          .log(
              System.Logger.Level.DEBUG,
              "The schema of version " + (schemas.size() + 1) + " is not known here.",
              e);
    }
    return schemas;
  }

  private static int known(Registry registry) {
    for (int v = 1; v <= registry.currentVersion(); v++) {
      if (registry.migration(v).schemaUnknown()) {
        return v - 1;
      }
    }
    return registry.currentVersion();
  }
}
