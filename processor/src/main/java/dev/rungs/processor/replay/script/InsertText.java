package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the text of an INSERT tells.
 *
 * @param target the name of the table as it stands there
 * @param columns the column list, folded; empty without one
 * @param source what follows: VALUES, a query, DEFAULT VALUES
 * @param updates what its clauses ON CONFLICT … DO UPDATE do
 */
public record InsertText(
    SqlToken target,
    Optional<List<String>> columns,
    List<SqlToken> source,
    List<UpdateText> updates) {
  /** Reads a statement that SQLite accepts. */
  public static InsertText of(List<SqlToken> tokens) {
    TokenReader reader = new TokenReader(tokens);
    reader.skipTo("INTO");
    reader.take();
    if (reader.peek(1).isOperator(".")) {
      reader.take();
      reader.take();
    }
    SqlToken target = reader.take();
    String table = SqlNames.fold(target.value());
    String alias = reader.accept("AS") ? SqlNames.fold(reader.name()) : table;
    Optional<List<String>> columns = Optional.empty();
    if (reader.peek().isOperator("(")) {
      columns = Optional.of(names(reader.parenthesized()));
    }
    List<SqlToken> rest = reader.rest();
    return new InsertText(target, columns, rest, updates(table, alias, new TokenReader(rest)));
  }

  /** The names of a list in parentheses, folded. */
  static List<String> names(List<SqlToken> list) {
    List<String> names = new ArrayList<>();
    for (List<SqlToken> name : TokenReader.splitAtCommas(list)) {
      names.add(SqlNames.fold(new TokenReader(name).name()));
    }
    return names;
  }

  /** The table, folded. */
  public String table() {
    return SqlNames.fold(target.value());
  }

  private static List<UpdateText> updates(String table, String alias, TokenReader reader) {
    List<UpdateText> updates = new ArrayList<>();
    while (reader.skipTo("ON")) {
      if (!reader.accept("ON", "CONFLICT")) {
        reader.take(); // of a join
        continue;
      }
      reader.takeTo("DO");
      if (reader.accept("DO", "UPDATE", "SET")) {
        List<SqlToken> set = reader.takeTo("WHERE", "ON", "RETURNING");
        List<SqlToken> condition =
            reader.accept("WHERE") ? reader.takeTo("ON", "RETURNING") : List.of();
        updates.add(UpdateText.of(table, alias, set, condition, true));
      }
    }
    return updates;
  }

  /** Whether its clauses DO UPDATE change only what is NULL or empty; false if it has none. */
  public boolean fillsGaps() {
    return !updates.isEmpty() && updates.stream().allMatch(UpdateText::fillsGaps);
  }
}
