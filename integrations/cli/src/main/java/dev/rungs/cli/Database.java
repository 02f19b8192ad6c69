package dev.rungs.cli;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.Rehearsal;
import dev.rungs.runtime.Verification;
import java.nio.file.Path;
import java.util.List;

/**
 * The database that a command works on, and how: a file, or what a server has. Its text is what
 * messages call it.
 */
interface Database {
  MigrationPlan plan();

  MigrationReport migrate();

  MigrationStatus status();

  List<AppliedMigration> history();

  Verification verify();

  MigrationReport rollbackTo(int version);

  Rehearsal rehearse();

  Rehearsal rehearseRollback(int version);

  void backup(Path copy);
}
