package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.rows.StoredTable;
import dev.rungs.processor.replay.script.InsertText;
import dev.rungs.processor.replay.script.Keywords;
import dev.rungs.processor.replay.script.SelectItems;
import dev.rungs.processor.replay.script.StatementKind;
import dev.rungs.processor.replay.script.UpdateText;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns that may hold what was stored before a script, as its statements move it about. A
 * change of another column overwrites nothing of anybody's.
 */
public final class InheritedColumns {
  private final ScratchDatabase database;
  private final Map<String, Set<String>> byTable = new HashMap<>();

  /** By table: the root pages of the old tables that its values come from. */
  private final Map<String, Set<Integer>> sources = new HashMap<>();

  private final Set<Integer> oldRoots;

  /**
   * Begins with the tables as they are before the script.
   *
   * @param roots all tables by their root pages
   */
  InheritedColumns(
      ScratchDatabase database, Collection<StoredTable> tables, Map<Integer, String> roots) {
    this.database = database;
    this.oldRoots = Set.copyOf(roots.keySet());
    for (StoredTable table : tables) {
      add(table.table(), table.columns());
    }
    for (Map.Entry<Integer, String> root : roots.entrySet()) {
      addSources(root.getValue(), Set.of(root.getKey()));
    }
  }

  private void addSources(String table, Collection<Integer> roots) {
    sources.computeIfAbsent(SqlNames.fold(table), t -> new HashSet<>()).addAll(roots);
  }

  /** The root pages of the old tables that the values of a table come from. */
  Set<Integer> from(String table) {
    return Set.copyOf(sources.getOrDefault(SqlNames.fold(table), oldRoots));
  }

  /** Notes where the values come from that a statement puts into a table. */
  private void follow(String table, List<SqlToken> tokens) throws SQLException {
    addSources(table, readBy(tokens));
  }

  /** The root pages of the old tables whose values a statement can read. */
  Set<Integer> readBy(List<SqlToken> tokens) throws SQLException {
    Set<String> read = SelectItems.names(tokens);
    Set<Integer> roots = new HashSet<>();
    for (String name : read) {
      roots.addAll(sources.getOrDefault(name, Set.of()));
    }
    // What is read through a view may come from anywhere.
    return readsView(read) ? oldRoots : roots;
  }

  private boolean readsView(Set<String> names) throws SQLException {
    for (String view : database.texts("SELECT name FROM sqlite_schema WHERE type = 'view'")) {
      if (names.contains(SqlNames.fold(view))) {
        return true;
      }
    }
    return false;
  }

  private void add(String table, Collection<String> columns) {
    Set<String> names = byTable.computeIfAbsent(SqlNames.fold(table), t -> new HashSet<>());
    for (String column : columns) {
      names.add(SqlNames.fold(column));
    }
  }

  /** Whether a table has such columns. */
  boolean isIn(String table) {
    return !of(table).isEmpty();
  }

  /** Those of a table, folded. */
  Set<String> of(String table) {
    return byTable.getOrDefault(SqlNames.fold(table), Set.of());
  }

  /** Is told of a statement that has run. */
  void follow(StatementKind kind, List<SqlToken> tokens) throws SQLException {
    switch (kind) {
      case UPDATE -> {
        UpdateText update = UpdateText.of(tokens);
        add(update.table(), update.computed());
        if (!update.computed().isEmpty()) {
          follow(update.table(), tokens);
        }
      }
      case INSERT -> {
        if (Keywords.areIn(tokens, "SELECT", "CONFLICT")) {
          addInserted(tokens);
          follow(InsertText.of(tokens).table(), tokens);
        }
      }
      case CREATE_TABLE_AS -> {
        String table = table(new TokenReader(tokens), "TABLE");
        addAll(table);
        follow(table, tokens);
      }
      case ALTER_TABLE -> rename(new TokenReader(tokens));
      case DROP_TABLE -> {
        String table = SqlNames.fold(table(new TokenReader(tokens), "TABLE"));
        byTable.remove(table);
        sources.remove(table);
      }
      default -> {
        // Moves no values.
      }
    }
  }

  private void addInserted(List<SqlToken> tokens) throws SQLException {
    InsertText insert = InsertText.of(tokens);
    boolean listed = !Keywords.areIn(tokens, "CONFLICT");
    if (insert.columns().isPresent() && listed) {
      add(insert.table(), insert.columns().get());
    } else {
      addAll(insert.table());
    }
  }

  private void addAll(String table) throws SQLException {
    add(table, StoredTable.columnsOf(database, table));
  }

  /** Reads the name of the table that follows a keyword. */
  private static String table(TokenReader reader, String keyword) {
    reader.skipTo(keyword);
    reader.take();
    if (!reader.accept("IF", "NOT", "EXISTS")) {
      reader.accept("IF", "EXISTS");
    }
    return reader.qualifiedName();
  }

  /** {@code RENAME TO new}, {@code RENAME [COLUMN] old TO new}. */
  private void rename(TokenReader reader) {
    String table = SqlNames.fold(table(reader, "TABLE"));
    if (!reader.accept("RENAME")) {
      return;
    }
    if (reader.accept("TO")) {
      String renamed = SqlNames.fold(reader.name());
      Set<String> columns = byTable.remove(table);
      if (columns != null) {
        byTable.put(renamed, columns);
      }
      Set<Integer> roots = sources.remove(table);
      if (roots != null) {
        sources.put(renamed, roots);
      }
      return;
    }
    reader.accept("COLUMN");
    String before = SqlNames.fold(reader.name());
    reader.accept("TO");
    Set<String> columns = byTable.getOrDefault(table, Set.of());
    if (columns.contains(before)) {
      columns.remove(before);
      columns.add(SqlNames.fold(reader.name()));
    }
  }
}
