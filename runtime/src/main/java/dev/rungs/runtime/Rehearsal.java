package dev.rungs.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a migration or rollback did to a copy of a file.
 *
 * @param report what was done; empty if it failed
 * @param failure what it failed with; its message names the file, not the copy
 * @param schemaChanges one phrase for each change: {@code + column notes.slug}, {@code - table
 *     tags}, {@code ~ type of notes.body: TEXT -> BLOB}
 * @param tables the tables that existed before or after, by name
 * @param duration how long it took, without copying the file
 */
public record Rehearsal(
    Optional<MigrationReport> report,
    Optional<MigrationException> failure,
    List<String> schemaChanges,
    List<Table> tables,
    Duration duration) {
  /** Copies the lists. */
  public Rehearsal {
    schemaChanges = List.copyOf(schemaChanges);
    tables = List.copyOf(tables);
  }

  /**
   * The rows of one table.
   *
   * @param name the table
   * @param rowsBefore empty if the table did not exist
   * @param rowsAfter empty if the table no longer exists
   */
  public record Table(String name, OptionalLong rowsBefore, OptionalLong rowsAfter) {}
}
