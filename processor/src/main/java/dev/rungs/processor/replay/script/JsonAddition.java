package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenKind;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An UPDATE that only adds to JSON: {@code s = json_insert(s, '$.k', 1)}, or {@code s = json_set(s,
 * '$.k', 1)} in rows that have nothing there.
 */
final class JsonAddition {
  private static final Set<String> INSERTS = Set.of("JSON_INSERT", "JSONB_INSERT");
  private static final Set<String> SETS = Set.of("JSON_SET", "JSONB_SET");
  private static final Set<String> READS = Set.of("JSON_EXTRACT", "JSONB_EXTRACT", "JSON_TYPE");

  private final String alias;
  private final String column;

  private JsonAddition(String alias, String column) {
    this.alias = alias;
    this.column = column;
  }

  /**
   * Reads an assignment.
   *
   * @param assignment what is set
   * @param alias what its columns are qualified with, folded
   * @param condition which rows are changed
   */
  static boolean is(UpdateText.Assignment assignment, String alias, List<SqlToken> condition) {
    return assignment.columns().size() == 1
        && new JsonAddition(alias, assignment.columns().get(0))
            .holds(assignment.value(), condition);
  }

  private boolean holds(List<SqlToken> value, List<SqlToken> condition) {
    List<List<SqlToken>> arguments = arguments(value);
    if (arguments.size() < 3 || !isColumn(arguments.get(0))) {
      return false;
    }
    if (INSERTS.contains(function(value))) {
      return true;
    }
    Set<String> absent = new HashSet<>();
    for (List<SqlToken> part : MissingValueCondition.conjuncts(condition)) {
      absent.add(absent(part).orElse(""));
    }
    boolean all = SETS.contains(function(value));
    for (int i = 1; i < arguments.size(); i += 2) {
      Optional<String> path = path(arguments.get(i));
      all &= path.isPresent() && absent.contains(path.get());
    }
    return all;
  }

  private static String function(List<SqlToken> value) {
    return value.get(0).text().toUpperCase(Locale.ROOT);
  }

  /** Those of a call that is all there is; none otherwise. */
  private static List<List<SqlToken>> arguments(List<SqlToken> call) {
    boolean is = call.size() > 1 && TokenReader.isParenthesized(call.subList(1, call.size()));
    return is ? TokenReader.splitAtCommas(call.subList(2, call.size() - 1)) : List.of();
  }

  private boolean isColumn(List<SqlToken> tokens) {
    Optional<ColumnName> name = ColumnName.of(tokens);
    return name.isPresent() && name.get().isOf(alias, column);
  }

  /** The path of {@code json_extract(s, '$.k') IS NULL}, or {@code s ->> 'k' IS NULL}. */
  private Optional<String> absent(List<SqlToken> condition) {
    int size = condition.size();
    boolean two =
        size > 2 && condition.get(size - 2).is("IS") && condition.get(size - 1).is("NULL");
    if (!two && (size < 2 || !condition.get(size - 1).is("ISNULL"))) {
      return Optional.empty();
    }
    List<SqlToken> read =
        MissingValueCondition.withoutParentheses(condition.subList(0, size - (two ? 2 : 1)));
    List<List<SqlToken>> sides =
        TokenReader.splitAt(read, token -> token.isOperator("->") || token.isOperator("->>"));
    List<List<SqlToken>> arguments = READS.contains(function(read)) ? arguments(read) : sides;
    return arguments.size() == 2 && isColumn(arguments.get(0))
        ? path(arguments.get(1))
        : Optional.empty();
  }

  /** A path as it stands in the text; a key alone is one below the root. */
  private static Optional<String> path(List<SqlToken> tokens) {
    if (tokens.size() != 1 || tokens.get(0).kind() != TokenKind.STRING) {
      return Optional.empty();
    }
    String text = tokens.get(0).value();
    return Optional.of(text.startsWith("$") ? text : "$." + text);
  }
}
