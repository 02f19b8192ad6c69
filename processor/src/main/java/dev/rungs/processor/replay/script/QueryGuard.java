package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an UPDATE fills only gaps because a query chooses its rows so: a list of keys ({@code
 * WHERE id IN (SELECT id FROM boxes WHERE owner IS NULL)}), a common table expression, a query in
 * FROM, or EXISTS.
 *
 * <p>It follows equations between columns from the row that the query reads to the row that is
 * changed. Both are the same row only if the column is unique.
 */
public final class QueryGuard {
  /** A column of a query's result. */
  private record Output(String name, boolean guarded) {}

  private final UpdateText update;
  private final Set<String> keys;
  private final Map<String, List<Output>> expressions = new HashMap<>();
  private final String column;

  private QueryGuard(UpdateText update, Set<String> keys, String column) {
    this.update = update;
    this.keys = keys;
    this.column = column;
  }

  /**
   * Whether no row is changed that has a value in a column which the UPDATE sets.
   *
   * @param update what the statement does
   * @param statement the whole of it
   * @param keys the columns of its table that are unique each, folded
   */
  public static boolean holds(UpdateText update, List<SqlToken> statement, Set<String> keys) {
    return !update.columns().isEmpty()
        && update.columns().stream()
            .allMatch(column -> new QueryGuard(update, keys, column).isIn(statement));
  }

  private boolean isIn(List<SqlToken> statement) {
    readExpressions(new TokenReader(statement));
    Optional<QueryText> joined = QueryText.ofUpdate(statement);
    if (joined.isEmpty()) {
      return false;
    }
    Set<ColumnName> equal = equal(joined.get());
    return keys.stream().anyMatch(key -> isChanged(equal, key))
        || joined.get().conditions().stream().anyMatch(this::choosesRows);
  }

  private static void add(String relation, Output output, Set<ColumnName> equal) {
    if (output.guarded) {
      equal.add(new ColumnName(relation, output.name));
    }
  }

  /** Whether the key of the changed row is among some columns. */
  private boolean isChanged(Set<ColumnName> equal, String key) {
    return equal.contains(new ColumnName(update.alias(), key))
        || equal.contains(new ColumnName("", key));
  }

  /** {@code WITH name [(columns)] AS (query), …}. */
  private void readExpressions(TokenReader reader) {
    if (!reader.accept("WITH")) {
      return;
    }
    reader.accept("RECURSIVE");
    do {
      String name = SqlNames.fold(reader.name());
      List<String> names =
          reader.peek().isOperator("(") ? InsertText.names(reader.parenthesized()) : List.of();
      while (!reader.peek().isOperator("(")) {
        reader.take(); // AS, NOT MATERIALIZED
      }
      List<Output> outputs = new ArrayList<>(outputs(reader.parenthesized()));
      for (int i = 0; i < names.size() && i < outputs.size(); i++) {
        outputs.set(i, new Output(names.get(i), outputs.get(i).guarded));
      }
      expressions.put(name, outputs);
    } while (reader.acceptOperator(","));
  }

  /** {@code key IN (query)}, or EXISTS with a query that looks at the changed row. */
  private boolean choosesRows(List<SqlToken> condition) {
    TokenReader reader = new TokenReader(condition);
    if (reader.accept("EXISTS") && reader.peek().isOperator("(")) {
      Optional<QueryText> query = QueryText.of(reader.parenthesized());
      return reader.atEnd()
          && query.isPresent()
          && !query.get().relations().containsKey(update.alias())
          && keys.stream().anyMatch(k -> equal(query.get()).contains(outer(k)));
    }
    Optional<ColumnName> key = ColumnName.take(reader);
    boolean isKey =
        key.isPresent() && keys.stream().anyMatch(k -> key.get().isOf(update.alias(), k));
    if (!isKey || !reader.accept("IN")) {
      return false;
    }
    List<Output> listed =
        outputs(reader.peek().isOperator("(") ? reader.parenthesized() : reader.rest());
    return reader.atEnd() && listed.size() == 1 && listed.get(0).guarded;
  }

  private ColumnName outer(String key) {
    return new ColumnName(update.alias(), key);
  }

  /** The columns of a relation's result: of an expression by its name, or of a query. */
  private List<Output> outputs(List<SqlToken> relation) {
    if (relation.size() == 1) {
      return expressions.getOrDefault(SqlNames.fold(relation.get(0).value()), List.of());
    }
    Optional<QueryText> query = QueryText.of(relation);
    if (query.isEmpty()) {
      return List.of();
    }
    Set<ColumnName> equal = equal(query.get());
    List<Output> outputs = new ArrayList<>();
    for (List<SqlToken> item : query.get().items()) {
      List<SqlToken> plain = SelectItems.withoutAlias(item);
      Optional<ColumnName> source = ColumnName.of(plain);
      String name =
          plain.size() < item.size()
              ? SqlNames.fold(item.get(item.size() - 1).value())
              : source.map(ColumnName::column).orElse("");
      outputs.add(new Output(name, source.filter(equal::contains).isPresent()));
    }
    return outputs;
  }

  /** The columns of a query that equal the key of a row without a value. */
  private Set<ColumnName> equal(QueryText query) {
    Set<ColumnName> equal = new HashSet<>();
    boolean single = query.relations().size() == 1 && !query.items().isEmpty();
    query
        .relations()
        .forEach(
            (name, relation) -> {
              if (isGuarded(name, relation, query)) {
                keys.forEach(key -> equal.add(new ColumnName(name, key)));
              } else {
                outputs(relation).forEach(output -> add(name, output, equal));
              }
            });
    if (single) {
      Set.copyOf(equal).forEach(c -> equal.add(new ColumnName("", c.column())));
    }
    close(equal, query.conditions());
    return equal;
  }

  private boolean isGuarded(String name, List<SqlToken> relation, QueryText query) {
    MissingValueCondition gap = new MissingValueCondition(name, column);
    return relation.size() == 1
        && SqlNames.fold(relation.get(0).value()).equals(update.table())
        && !expressions.containsKey(update.table())
        && query.conditions().stream().anyMatch(gap::holds);
  }

  /** Adds what is equal to one of some columns by an equation. */
  private static void close(Set<ColumnName> equal, List<List<SqlToken>> conditions) {
    boolean more = !equal.isEmpty();
    while (more) {
      more = false;
      for (List<SqlToken> condition : conditions) {
        List<List<SqlToken>> sides =
            TokenReader.splitAt(condition, t -> t.isOperator("=") || t.isOperator("=="));
        if (sides.size() == 2) {
          Optional<ColumnName> left = ColumnName.of(sides.get(0));
          Optional<ColumnName> right = ColumnName.of(sides.get(1));
          if (left.isPresent() && right.isPresent()) {
            more |= equal.contains(left.get()) && equal.add(right.get());
            more |= equal.contains(right.get()) && equal.add(left.get());
          }
        }
      }
    }
  }
}
