package dev.rungs.cli;

import dev.rungs.replicated.ReplicatedMigrator;
import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.Rehearsal;
import dev.rungs.runtime.Verification;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** What a server has. It needs {@code rungs-replicated}, which is optional. */
record ServerDatabase(ReplicatedMigrator migrator) implements Database {
  /** Connects to nothing yet. */
  static Database of(String address, Registry registry, Grants grants, Clock clock) {
    try {
      ReplicatedMigrator.Builder builder =
          ReplicatedMigrator.at(address, token(address))
              .registry(registry)
              .clock(clock)
              .permissions(grants.permissions())
              .listener(grants.listener());
      if (grants.backups() != null) {
        builder.backups(grants.backups());
      }
      return new ServerDatabase(builder.build());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(e.getMessage());
    } catch (NoClassDefFoundError e) {
      throw new CommandFailure(
          address
              + " is a server. To migrate servers, add dev.rungs:rungs-replicated to the class"
              + " path.");
    }
  }

  /** From the environment: an argument can be read by every user of the machine. */
  static String token(String address) {
    return (address.startsWith("d1:")
            ? Stream.of("CLOUDFLARE_API_TOKEN")
            : Stream.of("LIBSQL_AUTH_TOKEN", "TURSO_AUTH_TOKEN"))
        .map(System::getenv)
        .filter(token -> token != null && !token.isEmpty() && !address.startsWith("rqlite"))
        .findFirst()
        .orElse(null);
  }

  @Override
  public MigrationPlan plan() {
    return migrator.plan();
  }

  @Override
  public MigrationReport migrate() {
    return migrator.migrate();
  }

  @Override
  public MigrationStatus status() {
    return migrator.status();
  }

  @Override
  public List<AppliedMigration> history() {
    return migrator.history();
  }

  @Override
  public Verification verify() {
    return migrator.verify();
  }

  @Override
  public MigrationReport rollbackTo(int version) {
    return migrator.rollbackTo(version);
  }

  @Override
  public Rehearsal rehearse() {
    return migrator.rehearse();
  }

  @Override
  public Rehearsal rehearseRollback(int version) {
    return migrator.rehearseRollback(version);
  }

  @Override
  public void backup(Path copy) {
    migrator.backup(copy);
  }

  @Override
  public String toString() {
    return migrator.name();
  }
}
