package dev.rungs.processor.replay.query;

import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlToken;
import java.util.List;

/**
 * Tables that the program itself creates by one of its queries, most of them temporary. Other
 * queries may use them.
 */
final class ProgramTables {
  private final ScratchDatabase database;

  ProgramTables(ScratchDatabase database) {
    this.database = database;
  }

  /** Creates what does not exist, in the order of the queries. */
  void create(List<List<QueryStatement>> queries) {
    for (List<QueryStatement> statements : queries) {
      if (statements.stream().anyMatch(ProgramTables::creates)) {
        statements.stream().filter(QueryStatement::isDdl).forEach(this::run);
      }
    }
  }

  /** A query that drops, too, would take away what the schema has. */
  private void run(QueryStatement statement) {
    if (!creates(statement)) {
      return;
    }
    // If it fails, it exists, or needs what does not: its own check says so.
    database.tryToExecute(statement.sql());
  }

  private static boolean creates(QueryStatement statement) {
    if (!statement.starts("CREATE")) {
      return false;
    }
    List<SqlToken> tokens = statement.tokens();
    return tokens.stream().limit(3).anyMatch(t -> t.is("TABLE") || t.is("VIEW"));
  }
}
