package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much work the statements of a script are, from the number of rows in the tables they name.
 *
 * <p>The number of rows is taken for the greatest rowid, which is found without a scan.
 */
final class WorkEstimate {
  /** About what an {@code UPDATE} or a copy takes a row. */
  private static final double OPERATIONS_PER_ROW = 12;

  private static final double OPERATIONS_AT_LEAST = 500;

  /** A longer script is many small statements; to look at each costs more than it tells. */
  static final int MOST_STATEMENTS = 200;

  private final double[] operations;
  private final double total;

  private WorkEstimate(double[] operations, double total) {
    this.operations = operations;
    this.total = total;
  }

  /** Estimates by length alone: of a long script, or if it is known that there are no rows. */
  static WorkEstimate byLength(String script) {
    return new WorkEstimate(new double[0], script.length());
  }

  /** Estimates by the sizes of the tables that the statements of a script name. */
  static WorkEstimate byTables(
      Connection connection, List<SqlStatement> statements, KnownTables tables)
      throws SQLException {
    Map<String, Double> rows = new HashMap<>();
    double[] operations = new double[statements.size()];
    double total = 0;
    List<List<SqlToken>> all = new ArrayList<>();
    for (int i = 0; i < operations.length; i++) {
      List<SqlToken> tokens = SqlTokenizer.significant(statements.get(i).text());
      all.add(tokens);
      operations[i] = OPERATIONS_AT_LEAST;
      for (String name : names(tokens)) {
        String table = tables.named(connection, name);
        if (table != null) {
          if (!rows.containsKey(name)) {
            rows.put(name, greatestRowid(connection, table));
          }
          operations[i] += OPERATIONS_PER_ROW * rows.get(name);
        }
      }
      total += operations[i];
    }
    // Only now, for what a script itself creates holds no rows yet.
    all.forEach(tables::follow);
    return new WorkEstimate(operations, total);
  }

  /** Returns how much of the script a statement is, as a part of 1: of a long script, by length. */
  double share(int index, SqlStatement statement) {
    return (operations.length == 0 ? statement.text().length() : operations[index]) / total;
  }

  double operations(int index) {
    return operations.length == 0 ? OPERATIONS_AT_LEAST : operations[index];
  }

  private static Set<String> names(List<SqlToken> statement) {
    Set<String> names = new HashSet<>();
    for (SqlToken token : statement) {
      if (token.isName()) {
        names.add(SqlNames.fold(token.value()));
      }
    }
    return names;
  }

  private static double greatestRowid(Connection connection, String table) throws SQLException {
    try {
      return Sql.number(connection, "SELECT max(rowid) FROM main." + SqlNames.quote(table));
    } catch (SQLException e) {
      if (Failures.mayEndTransaction(e)) {
        throw e;
      }
      // WITHOUT ROWID. An estimate may be wrong; it must not fail a migration.
      return 0;
    }
  }
}
