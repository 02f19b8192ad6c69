package dev.rungs.spring.boot;

import dev.rungs.runtime.Transactions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code rungs.*} says.
 *
 * @param enabled Whether to migrate the database when the application starts.
 * @param registry Qualified name of the registry's class, or of the schema's. Needed only if there
 *     are several registries on the class path.
 * @param dataSource Name of the DataSource bean to migrate. Needed only if there are several and
 *     none is primary.
 * @param allowDestructive Versions of the destructive migrations that may run, or "all". A backup
 *     is created first.
 * @param allowRebuild Whether the file may be wiped and created again if a REBUILD is pending.
 * @param allowRebuildOfNewer Whether a file that a newer build wrote may be wiped and created
 *     again.
 * @param allowDrift Whether a file may be migrated whose schema is not the one of its version.
 * @param adoptAs Version of an existing file that has no version yet, if its schema fits several.
 * @param ignoring Tables, views, indexes and triggers that are no part of the schema, as in
 *     audit_*. Those of known tools are ignored anyway.
 * @param applicationId The application's own PRAGMA application_id.
 * @param transactions Whether each migration gets a transaction of its own, or all share one.
 * @param busyTimeout How long a migration waits for a file that another process has locked.
 * @param backups Backups before migrations that lose data.
 * @param pragmas Pragmas that every connection of the pool gets, as in rungs.pragmas.foreign-keys.
 *     journal-mode is set after the migration. Needs HikariCP.
 */
@ConfigurationProperties("rungs")
record RungsProperties(
    @DefaultValue("true") boolean enabled,
    String registry,
    String dataSource,
    @DefaultValue List<String> allowDestructive,
    @DefaultValue("false") boolean allowRebuild,
    @DefaultValue("false") boolean allowRebuildOfNewer,
    @DefaultValue("false") boolean allowDrift,
    Integer adoptAs,
    @DefaultValue List<String> ignoring,
    Integer applicationId,
    @DefaultValue("each") Transactions transactions,
    @DefaultValue("5s") Duration busyTimeout,
    @DefaultValue Backups backups,
    @DefaultValue Map<String, String> pragmas) {

  /**
   * Where backups go.
   *
   * @param enabled Whether a backup is created before a migration that loses data.
   * @param directory Existing folder for backups. Beside the database file by default.
   * @param keep How many backups of the database to keep; older ones are deleted after a migration
   *     that created one. All by default.
   */
  record Backups(@DefaultValue("true") boolean enabled, Path directory, Integer keep) {}
}
