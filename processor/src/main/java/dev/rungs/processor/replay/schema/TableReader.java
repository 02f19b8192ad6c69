package dev.rungs.processor.replay.schema;

import dev.rungs.processor.replay.script.CheckText;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the tables of a database that rows are stored in, parents before children. */
public final class TableReader {
  /** Virtual tables whose rows we can create: the others' modules have rules of their own. */
  private static final Set<String> MODULES = Set.of("fts3", "fts4", "fts5", "rtree", "rtree_i32");

  private record ColumnRow(String table, Column column, boolean primaryKey) {}

  private record KeyRow(String table, String index, String column) {}

  private record ReferenceRow(String table, String from, Column.Reference reference) {}

  private final ScratchDatabase database;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Set<String> virtual = new HashSet<>();
  private final Set<String> withoutRowid = new HashSet<>();

  private TableReader(ScratchDatabase database) {
    this.database = database;
  }

  /** Reads the ordinary tables, and the virtual ones that keep rows of their own. */
  public static List<Table> read(ScratchDatabase database) throws SQLException {
    TableReader reader = new TableReader(database);
    reader.readNames();
    return reader.texts.isEmpty() ? List.of() : reader.readTables();
  }

  /** The names of the tables that {@link #read} reads, without what else is known of them. */
  public static Set<String> names(ScratchDatabase database) throws SQLException {
    Map<String, Boolean> found = new LinkedHashMap<>();
    database.query(
        "SELECT name, rootpage FROM main.sqlite_schema WHERE type = 'table' ORDER BY rowid",
        row -> found.put(row.getString(1), row.getInt(2) == 0));
    if (!found.containsValue(true)) {
      // Without a virtual table there is no shadow table either.
      found.keySet().removeIf(SqlNames::isSqliteOwn);
      return found.keySet();
    }
    TableReader reader = new TableReader(database);
    reader.readNames();
    return reader.texts.keySet();
  }

  private void readNames() throws SQLException {
    record Row(String name, String type, boolean withoutRowid, String sql) {}
    List<Row> rows =
        database.query(
            "SELECT l.name, l.type, l.wr, s.sql FROM pragma_table_list l JOIN sqlite_schema s ON"
                + " s.name = l.name AND s.type = 'table' WHERE l.schema = 'main' AND l.type IN"
                + " ('table', 'virtual') ORDER BY s.rowid",
            row ->
                new Row(row.getString(1), row.getString(2), row.getInt(3) != 0, row.getString(4)));
    for (Row row : rows) {
      boolean isVirtual = row.type.equals("virtual");
      if (SqlNames.isSqliteOwn(row.name) || (isVirtual && !keepsRows(row.sql))) {
        continue;
      }
      texts.put(row.name, row.sql);
      if (isVirtual) {
        virtual.add(row.name);
      }
      if (row.withoutRowid) {
        withoutRowid.add(row.name);
      }
    }
  }

  /** An index over another table's content, or over none, holds nothing of its own. */
  private static boolean keepsRows(String sql) {
    List<SqlToken> tokens = SqlTokenizer.significant(sql);
    boolean known = false;
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is("USING")) {
        known = MODULES.contains(SqlNames.fold(tokens.get(i + 1).value()));
      }
      if (tokens.get(i).is("content") && tokens.get(i + 1).isOperator("=")) {
        return false;
      }
    }
    return known;
  }

  private List<Table> readTables() throws SQLException {
    Map<String, Map<String, Set<String>>> keys = readKeys();
    Map<String, Map<String, Column.Reference>> references = readReferences();
    Map<String, List<Column>> columns = new HashMap<>();
    for (ColumnRow row :
        database.query(
            "SELECT s.name, c.name, c.type, c.\"notnull\", c.pk FROM sqlite_schema s,"
                + " pragma_table_xinfo(s.name) c WHERE s.type = 'table' AND c.hidden = 0 ORDER BY"
                + " s.rowid, c.cid",
            r ->
                new ColumnRow(
                    r.getString(1),
                    new Column(r.getString(2), r.getString(3), r.getInt(4) != 0, null),
                    r.getInt(5) != 0))) {
      String folded = SqlNames.fold(row.column.name());
      Column.Reference reference = references.getOrDefault(row.table, Map.of()).get(folded);
      boolean needed = row.column.notNull() || row.primaryKey;
      columns
          .computeIfAbsent(row.table, t -> new ArrayList<>())
          .add(new Column(row.column.name(), row.column.type(), needed, reference));
      if (row.primaryKey) {
        keys.computeIfAbsent(row.table, t -> new LinkedHashMap<>())
            .computeIfAbsent("", i -> new LinkedHashSet<>())
            .add(folded);
      }
    }
    List<Table> tables = new ArrayList<>();
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      String name = entry.getKey();
      tables.add(
          new Table(
              name,
              columns.getOrDefault(name, List.of()),
              List.copyOf(new LinkedHashSet<>(keys.getOrDefault(name, Map.of()).values())),
              CheckText.of(entry.getValue()),
              !withoutRowid.contains(name) && !virtual.contains(name),
              virtual.contains(name)));
    }
    return parentsFirst(tables);
  }

  private Map<String, Map<String, Set<String>>> readKeys() throws SQLException {
    Map<String, Map<String, Set<String>>> keys = new HashMap<>();
    for (KeyRow row :
        database.query(
            "SELECT s.name, l.name, i.name FROM sqlite_schema s, pragma_index_list(s.name) l,"
                + " pragma_index_info(l.name) i WHERE s.type = 'table' AND l.\"unique\" AND i.name IS"
                + " NOT NULL",
            r -> new KeyRow(r.getString(1), r.getString(2), SqlNames.fold(r.getString(3))))) {
      keys.computeIfAbsent(row.table, t -> new LinkedHashMap<>())
          .computeIfAbsent(row.index, i -> new LinkedHashSet<>())
          .add(row.column);
    }
    return keys;
  }

  private Map<String, Map<String, Column.Reference>> readReferences() throws SQLException {
    Map<String, Map<String, Column.Reference>> references = new HashMap<>();
    for (ReferenceRow row :
        database.query(
            "SELECT s.name, f.\"from\", f.\"table\", f.\"to\" FROM sqlite_schema s,"
                + " pragma_foreign_key_list(s.name) f WHERE s.type = 'table'",
            r ->
                new ReferenceRow(
                    r.getString(1),
                    SqlNames.fold(r.getString(2)),
                    new Column.Reference(r.getString(3), r.getString(4))))) {
      references.computeIfAbsent(row.table, t -> new HashMap<>()).put(row.from, row.reference);
    }
    return references;
  }

  private static List<Table> parentsFirst(List<Table> tables) {
    Map<String, Table> byName = new LinkedHashMap<>();
    tables.forEach(t -> byName.put(SqlNames.fold(t.name()), t));
    Map<String, Table> ordered = new LinkedHashMap<>();
    byName.keySet().forEach(name -> place(name, byName, ordered, new HashSet<>()));
    return List.copyOf(ordered.values());
  }

  private static void place(
      String name, Map<String, Table> byName, Map<String, Table> ordered, Set<String> below) {
    Table table = byName.get(name);
    if (table == null || ordered.containsKey(name) || !below.add(name)) {
      return;
    }
    for (Column column : table.columns()) {
      if (column.references() != null) {
        place(SqlNames.fold(column.references().table()), byName, ordered, below);
      }
    }
    ordered.put(name, table);
  }
}
