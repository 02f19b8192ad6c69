package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.rows.StoredCell;
import dev.rungs.processor.replay.rows.StoredTable;
import dev.rungs.processor.replay.script.InsertText;
import dev.rungs.processor.replay.script.MissingValueCondition;
import dev.rungs.processor.replay.script.QueryGuard;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.StatementKind;
import dev.rungs.processor.replay.script.UpdateText;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.StatementWatcher;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds statements that are meant to delete or overwrite rows and happened to hit none of ours:
 * what they would do to other rows is not known, so it is taken for a loss.
 */
public final class UnprovenChanges implements StatementWatcher {
  /**
   * What a statement may do.
   *
   * @param copiedFrom the old tables, by their root pages, that the changed values come from
   */
  private record Suspicion(String words, Set<Integer> copiedFrom) {}

  private final ScratchDatabase database;
  private final InheritedColumns inherited;
  private final Set<Integer> oldRoots = new HashSet<>();
  private final Map<Integer, Suspicion> found = new LinkedHashMap<>();

  /** The tables, by their root pages, whose rows were deleted, overwritten or dropped. */
  private final Set<Integer> disturbed = new HashSet<>();

  /** Those of them whose rows were deleted or dropped. */
  private final Set<Integer> removed = new HashSet<>();

  private final Map<Integer, Map<Long, List<String>>> rows = new HashMap<>();
  private List<SqlToken> tokens = List.of();
  private StatementKind kind;
  private ChangeMarks marks;
  private List<UpdateText> updates = List.of();

  /** By the index of a copy with LIMIT: the old tables, by their root pages, that it reads. */
  private final Map<Integer, Set<Integer>> limitedCopies = new HashMap<>();

  /** Begins with the tables as they are before the script. */
  UnprovenChanges(ScratchDatabase database, Collection<StoredTable> tables) throws SQLException {
    this.database = database;
    Map<Integer, String> roots = roots();
    oldRoots.addAll(roots.keySet());
    this.inherited = new InheritedColumns(database, tables, roots);
  }

  /** What was found: by the index of the statement, what it may do. */
  Map<Integer, String> found() {
    Map<Integer, String> told = new TreeMap<>();
    for (Map.Entry<Integer, Suspicion> suspect : found.entrySet()) {
      // Otherwise what was changed is a copy, and all that it was made of is still there.
      if (!Collections.disjoint(suspect.getValue().copiedFrom, disturbed)) {
        told.put(suspect.getKey(), suspect.getValue().words);
      }
    }
    for (Map.Entry<Integer, Set<Integer>> copy : limitedCopies.entrySet()) {
      if (!Collections.disjoint(copy.getValue(), removed)) {
        told.putIfAbsent(copy.getKey(), "copies a limited number of rows");
      }
    }
    return told;
  }

  private Map<Integer, String> roots() throws SQLException {
    Map<Integer, String> roots = new HashMap<>();
    database.query(
        "SELECT rootpage, name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0",
        row -> roots.put(row.getInt(1), row.getString(2)));
    roots.values().removeIf(SqlNames::isSqliteOwn);
    return roots;
  }

  @Override
  public void before(Script script, int index) throws SQLException {
    marks = null;
    tokens = script.tokens().get(index);
    kind = script.kind(index);
    boolean copies = kind == StatementKind.CREATE_TABLE_AS || kind == StatementKind.INSERT;
    // LIMIT at the end of the copy, not in a query within it.
    if (copies && TokenReader.has(tokens, "LIMIT")) {
      limitedCopies.put(index, inherited.readBy(tokens));
    }
    if (!kind.changesRows()) {
      return;
    }
    try {
      marks = ChangeMarks.of(database, script.statements().get(index).text());
    } catch (SQLException e) {
      return; // The statement will fail when it is run, and be reported then.
    }
    updates =
        switch (kind) {
          case UPDATE -> List.of(UpdateText.of(tokens));
          case INSERT -> InsertText.of(tokens).updates();
          default -> List.of();
        };
    rows.clear();
    Map<Integer, String> roots = marks.isEmpty() ? Map.of() : roots();
    marks = marks.keepOnly(root -> roots.containsKey(root) && isOld(root, roots.get(root)));
    for (int root : marks.all()) {
      rows.put(root, read(roots.get(root)));
    }
    for (int root : marks.deletes()) {
      removed.addAll(oldRoots.contains(root) ? Set.of(root) : inherited.from(roots.get(root)));
    }
  }

  /** A table that was there before, or one that has taken over what was in it. */
  private boolean isOld(int root, String table) {
    return oldRoots.contains(root) || inherited.isIn(table);
  }

  @Override
  public void after(Script script, int index) throws SQLException {
    judge(index);
    inherited.follow(kind, tokens);
  }

  private void judge(int index) throws SQLException {
    if (marks == null) {
      if (!removesTable(kind)) {
        disturbed.addAll(removed);
        return;
      }
      Set<Integer> left = roots().keySet();
      for (int root : oldRoots) {
        if (!left.contains(root)) {
          removed.add(root);
        }
      }
      disturbed.addAll(removed);
      oldRoots.retainAll(left);
      if (kind == StatementKind.DROP_COLUMN) {
        disturbed.addAll(oldRoots);
      }
      return;
    }
    if (marks.isEmpty()) {
      return;
    }
    Map<Integer, String> roots = roots();
    for (int root : marks.deletes()) {
      disturb(root);
      if (!hasRemoved(rows.get(root), read(roots.get(root))) && !meetsNothing(roots.get(root))) {
        suspect(index, root, "may delete rows of " + roots.get(root), roots);
      }
    }
    for (int root : marks.updates()) {
      if (isUnproven(root, roots.get(root))) {
        disturb(root);
        suspect(index, root, "may overwrite values of " + roots.get(root), roots);
      } else if (hasOverwritten(rows.get(root), read(roots.get(root)))) {
        disturb(root);
      }
    }
  }

  /** Whether a table, or what it has in a column, is gone after such a statement. */
  private static boolean removesTable(StatementKind kind) {
    return kind == StatementKind.DROP_TABLE
        || kind == StatementKind.DROP_COLUMN
        || kind == StatementKind.OTHER;
  }

  private void disturb(int root) {
    if (oldRoots.contains(root)) {
      disturbed.add(root);
    }
  }

  private void suspect(int index, int root, String words, Map<Integer, String> roots) {
    Set<Integer> from = oldRoots.contains(root) ? Set.of(root) : inherited.from(roots.get(root));
    found.putIfAbsent(index, new Suspicion(words, from));
  }

  private boolean isUnproven(int root, String table) throws SQLException {
    boolean harmless = !updates.isEmpty();
    for (UpdateText update : updates) {
      harmless &= update.table().equals(SqlNames.fold(table)) && isHarmless(update, table);
    }
    return !harmless && !hasOverwritten(rows.get(root), read(table));
  }

  /** Whether an UPDATE shows all it can do on any rows, or overwrites nothing by what it says. */
  private boolean isHarmless(UpdateText update, String table) throws SQLException {
    Set<String> known = inherited.of(table);
    boolean onlyNew = Collections.disjoint(update.columns(), known);
    if (!update.conditional() || update.fillsGaps() || (onlyNew && !known.isEmpty())) {
      return true;
    }
    if (update.appended().isPresent() && neverNull(table).containsAll(update.appended().get())) {
      return true; // Text with NULL behind it would be NULL.
    }
    return kind == StatementKind.UPDATE && QueryGuard.holds(update, tokens, uniqueColumns(table));
  }

  /** Columns that are unique each, as their own collation compares; folded. */
  private Set<String> uniqueColumns(String table) throws SQLException {
    String name = SqlNames.literal(table);
    Set<String> unique =
        folded(
            "SELECT i.name FROM pragma_index_list("
                + name
                + ") l, pragma_index_xinfo(l.name) i WHERE l.\"unique\" AND NOT l.partial AND"
                + " i.key AND i.name IS NOT NULL AND i.coll = 'BINARY' AND (SELECT count(*) FROM"
                + " pragma_index_info(l.name)) = 1 AND NOT EXISTS (SELECT 1 FROM sqlite_schema"
                + " WHERE type = 'table' AND name = "
                + name
                + " AND sql LIKE '%collate%')");
    unique.addAll(
        folded(
            "SELECT name FROM pragma_table_info("
                + name
                + ") WHERE pk = 1 AND upper(type) = 'INTEGER' AND NOT EXISTS (SELECT 1 FROM"
                + " pragma_table_info("
                + name
                + ") WHERE pk > 1)"));
    return unique;
  }

  private Set<String> folded(String query) throws SQLException {
    Set<String> folded = new HashSet<>();
    for (String name : database.texts(query)) {
      folded.add(SqlNames.fold(name));
    }
    return folded;
  }

  /** Whether a DELETE wants a column to be NULL that never is. */
  private boolean meetsNothing(String table) throws SQLException {
    if (kind != StatementKind.DELETE) {
      return false;
    }
    TokenReader reader = new TokenReader(tokens);
    reader.skipTo("WHERE");
    List<SqlToken> condition =
        reader.accept("WHERE") ? reader.takeTo("RETURNING", "ORDER", "LIMIT") : List.of();
    Set<String> never = neverNull(table);
    for (List<SqlToken> part : MissingValueCondition.conjuncts(condition)) {
      if (MissingValueCondition.isNullTest(part, never)) {
        return true;
      }
    }
    return false;
  }

  /** Columns that hold a value in every row: those that say so, and one that is the rowid. */
  private Set<String> neverNull(String table) throws SQLException {
    String name = SqlNames.literal(table);
    return folded(
        "SELECT name FROM pragma_table_info("
            + name
            + ") WHERE \"notnull\" OR (pk = 1 AND upper(type) = 'INTEGER'"
            + " AND NOT EXISTS (SELECT 1 FROM pragma_index_list("
            + name
            + ") WHERE origin = 'pk'))");
  }

  private static boolean hasRemoved(Map<Long, List<String>> before, Map<Long, List<String>> after) {
    List<List<String>> left = new ArrayList<>(after.values());
    for (List<String> row : before.values()) {
      if (!left.remove(row)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a value that says something has become another one. */
  private static boolean hasOverwritten(
      Map<Long, List<String>> before, Map<Long, List<String>> after) {
    for (Map.Entry<Long, List<String>> row : before.entrySet()) {
      List<String> now = after.get(row.getKey());
      if (now == null) {
        return true;
      }
      for (int i = 0; i < now.size(); i++) {
        String old = row.getValue().get(i);
        if (!StoredCell.isEmpty(old) && !old.equals(now.get(i))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The rows of a table as text, NULL as empty text, by rowid or, without one, by number. */
  private Map<Long, List<String>> read(String table) throws SQLException {
    Map<Long, List<String>> result = new LinkedHashMap<>();
    StoredTable stored;
    try {
      stored = StoredTable.readWithRowid(database, table);
    } catch (SQLException e) {
      stored = StoredTable.read(database, table); // WITHOUT ROWID
    }
    for (int i = 0; i < stored.rows().size(); i++) {
      List<String> texts = new ArrayList<>();
      for (Object value : stored.rows().get(i)) {
        texts.add(value == null ? "" : StoredCell.text(value));
      }
      result.put(stored.rowids().get(i), texts);
    }
    return result;
  }
}
