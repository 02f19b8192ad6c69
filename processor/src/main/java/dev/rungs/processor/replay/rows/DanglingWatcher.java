package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.schema.ForeignKeyCheck;
import dev.rungs.processor.replay.schema.ForeignKeyCheck.Dangling;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.SelectItems;
import dev.rungs.processor.replay.script.StatementKind;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.StatementWatcher;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.SQLException;

/** Sees since which statement of a script there is a row without its parent. */
final class DanglingWatcher implements StatementWatcher {
  private static final int NONE = -1;

  private final ForeignKeyCheck foreignKeys;
  private final ScratchDatabase database;
  private int since = NONE;

  DanglingWatcher(ForeignKeyCheck foreignKeys, ScratchDatabase database) {
    this.foreignKeys = foreignKeys;
    this.database = database;
  }

  @Override
  public void after(Script script, int index) {
    if (!isDangling()) {
      since = NONE;
    } else if (since == NONE) {
      since = index;
    }
  }

  private boolean isDangling() {
    try {
      return foreignKeys.newlyDangling(database).isPresent();
    } catch (SQLException e) {
      return true; // A table that stands in for the parent has no such key yet.
    }
  }

  /**
   * The statement to blame, by its place in the script from 0. While a table is replaced by another
   * one its children have no parents, or its own rows are under another name: then it is the copy.
   */
  int statement(Dangling dangling, Script script) throws SQLException {
    int blamed = since == NONE ? script.statements().size() - 1 : since;
    StatementKind kind = script.kind(blamed);
    boolean changes = kind.changesRows() || kind == StatementKind.CREATE_TABLE_AS;
    if (changes || !exists(dangling.parent())) {
      return blamed;
    }
    for (int i = blamed; i >= 0; i--) {
      if (script.kind(i).isInsert() && reads(script, i, dangling)) {
        return i;
      }
    }
    return blamed;
  }

  private boolean exists(String table) throws SQLException {
    String asked = "SELECT 1 FROM pragma_table_info(" + SqlNames.literal(table) + ")";
    return !database.query(asked, row -> true).isEmpty();
  }

  private static boolean reads(Script script, int index, Dangling dangling) {
    var names = SelectItems.names(script.tokens().get(index));
    return names.contains(SqlNames.fold(dangling.child()))
        || names.contains(SqlNames.fold(dangling.parent()));
  }
}
