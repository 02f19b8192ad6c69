package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the text of an UPDATE tells.
 *
 * @param table the one it changes, folded
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

  public static UpdateText of(List<SqlToken> tokens) {
    int update = find(tokens, 0, "UPDATE");
    int set = find(tokens, update, "SET");
    int from = find(tokens, set, "FROM");
    int where = find(tokens, set, "WHERE");
    int end = tokens.size();
    for (String last : List.of("RETURNING", "ORDER", "LIMIT")) {
      end = Math.min(end, find(tokens, set, last));
    }
    int name = name(tokens, update, set);
    String table = fold(tokens, name);
    String alias = name + 1 < set ? fold(tokens, alias(tokens, name)) : table;
    List<Assignment> assignments =
        assignments(tokens, set + 1, Math.min(end, Math.min(from, where)));
    Set<String> columns = new LinkedHashSet<>();
    Set<String> computed = new LinkedHashSet<>();
    Set<String> appended = new LinkedHashSet<>();
    boolean fills = !assignments.isEmpty();
    boolean appends = !assignments.isEmpty();
    List<SqlToken> condition = where < end ? tokens.subList(where + 1, end) : List.of();
    for (Assignment assignment : assignments) {
      columns.addAll(assignment.columns);
      if (!isLiteral(assignment.value)) {
        computed.addAll(assignment.columns);
      }
      appends &= appends(assignment, appended);
      fills &=
          keeps(assignment)
              || assignment.columns.stream()
                  .allMatch(c -> new MissingValueCondition(alias, c).holds(condition));
    }
    boolean conditional = where < tokens.size() || from < tokens.size();
    return new UpdateText(
        table,
        columns,
        computed,
        conditional,
        fills,
        appends ? Optional.of(appended) : Optional.empty(),
        assignments,
        condition);
  }

  private static String fold(List<SqlToken> tokens, int i) {
    return i < tokens.size() ? SqlNames.fold(tokens.get(i).value()) : "";
  }

  /** The index of a keyword outside all parentheses; the size if there is none. */
  private static int find(List<SqlToken> tokens, int from, String keyword) {
    int depth = 0;
    for (int i = from; i < tokens.size(); i++) {
      depth += tokens.get(i).nesting();
      if (depth == 0 && tokens.get(i).is(keyword)) {
        return i;
      }
    }
    return tokens.size();
  }

  private static int name(List<SqlToken> tokens, int update, int set) {
    int name = update + 1;
    if (name + 2 < set && tokens.get(name).is("OR")) {
      name += 2;
    }
    return name + 2 < set && tokens.get(name + 1).isOperator(".") ? name + 2 : name;
  }

  /** What the columns are qualified with: the alias, or else the table itself. */
  private static int alias(List<SqlToken> tokens, int name) {
    SqlToken next = tokens.get(name + 1);
    if (next.is("INDEXED") || next.is("NOT")) {
      return name;
    }
    return next.is("AS") ? name + 2 : name + 1;
  }

  private static List<Assignment> assignments(List<SqlToken> tokens, int from, int to) {
    List<Assignment> assignments = new ArrayList<>();
    int depth = 0;
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i == to || (depth == 0 && tokens.get(i).isOperator(","))) {
        if (i > start) {
          assignments.add(assignment(tokens.subList(start, i)));
        }
        start = i + 1;
      } else {
        depth += tokens.get(i).nesting();
      }
    }
    return assignments;
  }

  private static Assignment assignment(List<SqlToken> tokens) {
    List<String> names = new ArrayList<>();
    int after = 1;
    if (tokens.get(0).isOperator("(")) {
      int close = CheckText.closing(tokens, 0);
      for (int j = 1; j < close; j += 2) {
        names.add(fold(tokens, j));
      }
      after = close + 1;
    } else {
      names.add(fold(tokens, 0));
    }
    return new Assignment(names, tokens.subList(Math.min(after + 1, tokens.size()), tokens.size()));
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
  private static boolean keeps(Assignment assignment) {
    List<SqlToken> value = assignment.value;
    return assignment.columns.size() == 1
        && value.size() > 3
        && (value.get(0).is("COALESCE") || value.get(0).is("IFNULL"))
        && value.get(1).isOperator("(")
        && fold(value, 2).equals(assignment.columns.get(0))
        && value.get(3).isOperator(",")
        && CheckText.closing(value, 1) == value.size() - 1;
  }

  /** {@code column = column || …}, in any order, of texts and names; the names are noted. */
  private static boolean appends(Assignment assignment, Set<String> names) {
    List<SqlToken> value = assignment.value;
    boolean kept = false;
    for (int i = 0; i < value.size(); i++) {
      SqlToken token = value.get(i);
      boolean name = token.isName();
      if (i % 2 == 1 ? !token.isOperator("||") : !name && token.kind() != TokenKind.STRING) {
        return false;
      }
      if (name && assignment.columns.equals(List.of(SqlNames.fold(token.value())))) {
        kept = true;
      } else if (name) {
        names.add(SqlNames.fold(token.value()));
      }
    }
    return kept && value.size() % 2 == 1;
  }
}
