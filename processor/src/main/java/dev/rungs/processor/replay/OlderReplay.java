package dev.rungs.processor.replay;

import dev.rungs.processor.model.CompileMessages;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.model.TargetMessages;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.sqlite.OlderSqlite;
import dev.rungs.processor.replay.sqlite.SqliteMessage;
import dev.rungs.processor.replay.sqlite.SqliteUnavailableException;
import dev.rungs.runtime.internal.sql.SqlStatement;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * Runs the scripts of a schema, which the compiler's own SQLite accepts, in an older one: {@code
 * TargetRefuses} says what that does not understand.
 */
public final class OlderReplay {
  private OlderReplay() {}

  /**
   * Runs them in order, each {@code @Up}, its {@code @Down} and the {@code @Up} again, up to the
   * first that fails.
   *
   * @param schema a schema without gaps
   * @param jar of the sqlite-jdbc with the SQLite
   * @return what is refused
   */
  public static List<Problem> run(SchemaModel schema, Path jar) {
    try (OlderSqlite sqlite = OlderSqlite.open(jar)) {
      for (MigrationModel migration : schema.migrations()) {
        if (migration.schemaUnknown()) {
          break;
        }
        Script up = Script.up(migration);
        Script down = Script.down(migration);
        for (Script script : down.isEmpty() ? List.of(up) : List.of(up, down, up)) {
          Problem refused = run(script, sqlite);
          if (refused != null) {
            return List.of(refused);
          }
        }
      }
      return List.of();
    } catch (SqliteUnavailableException e) {
      return List.of(
          CompileMessages.optionValue(
                  "rungs.sqlite",
                  jar.toString(),
                  "a jar of org.xerial:sqlite-jdbc that can be loaded (" + e.getMessage() + ")")
              .at(0, Site.NOWHERE));
    }
  }

  private static Problem run(Script script, OlderSqlite sqlite) {
    for (SqlStatement statement : script.statements()) {
      try {
        sqlite.execute(statement.text());
      } catch (SQLException e) {
        return script.problemAt(
            statement.offset(), TargetMessages.olderRefuses(sqlite.version(), SqliteMessage.of(e)));
      }
    }
    return null;
  }
}
