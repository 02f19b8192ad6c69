package dev.rungs.runtime.internal.sql;

import java.util.List;

/**
 * What a view or a trigger of a schema runs.
 *
 * @param isView whether it is a view's
 * @param owner the view, or the table or view that the trigger belongs to; folded
 * @param namesColumns whether the view has a list of columns
 * @param text the query, or the statements between BEGIN and END
 */
public record StoredBody(boolean isView, String owner, boolean namesColumns, String text) {
  /**
   * Takes the text apart.
   *
   * @return its tokens without blanks and comments
   */
  public List<SqlToken> tokens() {
    return SqlTokenizer.significant(text);
  }
}
