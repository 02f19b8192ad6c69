package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.rows.StoredTable;
import dev.rungs.processor.replay.script.CheckText;
import dev.rungs.processor.replay.script.StatementKind;
import dev.rungs.processor.replay.script.UpdateText;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
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

  /** Begins with the tables as they are before the script. */
  InheritedColumns(ScratchDatabase database, Collection<StoredTable> tables) {
    this.database = database;
    tables.forEach(t -> add(t.table(), t.columns()));
  }

  private void add(String table, Collection<String> columns) {
    Set<String> names = byTable.computeIfAbsent(SqlNames.fold(table), t -> new HashSet<>());
    columns.forEach(c -> names.add(SqlNames.fold(c)));
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
      }
      case INSERT -> {
        if (tokens.stream().anyMatch(t -> t.is("SELECT") || t.is("CONFLICT"))) {
          addInserted(tokens);
        }
      }
      case CREATE_TABLE_AS -> addAll(target(tokens, "TABLE"), tokens);
      case ALTER_TABLE -> rename(tokens);
      case DROP_TABLE -> {
        int name = target(tokens, "TABLE");
        if (name < tokens.size()) {
          byTable.remove(fold(tokens.get(name)));
        }
      }
      default -> {
        // Moves no values.
      }
    }
  }

  private void addInserted(List<SqlToken> tokens) throws SQLException {
    int name = target(tokens, "INTO");
    int open = name + 1;
    boolean listed =
        open < tokens.size()
            && tokens.get(open).isOperator("(")
            && tokens.stream().noneMatch(t -> t.is("CONFLICT"));
    if (!listed) {
      addAll(name, tokens);
      return;
    }
    List<SqlToken> list = tokens.subList(open + 1, CheckText.closing(tokens, open));
    add(
        tokens.get(name).value(),
        list.stream().filter(t -> !t.isOperator(",")).map(SqlToken::value).toList());
  }

  private void addAll(int name, List<SqlToken> tokens) throws SQLException {
    if (name < tokens.size()) {
      String table = tokens.get(name).value();
      add(table, StoredTable.columnsOf(database, table));
    }
  }

  /** The place of the name that follows a keyword, with what may stand between them. */
  private static int target(List<SqlToken> tokens, String keyword) {
    int i = 0;
    while (i < tokens.size() && !tokens.get(i).is(keyword)) {
      i++;
    }
    i++;
    while (i < tokens.size()
        && (tokens.get(i).is("IF") || tokens.get(i).is("NOT") || tokens.get(i).is("EXISTS"))) {
      i++;
    }
    return i + 2 < tokens.size() && tokens.get(i + 1).isOperator(".") ? i + 2 : i;
  }

  /** {@code RENAME TO new}, {@code RENAME [COLUMN] old TO new}. */
  private void rename(List<SqlToken> tokens) {
    int table = target(tokens, "TABLE");
    int verb = table + 1;
    int last = tokens.size() - 1;
    if (verb >= last || !tokens.get(verb).is("RENAME")) {
      return;
    }
    Set<String> columns = byTable.getOrDefault(fold(tokens.get(table)), Set.of());
    String renamed = fold(tokens.get(last));
    if (last == verb + 2) {
      byTable.remove(fold(tokens.get(table)));
      if (!columns.isEmpty()) {
        byTable.put(renamed, columns);
      }
    } else if (columns.remove(fold(tokens.get(last - 2)))) {
      columns.add(renamed);
    }
  }

  private static String fold(SqlToken token) {
    return SqlNames.fold(token.value());
  }
}
