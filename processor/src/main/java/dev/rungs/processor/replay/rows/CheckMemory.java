package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.script.Literals;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  Parsed parsed(String sql) {
    return parsed.computeIfAbsent(sql, Parsed::of);
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
