package dev.rungs.processor.history;

import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.List;

/** Splits scripts where SQLite does. */
public final class HistoryStatements {
  private HistoryStatements() {}

  /**
   * A statement.
   *
   * @param text without the blanks and comments around it, and without its semicolon
   * @param offset where it begins in its script, in UTF-16 code units
   * @param words its tokens without blanks and comments; a quoted name without its quotes
   */
  public record Statement(String text, int offset, List<String> words) {}

  /**
   * Splits a script.
   *
   * @param script any text
   * @return its statements in order
   */
  public static List<Statement> split(String script) {
    return ScriptSplitter.split(script).stream().map(HistoryStatements::statement).toList();
  }

  private static Statement statement(SqlStatement statement) {
    List<String> words =
        SqlTokenizer.significant(statement.text()).stream().map(SqlToken::value).toList();
    return new Statement(statement.text(), statement.offset(), words);
  }
}
