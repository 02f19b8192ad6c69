package dev.rungs.processor.replay;

import dev.rungs.processor.model.Extensions;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.Options;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.SqliteUnavailableException;
import dev.rungs.runtime.internal.sql.SchemaDifference;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import dev.rungs.runtime.internal.sql.SqlStatement;
import java.sql.SQLException;
import java.util.List;

/** Tells in what a baseline differs from the schema that its version had. */
public final class SquashedSchema {
  private SquashedSchema() {}

  /**
   * Compares two schemas.
   *
   * @param before the statements that build the earlier one
   * @param baseline the migration that builds the whole schema
   * @param extensions what the program registers on its connections
   * @return a phrase for each difference; none if one of them cannot be built
   */
  public static List<String> differences(
      List<String> before, MigrationModel baseline, Extensions extensions) {
    if (before.isEmpty()) {
      return List.of();
    }
    List<String> now = Script.up(baseline).statements().stream().map(SqlStatement::text).toList();
    try {
      return SchemaDifference.between(schema(before, extensions), schema(now, extensions));
    } catch (SqliteUnavailableException | SQLException e) {
      return List.of();
    }
  }

  private static SchemaSnapshot schema(List<String> statements, Extensions extensions)
      throws SqliteUnavailableException, SQLException {
    try (ScratchDatabase database = ScratchDatabase.open(Options.LIMIT, extensions)) {
      for (String statement : statements) {
        database.execute(statement);
      }
      return database.schema();
    }
  }
}
