package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.schema.Affinity;
import dev.rungs.processor.replay.script.InsertText;
import dev.rungs.processor.replay.script.Keywords;
import dev.rungs.processor.replay.script.LiteralReplacements;
import dev.rungs.processor.replay.script.ReversibleForms;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.SelectItems;
import dev.rungs.processor.replay.script.SelectItems.Item;
import dev.rungs.processor.replay.script.SelectItems.Select;
import dev.rungs.processor.replay.script.UpdateText;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.StatementWatcher;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Notes the columns whose values a script passes through an expression, or moves to a column of
 * another affinity. It goes by names alone, so a name noted may be that of a column left as it is.
 */
public final class TransformedColumns implements StatementWatcher {
  /**
   * What is done to a column.
   *
   * @param index the statement's place in the script, from 0
   * @param expression its text; the type for a column that is only copied
   * @param retyped whether the column is copied into one of another affinity
   * @param reversible whether every row goes through it and the value can be read back
   * @param whole whether every row goes through it
   * @param names in the expression, folded
   * @param nulled the values that it makes NULL, as written, if it does nothing else
   */
  public record Change(
      int index,
      String expression,
      boolean retyped,
      boolean reversible,
      boolean whole,
      Set<String> names,
      List<String> nulled) {
    /** A column that is only copied, into one of another affinity. */
    static Change retyped(int index, String type) {
      return new Change(index, type, true, false, false, Set.of(), List.of());
    }
  }

  /** What a coordinate of an R-tree is said to be of. */
  private static final String COORDINATE = "32-bit float (R-tree)";

  private final ScratchDatabase database;
  private final Script script;
  private final Map<String, Change> changes = new LinkedHashMap<>();
  private final Set<List<String>> joined = new LinkedHashSet<>();

  /** Prepares to watch a script on a database. */
  public TransformedColumns(ScratchDatabase database, Script script) {
    this.database = database;
    this.script = script;
  }

  /** Pairs of columns whose texts were joined with nothing between them, folded. */
  public Set<List<String>> joined() {
    return joined;
  }

  /** What was noted, by the name of the column, folded. */
  public Map<String, Change> changes() {
    return changes;
  }

  @Override
  public void before(Script running, int index) throws SQLException {
    List<SqlToken> tokens = script.tokens().get(index);
    switch (script.kind(index)) {
      case INSERT -> readCopy(index, tokens);
      case CREATE_TABLE_AS -> readExpressions(index, SelectItems.of(tokens));
      case UPDATE -> readUpdate(index, tokens);
      case CREATE_OTHER -> readTrigger(index, tokens);
      default -> {
        // Computes no value.
      }
    }
  }

  /** A trigger that the script creates may change what the script copies. */
  private void readTrigger(int index, List<SqlToken> tokens) {
    for (UpdateText update : UpdateText.inTrigger(tokens)) {
      for (UpdateText.Assignment assignment : update.assignments()) {
        Set<String> names = new LinkedHashSet<>(SelectItems.names(assignment.value()));
        names.addAll(assignment.columns());
        note(index, assignment.value(), names);
      }
    }
  }

  private void readExpressions(int index, List<Select> selects) {
    for (Select select : selects) {
      for (Item item : select.items()) {
        if (!item.isStar() && item.column().isEmpty()) {
          note(index, item.tokens(), item.names());
        }
      }
    }
  }

  private void note(int index, List<SqlToken> tokens, Set<String> names) {
    String sql = script.statements().get(index).text();
    String text = sql.substring(tokens.get(0).offset(), tokens.get(tokens.size() - 1).end());
    boolean whole = isWhole(script.tokens().get(index));
    noteJoined(tokens);
    for (String name : names) {
      boolean reversible = whole && ReversibleForms.isReversible(tokens, name);
      Change old = changes.get(name);
      if (old == null || reversible && !old.reversible) {
        List<String> nulled = LiteralReplacements.nulled(name, tokens);
        changes.put(
            name,
            new Change(index, text, false, reversible, whole, SelectItems.names(tokens), nulled));
      }
    }
  }

  private void noteJoined(List<SqlToken> expression) {
    Set<String> before = Set.of();
    for (List<SqlToken> part : TokenReader.splitAt(expression, token -> token.isOperator("||"))) {
      Set<String> names = SelectItems.names(part);
      for (String first : before) {
        for (String second : names) {
          joined.add(List.of(first, second));
        }
      }
      before = names;
    }
  }

  /** Whether a statement takes every row of one table, each once. */
  private static boolean isWhole(List<SqlToken> tokens) {
    return !Keywords.areIn(
        tokens,
        "WHERE",
        "JOIN",
        "DISTINCT",
        "GROUP",
        "LIMIT",
        "UNION",
        "EXCEPT",
        "INTERSECT",
        "IGNORE",
        "REPLACE",
        "CONFLICT",
        "WITH");
  }

  private void readCopy(int index, List<SqlToken> tokens) throws SQLException {
    List<Select> selects = SelectItems.of(tokens);
    if (selects.isEmpty()) {
      return;
    }
    readExpressions(index, selects);
    Map<String, Map<String, String>> types = types();
    List<String> targets = targets(tokens, types);
    for (Select select : selects) {
      if (!select.outermost()) {
        continue;
      }
      List<String> sources = expanded(select, tokens, types);
      for (int i = 0; i < sources.size() && sources.size() == targets.size(); i++) {
        if (!sources.get(i).isEmpty()) {
          compare(index, sources.get(i), targets.get(i), tokens, types);
        }
      }
    }
  }

  /** The declared types of the columns that can be written, by table and name, both folded. */
  private Map<String, Map<String, String>> types() throws SQLException {
    Map<String, Map<String, String>> types = new HashMap<>();
    database.query(
        "SELECT t.name, c.name, CASE WHEN t.type <> 'virtual' OR c.cid = 0 THEN c.type WHEN s.sql LIKE"
            + " '% USING rtree%' AND c.type = 'REAL' THEN '"
            + COORDINATE
            + "' ELSE '' END FROM pragma_table_list t, pragma_table_xinfo(t.name) c LEFT JOIN"
            + " main.sqlite_schema s ON s.name = t.name WHERE t.schema IN ('main', 'temp') AND t.type IN"
            + " ('table', 'view', 'virtual') AND c.hidden = 0 ORDER BY c.cid",
        row ->
            types
                .computeIfAbsent(SqlNames.fold(row.getString(1)), t -> new LinkedHashMap<>())
                .put(SqlNames.fold(row.getString(2)), row.getString(3)));
    return types;
  }

  /** The declared types of the columns inserted into, in order. */
  private static List<String> targets(
      List<SqlToken> tokens, Map<String, Map<String, String>> types) {
    InsertText insert = InsertText.of(tokens);
    Map<String, String> columns = types.getOrDefault(insert.table(), Map.of());
    if (insert.columns().isEmpty()) {
      return List.copyOf(columns.values());
    }
    List<String> listed = new ArrayList<>();
    for (String column : insert.columns().get()) {
      listed.add(columns.getOrDefault(column, ""));
    }
    return listed;
  }

  /** The names of the columns that are only copied, folded; empty text for an expression. */
  private static List<String> expanded(
      Select select, List<SqlToken> tokens, Map<String, Map<String, String>> types) {
    List<String> names = new ArrayList<>();
    for (Item item : select.items()) {
      if (item.isStar()) {
        Optional<String> table = source(tokens, types);
        if (table.isPresent()) {
          names.addAll(types.get(table.get()).keySet());
        }
      } else {
        names.add(item.column().orElse(""));
      }
    }
    return names;
  }

  /** The first table after FROM. */
  private static Optional<String> source(
      List<SqlToken> tokens, Map<String, Map<String, String>> types) {
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.get(i - 1).is("FROM") && types.containsKey(SqlNames.fold(tokens.get(i).value()))) {
        return Optional.of(SqlNames.fold(tokens.get(i).value()));
      }
    }
    return Optional.empty();
  }

  private void compare(
      int index,
      String column,
      String targetType,
      List<SqlToken> tokens,
      Map<String, Map<String, String>> types) {
    Affinity target = Affinity.of(targetType);
    for (String name : SelectItems.names(tokens)) {
      String type = types.getOrDefault(name, Map.of()).get(column);
      boolean rounded = targetType.equals(COORDINATE);
      if (type != null && (rounded || Affinity.of(type).isRewrittenBy(target))) {
        changes.putIfAbsent(column, Change.retyped(index, targetType));
      }
    }
  }

  private void readUpdate(int index, List<SqlToken> tokens) throws SQLException {
    UpdateText update = UpdateText.of(tokens);
    if (update.fillsGaps()) {
      return;
    }
    if (update.computed().isEmpty()) {
      return;
    }
    for (UpdateText.Assignment assignment : update.assignments()) {
      Set<String> names = new LinkedHashSet<>(SelectItems.names(assignment.value()));
      names.addAll(assignment.columns());
      note(index, assignment.value(), names);
      retyped(index, update.table(), assignment);
    }
  }

  /** {@code SET new = old}: the new column may be of another affinity. */
  private void retyped(int index, String table, UpdateText.Assignment assignment)
      throws SQLException {
    Optional<String> column = new Item(assignment.value()).column();
    if (column.isEmpty()) {
      return;
    }
    Map<String, String> types = types().getOrDefault(table, Map.of());
    String source = types.get(column.get());
    String target = types.get(assignment.columns().get(0));
    if (source != null
        && target != null
        && Affinity.of(source).isRewrittenBy(Affinity.of(target))) {
      changes.put(column.get(), Change.retyped(index, target));
    }
  }
}
