package dev.rungs.replicated.internal;

import dev.rungs.replicated.UnsupportedMigrationException;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlStatement;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a server cannot do in one request is refused before anything is sent. */
final class Requirements {
  private final Server server;
  private final State state;
  private final int current;

  Requirements(Server server, State state, int current) {
    this.server = server;
    this.state = state;
    this.current = current;
  }

  /** Refuses a server whose SQLite is older than the schema is used with. D1 does not tell. */
  void requireSqlite(Optional<String> oldest) throws ServerException {
    if (oldest.isEmpty() || !server.keepsUserVersion()) {
      return;
    }
    Object found = server.query(List.of(Query.one("sqlite_version()"))).get(0).value();
    if (Arrays.compare(numbers(String.valueOf(found)), numbers(oldest.get())) < 0) {
      throw new UnsupportedMigrationException(
          server.name()
              + " has SQLite "
              + found
              + ", and this schema needs "
              + oldest.get()
              + ". Nothing was changed.",
          "Use a newer version of the server.",
          state.version(),
          current,
          0);
    }
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }

  /** Refuses what an upgrade would run. */
  void requireUp(Action action, List<MigrationDefinition> pending) throws ServerException {
    for (MigrationDefinition migration : pending) {
      if (migration.hasStep()) {
        throw refused(
            migration,
            "It has a step in Java, which cannot run in the server's transaction.",
            "Write the change as SQL, or do it in the program after the upgrade, a part at a time.");
      }
      requireSize(migration, migration.up().orElse(""));
    }
    if (!server.enforcesForeignKeys()) {
      return;
    }
    if (action == Action.REBUILD) {
      throw refused(
          pending.get(pending.size() - 1),
          "The database would be wiped and built again, and foreign keys are on here and cannot be"
              + " switched off: the tables cannot be dropped in one transaction.",
          "Create an empty database and fill it.");
    }
    requireNoParentDropped(pending, migration -> migration.up().orElse(""));
  }

  /** Refuses what a rollback would run. */
  void requireDown(List<MigrationDefinition> way) throws ServerException {
    for (MigrationDefinition migration : way) {
      if (migration.hasReversibleStep()) {
        throw refused(
            migration,
            "Its rollback has a step in Java, which cannot run in the server's transaction.",
            "Roll back no further than version " + migration.version() + ".");
      }
      requireSize(migration, migration.down().orElse(""));
    }
    if (server.enforcesForeignKeys()) {
      requireNoParentDropped(way, migration -> migration.down().orElse(""));
    }
  }

  private void requireSize(MigrationDefinition migration, String script) {
    for (SqlStatement statement : ScriptSplitter.statements(script)) {
      int bytes = statement.text().getBytes(StandardCharsets.UTF_8).length;
      if (bytes > server.longestStatement()) {
        throw refused(
            migration,
            "Its statement at line "
                + statement.line()
                + " has "
                + bytes
                + " bytes; the server takes "
                + server.longestStatement()
                + ".",
            "Divide the statement into several.");
      }
    }
  }

  private void requireNoParentDropped(
      List<MigrationDefinition> migrations, Function<MigrationDefinition, String> script) {
    try (Mirror mirror = Mirror.of(state)) {
      ParentDrops.Found found = new ParentDrops(mirror).find(migrations, script);
      if (found != null) {
        throw refused(
            found.migration(),
            "At line "
                + found.statement().line()
                + " of its script it drops table "
                + found.parent()
                + ", to which "
                + String.join(", ", found.children())
                + (found.children().size() == 1 ? " refers" : " refer")
                + ". Foreign keys are on here and cannot be switched off, so the rows that refer"
                + " would go with it.",
            "Change the table with ALTER TABLE instead, or drop or rebuild the tables that refer"
                + " to it first, without the reference.");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("SQLite in memory failed: " + e.getMessage(), e);
    }
  }

  private UnsupportedMigrationException refused(
      MigrationDefinition migration, String why, String instead) {
    return new UnsupportedMigrationException(
        "Migration "
            + migration.version()
            + " ("
            + migration.name()
            + ") cannot be run on "
            + server.name()
            + ", which stays at version "
            + state.version()
            + ". "
            + why,
        instead,
        state.version(),
        current,
        migration.version());
  }
}
