package dev.rungs.processor.replay;

import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.model.Site;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the migrations of one schema in order on an SQLite in memory, and reports what that shows.
 *
 * <p>The versions must be 1, 2, 3, …, each once, and the scripts free of what {@code SqlNotAllowed}
 * refuses. The replay stops at the first version whose {@code @Up} SQLite refuses. Steps written in
 * Java are not run.
 */
public final class Replay {
  private final ScratchDatabase database;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Integer, String> fingerprints = new HashMap<>();

  private Replay(ScratchDatabase database) {
    this.database = database;
  }

  /**
   * Replays a schema. Where none of its migrations declares SQL, no SQLite is loaded.
   *
   * @param schema a schema without gaps
   * @return problems and fingerprints
   */
  public static ReplayResult run(SchemaModel schema) {
    try (ScratchDatabase database = ScratchDatabase.open()) {
      Replay replay = new Replay(database);
      replay.runAll(schema);
      return new ReplayResult(replay.problems, replay.fingerprints);
    } catch (SqliteUnavailableException e) {
      return new ReplayResult(List.of(unavailable(schema, e)), Map.of());
    } catch (SQLException e) {
      throw new IllegalStateException("The replay itself failed: " + e.getMessage(), e);
    }
  }

  private static Problem unavailable(SchemaModel schema, SqliteUnavailableException e) {
    return new Problem(
        ProblemKey.SQLITE_UNAVAILABLE,
        0,
        new Site(schema.className(), Site.Part.TYPE),
        "SQLite cannot be loaded into the compiler: "
            + e.getMessage()
            + ". Set -Arungs.verify=off to compile without running the SQL, or mend the cause.");
  }

  private void runAll(SchemaModel schema) throws SQLException {
    for (MigrationModel migration : schema.migrations()) {
      if (migration.schemaUnknown()) {
        checkSyntaxFrom(schema, migration);
        return;
      }
      Script up = Script.up(migration);
      Optional<Rejection> rejection = ScriptRunner.run(database, up);
      if (rejection.isPresent()) {
        problems.add(new Rejections(database).problem(up, rejection.get()));
        return;
      }
    }
  }

  private void checkSyntaxFrom(SchemaModel schema, MigrationModel first) {
    problems.add(
        new Problem(
            ProblemKey.NOTE,
            first.version(),
            new Site(first.className(), Site.Part.SCHEMA_UNKNOWN),
            "The schema is not known from version "
                + first.version()
                + " on. Only the syntax of its SQL and of later versions' is checked."));
    for (MigrationModel migration : schema.migrations()) {
      if (migration.version() < first.version()) {
        continue;
      }
      for (Script script : List.of(Script.up(migration), Script.down(migration))) {
        ScriptRunner.checkSyntax(database, script)
            .ifPresent(r -> problems.add(new Rejections(database).problem(script, r)));
      }
    }
  }
}
