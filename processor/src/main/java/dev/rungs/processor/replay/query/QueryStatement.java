package dev.rungs.processor.replay.query;

import dev.rungs.processor.model.QueryDeclaration;
import dev.rungs.processor.query.PlainSql;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.List;

/**
 * One statement of a query.
 *
 * @param query the query
 * @param plain its SQL
 * @param number its place among several, from 1; 0 if it is the only one
 * @param statement the statement
 * @param tokens of it
 */
record QueryStatement(
    QueryDeclaration query,
    PlainSql plain,
    int number,
    SqlStatement statement,
    List<SqlToken> tokens) {

  static QueryStatement of(
      QueryDeclaration query, PlainSql plain, int number, SqlStatement statement) {
    return new QueryStatement(
        query, plain, number, statement, SqlTokenizer.significant(statement.text()));
  }

  String sql() {
    return statement.text();
  }

  /** Whether it starts with a word. */
  boolean starts(String keyword) {
    return !tokens.isEmpty() && tokens.get(0).is(keyword);
  }

  /** Whether it changes schema: at run time, in its own time. */
  boolean isDdl() {
    return starts("CREATE") || starts("DROP") || starts("ALTER") || starts("REINDEX");
  }

  /** Whether preparing it might do something, or says nothing. */
  boolean isControl() {
    return starts("PRAGMA")
        || starts("ATTACH")
        || starts("DETACH")
        || starts("VACUUM")
        || starts("BEGIN")
        || starts("COMMIT")
        || starts("END")
        || starts("ROLLBACK")
        || starts("SAVEPOINT")
        || starts("RELEASE")
        || starts("ANALYZE");
  }

  /** A place in the SQL as the program has it. */
  int origin(int offset) {
    return plain.origin(statement.offset() + offset);
  }
}
