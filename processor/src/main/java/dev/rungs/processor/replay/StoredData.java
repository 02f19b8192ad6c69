package dev.rungs.processor.replay;

import dev.rungs.processor.replay.loss.Loss;
import dev.rungs.processor.replay.loss.LossFinder;
import dev.rungs.processor.replay.rows.SampleValues;
import dev.rungs.processor.replay.rows.StoredCell;
import dev.rungs.processor.replay.rows.StoredTable;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.ScriptVocabulary;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.internal.sql.SchemaDifference;
import dev.rungs.runtime.internal.sql.SchemaText;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What all tables of a database held at one moment, without those of SQLite and of Rungs. Not
 * changed once it is read.
 */
public final class StoredData {
  private final SchemaText schema;
  private final Map<String, StoredTable> tables;

  private StoredData(SchemaText schema, Map<String, StoredTable> tables) {
    this.schema = schema;
    this.tables = tables;
  }

  /**
   * Reads all tables.
   *
   * @param connection to a database
   * @return what they hold
   * @throws SQLException if they cannot be read
   */
  public static StoredData read(Connection connection) throws SQLException {
    ScratchDatabase database = ScratchDatabase.over(connection);
    List<String> names =
        database.query(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table',"
                + " 'virtual') ORDER BY name",
            row -> row.getString(1));
    Map<String, StoredTable> tables = new LinkedHashMap<>();
    for (String name : names) {
      if (!SqlNames.isSqliteOwn(name) && !SqlNames.isRungsOwn(name)) {
        tables.put(SqlNames.fold(name), StoredTable.read(database, name));
      }
    }
    return new StoredData(SchemaText.read(connection), tables);
  }

  /**
   * Names the tables that hold rows.
   *
   * @return names as stored
   */
  public Set<String> filledTables() {
    return tables.values().stream()
        .filter(table -> !table.rows().isEmpty())
        .map(StoredTable::table)
        .collect(Collectors.toSet());
  }

  /**
   * Compares the schema with another one.
   *
   * @param other read from the database that this one should be like
   * @return a phrase for each difference; empty if the schemas are the same
   */
  public List<String> schemaDifferencesFrom(StoredData other) {
    return SchemaDifference.between(other.schema, schema);
  }

  /**
   * Looks for what a migration lost, by the rule of the compiler: a value that was stored before is
   * lost if it cannot be found afterwards.
   *
   * @param migration what was run in between
   * @param after what is stored afterwards
   * @return a phrase for each column that lost values, with a row; empty if nothing was lost
   */
  public List<String> lostBy(MigrationDefinition migration, StoredData after) {
    ScriptVocabulary vocabulary =
        ScriptVocabulary.in(Script.up(SampleData.model(migration, migration.up())));
    LossFinder finder = new LossFinder(tables.values(), vocabulary);
    List<String> phrases = new ArrayList<>();
    for (Loss loss : finder.find(List.copyOf(after.tables.values()))) {
      phrases.add(words(loss, after));
    }
    return phrases;
  }

  private String words(Loss loss, StoredData after) {
    StoredTable table = tables.get(SqlNames.fold(loss.table()));
    if (loss.column().isEmpty()) {
      return loss.table() + " has fewer of several equal rows";
    }
    String column = loss.table() + "." + loss.column();
    String example =
        example(table, loss.column(), after).map(row -> ", as of the row " + row).orElse("");
    return loss.into().isEmpty()
        ? "values of " + column + " are lost" + example
        : "values of " + column + " are now in " + loss.into() + example;
  }

  /** A row whose value is not under its column any more. */
  private static Optional<String> example(StoredTable table, String column, StoredData after) {
    int index = index(table, column);
    StoredTable now = after.tables.get(SqlNames.fold(table.table()));
    int place = now == null ? -1 : index(now, column);
    List<String> left =
        place < 0 ? List.of() : now.rows().stream().map(row -> text(row[place])).toList();
    return table.rows().stream()
        .filter(row -> !isEmpty(row[index]) && !left.contains(text(row[index])))
        .findFirst()
        .or(() -> table.rows().stream().filter(row -> !isEmpty(row[index])).findFirst())
        .map(row -> words(table, row));
  }

  /**
   * Compares with what was stored at another moment, row by row, whatever their order and the order
   * of columns. Anything may replace NULL or empty text.
   *
   * @param after the other moment
   * @return a phrase for each table that differs, with a row; empty if all rows are there
   */
  public List<String> missingFrom(StoredData after) {
    List<String> phrases = new ArrayList<>();
    for (StoredTable table : tables.values()) {
      StoredTable other = after.tables.get(SqlNames.fold(table.table()));
      if (other == null) {
        phrases.add("table " + table.table() + " is missing");
        continue;
      }
      List<Map<String, String>> left =
          new ArrayList<>(other.rows().stream().map(r -> cells(other, r)).toList());
      List<Object[]> unmatched = new ArrayList<>();
      for (Object[] row : table.rows()) {
        if (!left.remove(cells(table, row))) {
          unmatched.add(row);
        }
      }
      unmatched.removeIf(row -> removeLike(left, cells(table, row)));
      if (!unmatched.isEmpty()) {
        Object[] first = unmatched.get(0);
        phrases.add(
            "the row "
                + words(table, first)
                + " of "
                + table.table()
                + " is missing"
                + nearest(left, cells(table, first))
                + (unmatched.size() == 1 ? "" : ", and " + (unmatched.size() - 1) + " more"));
      }
    }
    return phrases;
  }

  /**
   * Compares with what is stored in another database.
   *
   * @param other that database
   * @return a phrase for each table that differs, with a row; empty if both hold the same
   */
  public List<String> differencesFrom(StoredData other) {
    List<String> phrases = new ArrayList<>();
    for (StoredTable table : other.tables.values()) {
      StoredTable mine = tables.get(SqlNames.fold(table.table()));
      int count = mine == null ? 0 : mine.rows().size();
      if (count != table.rows().size()) {
        phrases.add(
            "%s has %d rows instead of %d".formatted(table.table(), count, table.rows().size()));
      }
    }
    phrases.addAll(other.missingFrom(this));
    return phrases;
  }

  /** What the row may have become: that with the most equal cells, if half of them are. */
  private static String nearest(List<Map<String, String>> rows, Map<String, String> wanted) {
    List<String> fewest = null;
    for (Map<String, String> row : rows) {
      List<String> changes = new ArrayList<>();
      wanted.forEach(
          (column, value) -> {
            String now = row.get(column);
            if (!value.isEmpty() && !value.equals(now)) {
              changes.add(column + " = " + (now == null || now.isEmpty() ? "nothing" : now));
            }
          });
      fewest = fewest == null || changes.size() < fewest.size() ? changes : fewest;
    }
    return fewest == null || fewest.size() > wanted.size() / 2
        ? ""
        : "; there is one that has " + String.join(", ", fewest) + " instead";
  }

  private static boolean removeLike(List<Map<String, String>> rows, Map<String, String> wanted) {
    for (Map<String, String> row : rows) {
      boolean like =
          wanted.entrySet().stream()
              .allMatch(e -> e.getValue().isEmpty() || e.getValue().equals(row.get(e.getKey())));
      if (like) {
        return rows.remove(row);
      }
    }
    return false;
  }

  private static Map<String, String> cells(StoredTable table, Object[] row) {
    Map<String, String> cells = new TreeMap<>();
    for (int i = 0; i < row.length; i++) {
      cells.put(SqlNames.fold(table.columns().get(i)), text(row[i]));
    }
    return cells;
  }

  private static int index(StoredTable table, String column) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).equalsIgnoreCase(column)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isEmpty(Object value) {
    return text(value).isEmpty();
  }

  private static String text(Object value) {
    return value == null ? "" : StoredCell.text(value);
  }

  private static String words(StoredTable table, Object[] row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.length; i++) {
      String value = SampleValues.show(row[i]).replace("\r", "\\r").replace("\n", "\\n");
      cells.add(table.columns().get(i) + " = " + value);
    }
    return cells.stream().collect(Collectors.joining(", ", "(", ")"));
  }
}
