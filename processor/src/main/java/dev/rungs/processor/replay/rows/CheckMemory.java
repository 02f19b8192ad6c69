package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.script.Literals;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What was found out of CHECKs. The same ones come with each trial, and so do the same questions,
 * which have the same answer each time. Of each the last {@value #MOST} are remembered.
 */
final class CheckMemory {
  /** The text of a CHECK, read. */
  record Parsed(List<SqlToken> tokens, Literals literals) {
    private static Parsed of(String sql) {
      List<SqlToken> tokens = SqlTokenizer.significant(sql);
      return new Parsed(tokens, Literals.of(tokens));
    }
  }

  /**
   * What passes the CHECKs of one column.
   *
   * @param values those that the CHECKs name come first
   * @param preferred how many of them to choose from
   */
  record Good(List<Object> values, int preferred) {}

  private static final int MOST = 500;

  private static final class Latest<T> extends LinkedHashMap<String, T> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
      return size() > MOST;
    }
  }

  private final Map<String, Parsed> parsed = new Latest<>();
  private final Map<String, List<Boolean>> answers = new Latest<>();
  private final Map<String, Set<Object>> candidates = new Latest<>();
  private final Map<String, Good> good = new Latest<>();

  Parsed parsed(String sql) {
    return parsed.computeIfAbsent(sql, Parsed::of);
  }

  /** The values to try of a column that a CHECK names. */
  Set<Object> candidates(String check, String column, Supplier<Set<Object>> find) {
    return candidates.computeIfAbsent(column + '\0' + check, k -> find.get());
  }

  /** What passes the CHECKs of a column, if these and the values to try make up the question. */
  Good good(String question, Supplier<Good> find) {
    Good known = good.get(question);
    if (known == null) {
      known = find.get();
      good.put(question, known);
    }
    return known;
  }

  List<Boolean> answer(String question, Supplier<List<Boolean>> ask) {
    List<Boolean> known = answers.get(question);
    if (known == null) {
      known = ask.get();
      answers.put(question, known);
    }
    return known;
  }
}
