package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenKind;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the text of an UPDATE tells.
 *
 * @param table the one it changes, folded
 * @param alias what its columns are qualified with, folded
 * @param columns those that it sets, folded
 * @param computed those of them that it sets to more than a literal
 * @param conditional whether it may leave rows alone
 * @param fillsGaps whether it says itself that it changes only what is NULL or empty
 * @param appended if all it does is to put text before or behind the values, the columns it takes
 *     that text from, folded
 * @param assignments what it sets, in order
 * @param condition what follows WHERE; empty without one
 */
public record UpdateText(
    String table,
    String alias,
    Set<String> columns,
    Set<String> computed,
    boolean conditional,
    boolean fillsGaps,
    Optional<Set<String>> appended,
    List<Assignment> assignments,
    List<SqlToken> condition) {

  /**
   * {@code columns = value}.
   *
   * @param columns folded; several in front of a row value
   * @param value the expression
   */
  public record Assignment(List<String> columns, List<SqlToken> value) {}

  /** Reads an UPDATE that SQLite accepts. */
  public static UpdateText of(List<SqlToken> tokens) {
    TokenReader reader = new TokenReader(tokens);
    reader.skipTo("UPDATE");
    reader.take();
    if (reader.accept("OR")) {
      reader.take();
    }
    String table = SqlNames.fold(reader.qualifiedName());
    String alias = table;
    boolean indexed = reader.peek().is("INDEXED") || reader.peek().is("NOT");
    if (reader.accept("AS") || !indexed && !reader.peek().is("SET")) {
      alias = SqlNames.fold(reader.name());
    }
    reader.skipTo("SET");
    reader.take();
    List<SqlToken> set = reader.takeTo("FROM", "WHERE", "RETURNING", "ORDER", "LIMIT");
    boolean joined = reader.peek().is("FROM");
    reader.takeTo("WHERE", "RETURNING", "ORDER", "LIMIT");
    boolean filtered = reader.accept("WHERE");
    List<SqlToken> condition = filtered ? reader.takeTo("RETURNING", "ORDER", "LIMIT") : List.of();
    return of(table, alias, set, condition, joined || filtered);
  }

  /** Reads those that a trigger runs, of a CREATE TRIGGER; none of any other statement. */
  public static List<UpdateText> inTrigger(List<SqlToken> tokens) {
    List<UpdateText> updates = new ArrayList<>();
    TokenReader reader = new TokenReader(tokens);
    if (reader.takeTo("TRIGGER").size() > 2 || !reader.skipTo("BEGIN")) {
      return updates;
    }
    reader.take();
    for (List<SqlToken> statement :
        TokenReader.splitAt(reader.rest(), token -> token.kind() == TokenKind.SEMICOLON)) {
      if (StatementKind.of(statement) == StatementKind.UPDATE) {
        updates.add(of(statement));
      }
    }
    return updates;
  }

  /** Reads what stands behind SET and WHERE. */
  static UpdateText of(
      String table,
      String alias,
      List<SqlToken> set,
      List<SqlToken> condition,
      boolean conditional) {
    List<Assignment> assignments = new ArrayList<>();
    for (List<SqlToken> assignment : TokenReader.splitAtCommas(set)) {
      assignments.add(assignment(assignment));
    }
    Set<String> columns = new LinkedHashSet<>();
    Set<String> computed = new LinkedHashSet<>();
    Set<String> appended = new LinkedHashSet<>();
    boolean fills = true;
    boolean appends = true;
    for (Assignment assignment : assignments) {
      columns.addAll(assignment.columns);
      if (!isLiteral(assignment.value)) {
        computed.addAll(assignment.columns);
      }
      appends &= appends(assignment, appended);
      fills &=
          keeps(assignment, alias)
              || JsonAddition.is(assignment, alias, condition)
              || areMissing(assignment.columns, alias, condition);
    }
    return new UpdateText(
        table,
        alias,
        columns,
        computed,
        conditional,
        fills,
        appends ? Optional.of(appended) : Optional.empty(),
        assignments,
        condition);
  }

  private static boolean areMissing(List<String> columns, String alias, List<SqlToken> condition) {
    for (String column : columns) {
      if (!new MissingValueCondition(alias, column).holds(condition)) {
        return false;
      }
    }
    return true;
  }

  private static Assignment assignment(List<SqlToken> tokens) {
    TokenReader reader = new TokenReader(tokens);
    List<String> names =
        reader.peek().isOperator("(")
            ? InsertText.names(reader.parenthesized())
            : List.of(SqlNames.fold(reader.name()));
    reader.acceptOperator("=");
    return new Assignment(names, reader.rest());
  }

  private static boolean isLiteral(List<SqlToken> value) {
    int sign = value.size() == 2 && value.get(0).isOperator("-") ? 1 : 0;
    if (value.size() != sign + 1) {
      return false;
    }
    SqlToken token = value.get(sign);
    return token.kind() == TokenKind.NUMBER
        || token.kind() == TokenKind.STRING
        || token.is("NULL")
        || token.is("TRUE")
        || token.is("FALSE");
  }

  /** {@code column = coalesce(column, …)}, and no more than that. */
  private static boolean keeps(Assignment assignment, String alias) {
    TokenReader reader = new TokenReader(assignment.value);
    boolean call = reader.accept("COALESCE") || reader.accept("IFNULL");
    if (assignment.columns.size() != 1
        || !call
        || !TokenReader.isParenthesized(assignment.value.subList(1, assignment.value.size()))) {
      return false;
    }
    List<List<SqlToken>> arguments = TokenReader.splitAtCommas(reader.parenthesized());
    return arguments.size() > 1
        && ColumnName.of(arguments.get(0))
            .filter(name -> name.isOf(alias, assignment.columns.get(0)))
            .isPresent();
  }

  /** {@code column = column || …}, in any order, of texts and names; the names are noted. */
  private static boolean appends(Assignment assignment, Set<String> names) {
    boolean kept = false;
    for (List<SqlToken> part :
        TokenReader.splitAt(assignment.value, token -> token.isOperator("||"))) {
      if (part.size() != 1) {
        return false;
      }
      SqlToken token = part.get(0);
      if (!token.isName() && token.kind() != TokenKind.STRING) {
        return false;
      }
      if (token.isName() && assignment.columns.equals(List.of(SqlNames.fold(token.value())))) {
        kept = true;
      } else if (token.isName()) {
        names.add(SqlNames.fold(token.value()));
      }
    }
    return kept;
  }
}
