package dev.rungs.cli;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Rehearsal;
import dev.rungs.runtime.Verification;
import java.nio.file.Path;
import java.util.List;

/** A file. */
record FileDatabase(Path file, Migrator migrator) implements Database {
  @Override
  public MigrationPlan plan() {
    return migrator.plan(file);
  }

  @Override
  public MigrationReport migrate() {
    return migrator.migrate(file);
  }

  @Override
  public MigrationStatus status() {
    return migrator.status(file);
  }

  @Override
  public List<AppliedMigration> history() {
    return migrator.history(file);
  }

  @Override
  public Verification verify() {
    return migrator.verify(file);
  }

  @Override
  public MigrationReport rollbackTo(int version) {
    return migrator.rollbackTo(file, version);
  }

  @Override
  public Rehearsal rehearse() {
    return migrator.rehearse(file);
  }

  @Override
  public Rehearsal rehearseRollback(int version) {
    return migrator.rehearseRollback(file, version);
  }

  @Override
  public void backup(Path copy) {
    migrator.backup(file, copy);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
