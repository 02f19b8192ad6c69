package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
  static WorkEstimate byTables(Connection connection, List<SqlStatement> statements)
      throws SQLException {
    Map<String, String> tables = tables(connection);
    Map<String, Double> rows = new HashMap<>();
    double[] operations = new double[statements.size()];
    double total = 0;
    for (int i = 0; i < operations.length; i++) {
      operations[i] = OPERATIONS_AT_LEAST;
      for (String name : names(statements.get(i))) {
        if (tables.containsKey(name)) {
          if (!rows.containsKey(name)) {
            rows.put(name, greatestRowid(connection, tables.get(name)));
          }
          operations[i] += OPERATIONS_PER_ROW * rows.get(name);
        }
      }
      total += operations[i];
    }
    return new WorkEstimate(operations, total);
  }

  /** Returns how much of the script a statement is, as a part of 1: of a long script, by length. */
  double share(int index, SqlStatement statement) {
    return (operations.length == 0 ? statement.text().length() : operations[index]) / total;
  }

  double operations(int index) {
    return operations.length == 0 ? OPERATIONS_AT_LEAST : operations[index];
  }

  private static Set<String> names(SqlStatement statement) {
    Set<String> names = new HashSet<>();
    for (SqlToken token : SqlTokenizer.significant(statement.text())) {
      if (token.isName()) {
        names.add(SqlNames.fold(token.value()));
      }
    }
    return names;
  }

  /** Returns the tables there are, by their folded names. */
  private static Map<String, String> tables(Connection connection) throws SQLException {
    Map<String, String> tables = new HashMap<>();
    try (Statement list = connection.createStatement();
        ResultSet row =
            list.executeQuery(
                "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 0")) {
      while (row.next()) {
        String name = row.getString(1);
        tables.put(SqlNames.fold(name), name);
      }
    }
    return tables;
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
