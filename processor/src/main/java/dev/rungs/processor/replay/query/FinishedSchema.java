package dev.rungs.processor.replay.query;

import dev.rungs.processor.model.Extensions;
import dev.rungs.processor.model.Options;
import dev.rungs.processor.model.SchemaDdl;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.SqliteUnavailableException;
import java.sql.SQLException;

/** Builds a schema from its text, without rows. */
final class FinishedSchema {
  private FinishedSchema() {}

  static ScratchDatabase open(SchemaDdl schema, Extensions extensions)
      throws SqliteUnavailableException, SQLException {
    ScratchDatabase database = ScratchDatabase.open(Options.LIMIT, extensions);
    try {
      database.execute("BEGIN");
      for (SchemaDdl.Entry entry : schema.objects()) {
        database.execute(entry.sql());
      }
      database.execute("COMMIT");
      return database;
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }
}
