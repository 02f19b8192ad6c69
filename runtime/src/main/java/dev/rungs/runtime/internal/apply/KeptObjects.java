package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.inspect.NamedObjects;
import dev.rungs.runtime.internal.inspect.OtherTools;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * What a wipe leaves alone: what is ignored, unless a migration names it, for then it is the
 * schema's own and is created again.
 */
final class KeptObjects {
  private final Set<String> kept = new HashSet<>();
  private final Set<String> keptTables = new HashSet<>();

  private KeptObjects() {}

  static KeptObjects of(Connection connection, Registry registry, OtherTools others)
      throws SQLException {
    KeptObjects result = new KeptObjects();
    Set<String> virtual = new HashSet<>();
    Set<String> own = null;
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT name, tbl_name, type, sql LIKE 'create virtual%'"
                    + " FROM main.sqlite_schema ORDER BY type = 'table' DESC, length(name)")) {
      while (rows.next()) {
        String name = SqlNames.fold(rows.getString(1));
        String table = SqlNames.fold(rows.getString(2));
        boolean isTable = rows.getString(3).equals("table");
        boolean keep =
            result.keptTables.contains(table)
                || others.isChosen(name)
                || others.isIgnored(table)
                || (isTable && isShadow(name, virtual));
        if (keep && own == null) {
          own = NamedObjects.of(registry);
        }
        if (keep && !own.contains(name) && !own.contains(table)) {
          result.kept.add(name);
          if (isTable) {
            result.keptTables.add(name);
          }
          if (isTable && rows.getInt(4) != 0) {
            virtual.add(name);
          }
        }
      }
    }
    return result;
  }

  /** Tells whether an object stays. */
  boolean contains(String name) {
    return kept.contains(SqlNames.fold(name));
  }

  /** Returns the tables that stay, folded. */
  Set<String> tables() {
    return keptTables;
  }

  private static boolean isShadow(String table, Set<String> virtual) {
    return virtual.stream().anyMatch(owner -> table.startsWith(owner + "_"));
  }
}
