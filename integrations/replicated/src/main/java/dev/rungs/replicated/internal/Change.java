package dev.rungs.replicated.internal;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.internal.sql.SqlStatement;
import java.util.List;

/**
 * One request: what is run, all or nothing, if the database still is as planned for.
 *
 * @param parts the statements; the first is the comparison
 * @param version the version there is afterwards
 * @param migrations the migrations it is made of; empty if versions are only recorded
 * @param applied what it comes to, for the report
 */
record Change(
    List<Part> parts,
    int version,
    List<MigrationDefinition> migrations,
    List<AppliedMigration> applied) {
  /**
   * One statement.
   *
   * @param sql its text
   * @param migration the migration whose script it is of, or null
   * @param statement where it stands there, or null
   */
  record Part(String sql, MigrationDefinition migration, SqlStatement statement) {}

  List<String> statements() {
    return parts.stream().map(Part::sql).toList();
  }

  /** Tells by what the server has now whether it was done, and by this very request. */
  boolean isDoneIn(State state, State before) {
    if (version < before.version()) {
      return state.version() == version;
    }
    AppliedMigration last = applied.get(applied.size() - 1);
    return state.version() >= version && state.hasRow(last.version(), last.appliedAt().toString());
  }
}
