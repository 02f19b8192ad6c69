package dev.rungs.processor.query;

import dev.rungs.processor.model.Lock;
import dev.rungs.processor.model.QueryDeclaration;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.List;
import java.util.Optional;

/** SQL in one line, without comments: what a lock file keeps of a query. */
public final class NormalSql {
  private NormalSql() {}

  /**
   * Describes a query for a lock file.
   *
   * @param query the query
   * @return empty if not all of its text is known
   */
  public static Optional<Lock.Query> of(QueryDeclaration query) {
    if (query.sql().isEmpty()) {
      return Optional.empty();
    }
    try {
      PlainSql plain = PlaceholderReader.read(query.sql().get(), query.binding());
      String place = query.packageName().isEmpty() ? "" : query.packageName() + ".";
      return Optional.of(new Lock.Query(place + query.name(), of(plain.text())));
    } catch (UncheckedException e) {
      return Optional.empty();
    }
  }

  /** Joins the tokens as they were apart, with one blank. */
  private static String of(String sql) {
    List<SqlToken> tokens = SqlTokenizer.significant(sql);
    StringBuilder text = new StringBuilder();
    int end = -1;
    for (SqlToken token : tokens) {
      if (end >= 0 && token.offset() > end) {
        text.append(' ');
      }
      text.append(token.text());
      end = token.end();
    }
    return text.toString();
  }
}
