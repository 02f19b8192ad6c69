package dev.rungs.runtime.internal.plan;

import dev.rungs.Strategy;
import dev.rungs.runtime.AppliedMigration;

/**
 * A row of history, checked.
 *
 * @param migration what the public sees of it
 * @param schema the schema it belongs to
 * @param strategy how the migration was done
 * @param destructive whether it may have lost data
 * @param reversible whether the SQL that undoes it is stored
 * @param awaitsContent whether it was rebuilt and its content has not been restored
 */
public record HistoryRow(
    AppliedMigration migration,
    String schema,
    Strategy strategy,
    boolean destructive,
    boolean reversible,
    boolean awaitsContent) {}
