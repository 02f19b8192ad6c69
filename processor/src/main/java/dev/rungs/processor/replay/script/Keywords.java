package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlToken;
import java.util.List;

/** Looks for keywords wherever they stand, in parentheses too. */
public final class Keywords {
  private Keywords() {}

  /**
   * Whether one of some keywords is among tokens.
   *
   * @param keywords in upper case
   */
  public static boolean areIn(List<SqlToken> tokens, String... keywords) {
    for (SqlToken token : tokens) {
      if (isOneOf(token, keywords)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a token is one of some keywords.
   *
   * @param keywords in upper case
   */
  public static boolean isOneOf(SqlToken token, String... keywords) {
    for (String keyword : keywords) {
      if (token.is(keyword)) {
        return true;
      }
    }
    return false;
  }
}
