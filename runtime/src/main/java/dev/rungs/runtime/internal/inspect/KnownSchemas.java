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
  private final OtherTools others;
  private final int known;

  /** What was read last. To read a schema takes longer than to run the script that changed it. */
  private Span span = new Span(1, 0);

  private List<SchemaSnapshot> replayed = List.of();

  /** Versions whose schemas are read in one run of the scripts. */
  private record Span(int first, int last) {
    boolean has(int version) {
      return version >= first && version <= last;
    }
  }

  /**
   * The schemas of a registry. Scripts are run only when they are needed.
   *
   * @param others what is no difference
   */
  public KnownSchemas(Registry registry, OtherTools others) {
    this.registry = registry;
    this.others = others;
    this.known = known(registry);
  }

  /** Compares with one version. */
  public SchemaMatch compare(int version, SchemaSnapshot all) {
    if (version < registry.baseline() || version > known) {
      return SchemaMatch.UNKNOWN;
    }
    Span asked = new Span(version, version);
    SchemaSnapshot actual = own(version, all, asked);
    if (isSame(version, actual.fingerprint(), asked)) {
      return new SchemaMatch(List.of(version), version, List.of());
    }
    SchemaSnapshot expected = replayed(version, asked);
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
    Span later = new Span(version + 1, known);
    for (int v = later.first; v <= known; v++) {
      if (isSame(v, fingerprint, later)) {
        same.add(v);
      }
    }
    return same;
  }

  /**
   * Compares the order of columns with a version's.
   *
   * @param names of tables, folded
   * @return one phrase for each table whose columns stand in another order
   */
  List<String> orders(int version, SchemaSnapshot actual, Set<String> names) {
    SchemaSnapshot expected =
        names.isEmpty() || version < registry.baseline() || version > known
            ? null
            : replayed(version, new Span(version, version));
    if (expected == null) {
      return List.of();
    }
    Map<String, TableDefinition> tables = new HashMap<>();
    for (TableDefinition table : expected.tables()) {
      tables.put(SqlNames.fold(table.name()), table);
    }
    List<String> orders = new ArrayList<>();
    for (TableDefinition table : actual.tables()) {
      String name = SqlNames.fold(table.name());
      TableDefinition right = tables.get(name);
      if (right != null && names.contains(name) && !order(right).equals(order(table))) {
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
    SchemaSnapshot bare = others.without(actual, SchemaSnapshot.EMPTY);
    List<Integer> same = versionsWith(actual);
    if (same.isEmpty() && bare != actual) {
      same = versionsWith(bare);
    }
    if (same.isEmpty() && bare != actual) {
      // A version of ours may itself have one of these tables, and the file another one besides.
      for (int v = registry.baseline(); v <= known; v++) {
        if (isSame(v, own(v, actual, everything()).fingerprint(), everything())) {
          same.add(v);
        }
      }
    }
    return same.isEmpty() ? nearest(actual) : new SchemaMatch(same, same.get(0), List.of());
  }

  private List<Integer> versionsWith(SchemaSnapshot actual) {
    String fingerprint = actual.fingerprint();
    List<Integer> same = new ArrayList<>();
    for (int v = registry.baseline(); v <= known; v++) {
      if (isSame(v, fingerprint, everything())) {
        same.add(v);
      }
    }
    return same;
  }

  /** Leaves out what other tools keep in the file, unless the version has it as well. */
  private SchemaSnapshot own(int version, SchemaSnapshot all, Span asked) {
    SchemaSnapshot bare = others.without(all, SchemaSnapshot.EMPTY);
    if (bare == all || isSame(version, all.fingerprint(), asked)) {
      return all;
    }
    if (isSame(version, bare.fingerprint(), asked)) {
      return bare;
    }
    SchemaSnapshot expected = replayed(version, asked);
    return expected == null ? bare : others.without(all, expected);
  }

  private SchemaMatch nearest(SchemaSnapshot actual) {
    SchemaMatch nearest = SchemaMatch.UNKNOWN;
    Span last = new Span(Math.max(registry.baseline(), known - NEAREST_AMONG + 1), known);
    for (int v = last.last; v >= last.first; v--) {
      SchemaSnapshot candidate = replayed(v, last);
      if (candidate != null) {
        List<String> differences =
            visible(SchemaDifference.between(candidate, others.without(actual, candidate)));
        if (nearest.reference() == 0 || differences.size() < nearest.differences().size()) {
          nearest = new SchemaMatch(List.of(), v, differences);
        }
      }
    }
    return nearest;
  }

  private boolean isSame(int version, String fingerprint, Span asked) {
    String declared = registry.migration(version).fingerprint().orElse(null);
    if (declared != null && algorithm(declared).equals(algorithm(fingerprint))) {
      return declared.equals(fingerprint);
    }
    SchemaSnapshot schema = replayed(version, asked);
    return schema != null && schema.fingerprint().equals(fingerprint);
  }

  private static String algorithm(String fingerprint) {
    return fingerprint.substring(0, fingerprint.indexOf(':') + 1);
  }

  private Span everything() {
    return new Span(registry.baseline(), known);
  }

  /**
   * The schema of a version; null if it cannot be told.
   *
   * @param asked the versions that will be asked for as well
   */
  private SchemaSnapshot replayed(int version, Span asked) {
    if (!span.has(version)) {
      replayed = replay(asked);
      span = asked;
    }
    int index = version - span.first;
    return index < replayed.size() ? replayed.get(index) : null;
  }

  /** Runs the scripts up to the first that cannot be run here, as for want of a function. */
  private List<SchemaSnapshot> replay(Span asked) {
    List<SchemaSnapshot> schemas = new ArrayList<>();
    int version = registry.baseline();
    try (Connection connection = DatabaseAddress.openInMemory()) {
      Sql.run(connection, "BEGIN");
      for (; version <= asked.last; version++) {
        MigrationDefinition migration = registry.migration(version);
        if (UnprovenScripts.inUp(migration) != null) {
          // Not even here, where it could reach into other files.
          return schemas;
        }
        for (SqlStatement statement : ScriptSplitter.split(migration.up().orElse(""))) {
          Sql.run(connection, statement.text());
        }
        if (asked.has(version)) {
          schemas.add(SchemaSnapshot.read(connection));
        }
      }
    } catch (SQLException e) {
      System.getLogger("dev.rungs")
          .log(
              System.Logger.Level.DEBUG,
              "The schema of version " + version + " is not known here.",
              e);
    }
    return schemas;
  }

  private static int known(Registry registry) {
    for (int v = registry.baseline(); v <= registry.currentVersion(); v++) {
      if (registry.migration(v).schemaUnknown()) {
        return v - 1;
      }
    }
    return registry.currentVersion();
  }
}
