package dev.rungs.processor.replay.sqlite;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts a tokenizer that is built into SQLite in place of one that the program registers: Java can
 * register none. What the author wrote is kept in a comment of the statement, which SQLite keeps in
 * {@code sqlite_schema}, also when the table is renamed; so it can be read from there again.
 */
final class StandInTokenizers {
  static final String MARK = "/*rungs tokenizer ";
  private static final String MARK_END = "*/";

  /** FTS5 has it whatever its options; FTS3 and FTS4 have this one always. */
  private static final String OF_FTS5 = "'unicode61'";

  private static final String OF_FTS3 = "simple";
  private static final Set<String> OLD_MODULES = Set.of("fts3", "fts4");

  private final Set<String> names;

  /** Stands in for some tokenizers. */
  StandInTokenizers(Collection<String> names) {
    this.names = names.stream().map(SqlNames::fold).collect(Collectors.toSet());
  }

  /** The module's name, and what comes after {@code tokenize =}. */
  private record Place(SqlToken module, int start, int end, String name) {}

  /** What SQLite is to run: the same, unless it creates a table with one of the tokenizers. */
  String inPlaceOf(String sql) {
    Optional<Place> place = names.isEmpty() ? Optional.empty() : find(sql);
    if (place.isEmpty() || !names.contains(SqlNames.fold(place.get().name))) {
      return sql;
    }
    int module = place.get().module.end();
    String written = sql.substring(place.get().start, place.get().end);
    return sql.substring(0, module)
        + MARK
        + HexFormat.of().formatHex(written.getBytes(StandardCharsets.UTF_8))
        + MARK_END
        + sql.substring(module, place.get().start)
        + (OLD_MODULES.contains(SqlNames.fold(place.get().module.value())) ? OF_FTS3 : OF_FTS5)
        + sql.substring(place.get().end);
  }

  /** What the author wrote, of a text in {@code sqlite_schema}. */
  static String written(String sql) {
    int mark = sql == null ? -1 : sql.indexOf(MARK);
    Optional<Place> place = mark < 0 ? Optional.empty() : find(sql);
    if (place.isEmpty() || place.get().module.end() != mark) {
      return sql;
    }
    int end = sql.indexOf(MARK_END, mark);
    byte[] written = HexFormat.of().parseHex(sql.substring(mark + MARK.length(), end));
    return sql.substring(0, mark)
        + sql.substring(end + MARK_END.length(), place.get().start)
        + new String(written, StandardCharsets.UTF_8)
        + sql.substring(place.get().end);
  }

  private static Optional<Place> find(String sql) {
    List<SqlToken> tokens = SqlTokenizer.significant(sql);
    if (tokens.size() < 2 || !tokens.get(0).is("CREATE") || !tokens.get(1).is("VIRTUAL")) {
      return Optional.empty();
    }
    int using = 2;
    while (using < tokens.size() && !tokens.get(using).is("USING")) {
      using++;
    }
    int depth = 0;
    for (int i = using + 2; i < tokens.size(); i++) {
      SqlToken before = tokens.get(i - 1);
      boolean starts = depth == 1 && (before.isOperator("(") || before.isOperator(","));
      if (starts && tokens.get(i).is("TOKENIZE")) {
        return place(tokens, tokens.get(using + 1), i + 1);
      }
      depth += tokens.get(i).nesting();
    }
    return Optional.empty();
  }

  private static Optional<Place> place(List<SqlToken> tokens, SqlToken module, int after) {
    int from = after < tokens.size() && tokens.get(after).isOperator("=") ? after + 1 : after;
    int to = from;
    for (int depth = 1; to < tokens.size(); to++) {
      depth += tokens.get(to).nesting();
      if (depth == 0 || depth == 1 && tokens.get(to).isOperator(",")) {
        break;
      }
    }
    if (to == from || to == tokens.size()) {
      return Optional.empty();
    }
    List<String> words =
        tokens.subList(from, to).stream()
            .flatMap(token -> Arrays.stream(token.value().strip().split("\\s+")))
            .toList();
    // Porter works on the words that another one gives.
    boolean wraps = words.size() > 1 && words.get(0).equalsIgnoreCase("porter");
    return Optional.of(
        new Place(
            module, tokens.get(from).offset(), tokens.get(to - 1).end(), words.get(wraps ? 1 : 0)));
  }
}
