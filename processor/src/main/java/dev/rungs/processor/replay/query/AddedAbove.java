package dev.rungs.processor.replay.query;

import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.QueryMessages;
import dev.rungs.processor.model.SchemaHistory;
import dev.rungs.processor.model.SchemaHistory.Version;
import dev.rungs.processor.model.ScriptModel;
import dev.rungs.processor.replay.query.QueryCheck.Failure;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.SqliteUnavailableException;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a query lacks, and a migration above CURRENT_VERSION adds.
 *
 * @param version of the migration
 * @param statement in it, after which SQLite accepts the query
 */
record AddedAbove(Version version, SqlStatement statement) {
  /** For each failure the migration that would fix it, if one would. */
  static List<Optional<AddedAbove>> find(SchemaHistory schema, List<Failure> failures)
      throws SqliteUnavailableException, SQLException {
    List<Optional<AddedAbove>> found =
        new ArrayList<>(Collections.nCopies(failures.size(), Optional.empty()));
    if (failures.isEmpty() || schema.above().isEmpty()) {
      return found;
    }
    try (ScratchDatabase database =
        FinishedSchema.open(schema.finished().orElseThrow(), schema.extensions())) {
      for (Version version : schema.above()) {
        String up = version.up().map(ScriptModel::text).orElse("");
        for (SqlStatement statement : ScriptSplitter.split(up)) {
          if (Blame.changesRowsOnly(statement)) {
            continue;
          }
          if (!database.tryToExecute(statement.text())) {
            return found; // Nobody has checked the migration yet.
          }
          for (int i = 0; i < found.size(); i++) {
            String query = failures.get(i).statement().sql();
            if (found.get(i).isEmpty() && database.compileError(query).isEmpty()) {
              found.set(i, Optional.of(new AddedAbove(version, statement)));
            }
          }
        }
      }
    }
    return found;
  }

  String words(int current) {
    return QueryMessages.addedAbove(version.words(), version.number(), current);
  }

  Message appendTo(Message message) {
    return QueryMessages.addedBy(message, version, version.up().orElseThrow(), statement.offset());
  }
}
