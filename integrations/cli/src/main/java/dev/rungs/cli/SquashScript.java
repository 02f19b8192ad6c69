package dev.rungs.cli;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The script that builds at once what the migrations up to a version build on an empty database:
 * the schema, and the rows that they insert.
 *
 * <p>Tables come first, then rows, then indexes, views and triggers, so that no trigger fires on a
 * row that it has changed already.
 */
final class SquashScript {
  private static final int ROWS_OF_A_STATEMENT = 100;
  private static final Pattern MODULE =
      Pattern.compile("\\bUSING\\s+(\\w+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern CONTENT =
      Pattern.compile("\\bcontent\\s*=\\s*('[^']*'|\"[^\"]*\"|\\w+)?", Pattern.CASE_INSENSITIVE);

  private final BuiltSchema built;
  private final StringBuilder sql = new StringBuilder();
  private final Map<String, Long> rows = new LinkedHashMap<>();
  private final List<String> unreadable = new ArrayList<>();
  private final List<String> indexes = new ArrayList<>();

  private SquashScript(BuiltSchema built) {
    this.built = built;
  }

  /** Writes the script of a database that the migrations have built. */
  static SquashScript of(BuiltSchema built) {
    SquashScript script = new SquashScript(built);
    List<BuiltSchema.Entry> entries = built.entries();
    try {
      entries.stream().filter(SquashScript::isTable).forEach(script::define);
      for (BuiltSchema.Entry entry : entries) {
        if (isTable(entry)) {
          script.insertRows(entry);
        }
      }
      // Search indexes over the rows of other tables, which have them now.
      script.indexes.forEach(script.sql::append);
      script.continueNumbers();
    } catch (SQLException e) {
      throw new CommandFailure("The rows could not be read: " + e.getMessage() + ".", e);
    }
    entries.stream().filter(entry -> !isTable(entry)).forEach(script::define);
    return script;
  }

  /** The script. */
  String sql() {
    return sql.toString().stripTrailing() + "\n";
  }

  /** Whether there is anything to build. */
  boolean hasSchema() {
    return sql.length() > 0;
  }

  /** How many rows it inserts, by table; those without any are left out. */
  Map<String, Long> rows() {
    return rows;
  }

  /** Tables that hold rows which cannot be read back, and so are not in the script. */
  List<String> unreadable() {
    return unreadable;
  }

  private static boolean isTable(BuiltSchema.Entry entry) {
    return entry.type().equals("table");
  }

  private void define(BuiltSchema.Entry entry) {
    sql.append(entry.sql()).append(";\n\n");
  }

  private void insertRows(BuiltSchema.Entry table) throws SQLException {
    String name = quote(table.name());
    long count = number("SELECT count(*) FROM " + name);
    String module = module(table.sql());
    if (module.startsWith("fts")) {
      Matcher content = CONTENT.matcher(table.sql());
      if (content.find()) {
        boolean contentless = content.group(1) == null || content.group(1).length() == 2;
        if (contentless && count > 0) {
          unreadable.add(table.name());
        } else if (!contentless) {
          indexes.add("INSERT INTO " + name + " (" + name + ") VALUES ('rebuild');\n\n");
        }
        return;
      }
    }
    if (count == 0) {
      return;
    }
    List<String> columns = columns(table.name());
    if (hasRowid(table) && (module.startsWith("fts") || needsRowid(table, module, count))) {
      columns.add(0, "rowid");
    }
    write(name, columns, hasRowid(table) ? " ORDER BY rowid" : "");
    rows.put(table.name(), count);
  }

  private void write(String table, List<String> columns, String order) throws SQLException {
    String list = String.join(", ", columns);
    String values =
        String.join(" || ', ' || ", columns.stream().map(SquashScript::literalOf).toList());
    try (Statement statement = built.connection().createStatement();
        ResultSet row = statement.executeQuery("SELECT " + values + " FROM " + table + order)) {
      int written = 0;
      while (row.next()) {
        boolean first = written % ROWS_OF_A_STATEMENT == 0;
        if (first && written > 0) {
          sql.append(";\n");
        }
        sql.append(first ? "INSERT INTO " + table + " (" + list + ") VALUES\n  (" : ",\n  (")
            .append(row.getString(1))
            .append(')');
        written++;
      }
      sql.append(";\n\n");
    }
  }

  /** Text with a NUL in it ends there for quote(). */
  private static String literalOf(String column) {
    return "CASE WHEN typeof("
        + column
        + ") = 'text' AND instr("
        + column
        + ", char(0)) THEN 'CAST(' || quote(CAST("
        + column
        + " AS BLOB)) || ' AS TEXT)' ELSE quote("
        + column
        + ") END";
  }

  /** The columns that can be inserted into: no generated ones, none that a module hides. */
  private List<String> columns(String table) {
    List<String> columns = new ArrayList<>();
    for (String name :
        built.strings("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", table)) {
      columns.add(quote(name));
    }
    return columns;
  }

  /** Whether rows have numbers that nothing else keeps and that are not 1, 2, 3, … */
  private boolean needsRowid(BuiltSchema.Entry table, String module, long count)
      throws SQLException {
    String name = quote(table.name());
    return module.isEmpty()
        && (number("SELECT min(rowid) FROM " + name) != 1
            || number("SELECT max(rowid) FROM " + name) != count)
        && built
            .strings(
                "SELECT max(type) FROM pragma_table_xinfo(?) WHERE pk > 0"
                    + " HAVING count(*) = 1 AND max(upper(type)) = 'INTEGER'",
                table.name())
            .isEmpty();
  }

  /** A number that AUTOINCREMENT has given is not given again, also if its row is gone. */
  private void continueNumbers() throws SQLException {
    if (number("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'") == 0) {
      return;
    }
    for (String table : built.strings("SELECT name FROM sqlite_sequence ORDER BY name")) {
      long given =
          Long.parseLong(
              built.strings("SELECT seq FROM sqlite_sequence WHERE name = ?", table).get(0));
      if (number("SELECT ifnull(max(rowid), 0) FROM " + quote(table)) != given) {
        String name = "'" + table.replace("'", "''") + "'";
        sql.append("DELETE FROM sqlite_sequence WHERE name = " + name + ";\n");
        sql.append(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (" + name + ", " + given + ");\n\n");
      }
    }
  }

  private boolean hasRowid(BuiltSchema.Entry table) {
    return built
        .strings(
            "SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND name = ? AND wr = 0"
                + " AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(?) AS c"
                + " WHERE lower(c.name) = 'rowid')",
            table.name(),
            table.name())
        .equals(List.of("1"));
  }

  private static String module(String sql) {
    boolean isVirtual = sql.toUpperCase(Locale.ROOT).startsWith("CREATE VIRTUAL");
    Matcher module = MODULE.matcher(sql);
    return isVirtual && module.find() ? module.group(1).toLowerCase(Locale.ROOT) : "";
  }

  private long number(String query) throws SQLException {
    try (Statement statement = built.connection().createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.getLong(1);
    }
  }

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
