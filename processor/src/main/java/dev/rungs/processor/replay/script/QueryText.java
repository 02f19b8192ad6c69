package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A plain query, taken apart: one SELECT whose relations are joined by conditions alone.
 *
 * @param items the result expressions with their aliases
 * @param relations what FROM names, by the name that qualifies its columns, folded
 * @param conditions what must hold for each row of the result, all of them
 */
record QueryText(
    List<List<SqlToken>> items,
    Map<String, List<SqlToken>> relations,
    List<List<SqlToken>> conditions) {
  private static final String[] BEHIND_FROM = {
    "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "RETURNING"
  };

  /** Reads a query; empty for a compound one, an outer join, or what is no query. */
  static Optional<QueryText> of(List<SqlToken> tokens) {
    TokenReader reader = new TokenReader(tokens);
    boolean compound =
        Stream.of("UNION", "EXCEPT", "INTERSECT").anyMatch(k -> TokenReader.has(tokens, k));
    if (compound || !reader.accept("SELECT")) {
      return Optional.empty();
    }
    if (!reader.accept("DISTINCT")) {
      reader.accept("ALL");
    }
    List<List<SqlToken>> items = TokenReader.splitAtCommas(reader.takeTo("FROM"));
    if (!reader.accept("FROM")) {
      return Optional.empty();
    }
    List<SqlToken> from = reader.takeTo(BEHIND_FROM);
    List<SqlToken> where = reader.accept("WHERE") ? reader.takeTo(BEHIND_FROM) : List.of();
    return joined(items, from, where);
  }

  /** What an UPDATE joins its rows with; empty for an outer join. */
  static Optional<QueryText> ofUpdate(List<SqlToken> tokens) {
    TokenReader reader = new TokenReader(tokens);
    reader.skipTo("SET");
    reader.takeTo("FROM", "WHERE", "RETURNING", "ORDER", "LIMIT");
    List<SqlToken> from = reader.accept("FROM") ? reader.takeTo(BEHIND_FROM) : List.of();
    List<SqlToken> where = reader.accept("WHERE") ? reader.takeTo(BEHIND_FROM) : List.of();
    return joined(List.of(), from, where);
  }

  private static Optional<QueryText> joined(
      List<List<SqlToken>> items, List<SqlToken> from, List<SqlToken> where) {
    if (Stream.of("LEFT", "RIGHT", "FULL").anyMatch(k -> TokenReader.has(from, k))) {
      return Optional.empty();
    }
    Map<String, List<SqlToken>> relations = new LinkedHashMap<>();
    List<List<SqlToken>> conditions = new ArrayList<>(MissingValueCondition.conjuncts(where));
    for (List<SqlToken> part : TokenReader.splitAt(from, t -> t.isOperator(",") || t.is("JOIN"))) {
      TokenReader reader = new TokenReader(part);
      if (reader.atEnd()) {
        continue;
      }
      List<SqlToken> relation =
          reader.peek().isOperator("(") ? reader.parenthesized() : List.of(name(reader));
      SqlToken last = relation.get(relation.size() - 1);
      String name = relation.size() == 1 ? SqlNames.fold(last.value()) : "";
      reader.accept("AS");
      if (reader.peek().isName() && !isKeyword(reader.peek())) {
        name = SqlNames.fold(reader.name());
      }
      relations.put(name, relation);
      reader.takeTo("ON");
      if (reader.accept("ON")) {
        List<SqlToken> on = reader.takeTo("INNER", "CROSS", "NATURAL");
        conditions.addAll(MissingValueCondition.conjuncts(on));
      }
    }
    return Optional.of(new QueryText(items, relations, conditions));
  }

  private static SqlToken name(TokenReader reader) {
    SqlToken name = reader.take();
    if (reader.acceptOperator(".")) {
      return reader.take();
    }
    return name;
  }

  private static boolean isKeyword(SqlToken token) {
    return Stream.of("ON", "USING", "INNER", "CROSS", "NATURAL", "INDEXED", "NOT")
        .anyMatch(token::is);
  }
}
