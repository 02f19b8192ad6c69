package dev.rungs.cli;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.MigrationStatus.Entry;
import java.util.List;
import java.util.stream.Collectors;

/** Says which migrations were edited after a database had been migrated with them. */
final class Edits {
  private Edits() {}

  static List<Entry> of(MigrationStatus status) {
    return status.migrations().stream().filter(Entry::edited).toList();
  }

  /** Warns of them. */
  static void warn(Terminal terminal, Database database, List<Entry> edited) {
    if (!edited.isEmpty()) {
      terminal.warn(message(database, edited));
    }
  }

  /** Warns of them after the work is done, which a status that cannot be read does not undo. */
  static void warn(Terminal terminal, Database database, RootCommand root) {
    try {
      warn(terminal, database, of(database.status()));
    } catch (MigrationException e) {
      terminal.warn(
          "Whether an applied migration was edited could not be checked. "
              + ErrorText.message(e, root));
    }
  }

  /** Refuses them. */
  static void refuse(Database database) {
    List<Entry> edited = of(database.status());
    if (!edited.isEmpty()) {
      throw new CommandFailure(message(database, edited));
    }
  }

  static String message(Database database, List<Entry> edited) {
    boolean one = edited.size() == 1;
    return database
        + " was migrated with other SQL than this build has. Edited after "
        + (one ? "it was" : "they were")
        + " applied: "
        + edited.stream()
            .map(entry -> entry.version() + " (" + entry.name() + ")")
            .collect(Collectors.joining(", "))
        + ". Restore "
        + (one ? "it" : "them")
        + " from version control, and write a new migration for the change.";
  }
}
