package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.rows.StoredTable;
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
      case CREATE_TABLE_AS -> addAll(table(new TokenReader(tokens), "TABLE"));
      case ALTER_TABLE -> rename(new TokenReader(tokens));
      case DROP_TABLE -> byTable.remove(SqlNames.fold(table(new TokenReader(tokens), "TABLE")));
      default -> {
        // Moves no values.
      }
    }
  }

  private void addInserted(List<SqlToken> tokens) throws SQLException {
    TokenReader reader = new TokenReader(tokens);
    String table = table(reader, "INTO");
    boolean listed =
        reader.peek().isOperator("(") && tokens.stream().noneMatch(t -> t.is("CONFLICT"));
    if (!listed) {
      addAll(table);
      return;
    }
    List<List<SqlToken>> names = TokenReader.splitAtCommas(reader.parenthesized());
    add(table, names.stream().map(name -> new TokenReader(name).name()).toList());
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
      Set<String> columns = byTable.remove(table);
      if (columns != null) {
        byTable.put(SqlNames.fold(reader.name()), columns);
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
