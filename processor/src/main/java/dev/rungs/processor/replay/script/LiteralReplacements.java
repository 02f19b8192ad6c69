package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenKind;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an UPDATE for one thing: whether all that it overwrites is a literal that stands in its own
 * text, as in {@code SET status = 'done' WHERE status = 'finished'}.
 */
public final class LiteralReplacements {
  /**
   * A value that becomes another one.
   *
   * @param column folded
   * @param from as written
   * @param to as written
   */
  public record Replacement(String column, String from, String to) {}

  private final UpdateText update;
  private final List<Replacement> replacements = new ArrayList<>();

  private LiteralReplacements(UpdateText update) {
    this.update = update;
  }

  /**
   * Reads an UPDATE.
   *
   * @return what it replaces; empty if it overwrites, or may overwrite, anything else, or more than
   *     one value by the same other one
   */
  public static List<Replacement> of(UpdateText update) {
    LiteralReplacements read = new LiteralReplacements(update);
    boolean all = !update.assignments().isEmpty();
    for (UpdateText.Assignment assignment : update.assignments()) {
      all = all && read.isReplacement(assignment);
    }
    return all && isOneForOne(read.replacements) ? read.replacements : List.of();
  }

  /**
   * Reads an expression that a column passes through.
   *
   * @param column folded
   * @param expression its tokens
   * @return the values that it makes NULL, as written; none if it does anything else
   */
  public static List<String> nulled(String column, List<SqlToken> expression) {
    UpdateText.Assignment assignment = new UpdateText.Assignment(List.of(column), expression);
    UpdateText update =
        new UpdateText(
            "",
            "",
            Set.of(column),
            Set.of(column),
            false,
            false,
            Optional.empty(),
            List.of(assignment),
            List.of());
    List<Replacement> found = of(update);
    List<String> values = new ArrayList<>();
    for (Replacement replacement : found) {
      if (!SqlNames.fold(replacement.to).equals("null")) {
        return List.of();
      }
      values.add(replacement.from);
    }
    return values;
  }

  /** Whether no two values of a column are replaced by the same one. */
  public static boolean isOneForOne(List<Replacement> replacements) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (Replacement r : replacements) {
      String known = sources.putIfAbsent(r.column + '\0' + r.to, r.from);
      if (known != null && !known.equals(r.from)) {
        return false;
      }
    }
    return true;
  }

  private boolean isReplacement(UpdateText.Assignment assignment) {
    if (assignment.columns().size() != 1) {
      return false;
    }
    String column = assignment.columns().get(0);
    Optional<String> to = literal(assignment.value());
    if (to.isPresent()) {
      Set<String> from = tested(column);
      for (String tested : from) {
        replacements.add(new Replacement(column, tested, to.get()));
      }
      return !from.isEmpty();
    }
    return isNullIf(column, assignment.value()) || isMapping(column, assignment.value());
  }

  /**
   * The literals that a column equals, one of them, by what follows WHERE; empty if any value may.
   */
  private Set<String> tested(String column) {
    for (List<SqlToken> part : MissingValueCondition.conjuncts(update.condition())) {
      Set<String> tested = testedBy(part, column);
      if (!tested.isEmpty()) {
        return tested;
      }
    }
    return Set.of();
  }

  private Set<String> testedBy(List<SqlToken> tokens, String column) {
    int after = afterName(tokens, 0, column);
    if (after == 0 || after >= tokens.size()) {
      return Set.of();
    }
    SqlToken operator = tokens.get(after);
    List<SqlToken> rest = tokens.subList(after + 1, tokens.size());
    if (operator.isOperator("=") || operator.isOperator("==") || operator.is("IS")) {
      Optional<String> value = literal(rest);
      return value.isPresent() ? Set.of(value.get()) : Set.of();
    }
    if (!operator.is("IN") || rest.isEmpty() || !rest.get(0).isOperator("(")) {
      return Set.of();
    }
    Set<String> listed = new LinkedHashSet<>();
    int from = 1;
    for (int i = 1; i < rest.size(); i++) {
      if (rest.get(i).isOperator(",") || i == rest.size() - 1) {
        Optional<String> value = literal(rest.subList(from, i));
        if (value.isEmpty()) {
          return Set.of();
        }
        listed.add(value.get());
        from = i + 1;
      }
    }
    return listed;
  }

  /** {@code nullif(column, 'a')}. */
  private boolean isNullIf(String column, List<SqlToken> value) {
    TokenReader reader = new TokenReader(value);
    if (!reader.accept("NULLIF") || !TokenReader.isParenthesized(value.subList(1, value.size()))) {
      return false;
    }
    List<List<SqlToken>> arguments = TokenReader.splitAtCommas(reader.parenthesized());
    Optional<String> from = arguments.size() == 2 ? literal(arguments.get(1)) : Optional.empty();
    if (from.isEmpty() || afterName(arguments.get(0), 0, column) != arguments.get(0).size()) {
      return false;
    }
    replacements.add(new Replacement(column, from.get(), "NULL"));
    return true;
  }

  /** {@code CASE column WHEN 'a' THEN 'b' ELSE column END}, or with {@code WHEN column = 'a'}. */
  private boolean isMapping(String column, List<SqlToken> tokens) {
    int last = tokens.size() - 1;
    if (last < 5 || !tokens.get(0).is("CASE") || !tokens.get(last).is("END")) {
      return false;
    }
    int i = afterName(tokens, 1, column);
    boolean operand = i > 0;
    i = operand ? i : 1;
    Set<String> mapped = new LinkedHashSet<>();
    while (i < last && tokens.get(i).is("WHEN")) {
      int then = find(tokens, i, "THEN");
      int next = then;
      while (next < last && !tokens.get(next).is("WHEN") && !tokens.get(next).is("ELSE")) {
        next++;
      }
      Optional<String> from =
          operand
              ? literal(tokens.subList(i + 1, then))
              : single(testedBy(tokens.subList(i + 1, then), column));
      Optional<String> to =
          then < last ? literal(tokens.subList(then + 1, next)) : Optional.empty();
      if (from.isEmpty() || to.isEmpty()) {
        return false;
      }
      mapped.add(from.get());
      replacements.add(new Replacement(column, from.get(), to.get()));
      i = next;
    }
    if (i == last) {
      // Without ELSE the others become NULL, unless the condition leaves them out.
      Set<String> tested = tested(column);
      return !tested.isEmpty() && mapped.containsAll(tested);
    }
    return tokens.get(i).is("ELSE") && afterName(tokens, i + 1, column) == last;
  }

  private static Optional<String> single(Set<String> values) {
    return values.size() == 1 ? Optional.of(values.iterator().next()) : Optional.empty();
  }

  private static int find(List<SqlToken> tokens, int from, String keyword) {
    int i = from;
    while (i < tokens.size() && !tokens.get(i).is(keyword)) {
      i++;
    }
    return i;
  }

  /** The place behind a column's name, qualified or not; 0 if it does not stand there. */
  private int afterName(List<SqlToken> tokens, int at, String column) {
    int i = at;
    if (i + 2 < tokens.size() && tokens.get(i + 1).isOperator(".")) {
      boolean anywhere = update.table().isEmpty();
      if (!anywhere && !SqlNames.fold(tokens.get(i).value()).equals(update.table())) {
        return 0;
      }
      i += 2;
    }
    boolean named =
        i < tokens.size()
            && tokens.get(i).isName()
            && SqlNames.fold(tokens.get(i).value()).equals(column);
    return named ? i + 1 : 0;
  }

  private static Optional<String> literal(List<SqlToken> tokens) {
    int sign = tokens.size() == 2 && tokens.get(0).isOperator("-") ? 1 : 0;
    if (tokens.size() != sign + 1) {
      return Optional.empty();
    }
    SqlToken token = tokens.get(sign);
    boolean literal =
        token.kind() == TokenKind.NUMBER
            || token.kind() == TokenKind.STRING
            || token.is("NULL")
            || token.is("TRUE")
            || token.is("FALSE");
    return literal ? Optional.of((sign == 1 ? "-" : "") + token.text()) : Optional.empty();
  }
}
