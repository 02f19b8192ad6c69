package dev.rungs.fleet;

import dev.rungs.replicated.OutcomeUnknownException;
import dev.rungs.replicated.ReplicatedMigrator;
import dev.rungs.replicated.ServerUnavailableException;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.Rehearsal;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Databases that are served over HTTP, as a fleet. The only class that needs {@code
 * dev.rungs:rungs-replicated}, which a program that uses it must add.
 *
 * <pre>
 * Fleet.of(MigrationRegistry.INSTANCE)
 *     .migrate(names, ServedDatabases.namespaces(URI.create("libsql://127.0.0.1:8080")));
 * </pre>
 */
public final class ServedDatabases implements FleetDatabases {
  private final Function<String, ReplicatedMigrator.Builder> connect;

  private ServedDatabases(Function<String, ReplicatedMigrator.Builder> connect) {
    this.connect = connect;
  }

  /**
   * Databases by a function, as for servers that have an address for each, a token, or another
   * timeout.
   *
   * @param connect is given a name, on several threads; it need not set the registry and the
   *     permissions
   * @return databases of any names that the function takes
   */
  public static ServedDatabases by(Function<String, ReplicatedMigrator.Builder> connect) {
    return new ServedDatabases(Objects.requireNonNull(connect, "connect"));
  }

  /**
   * The namespaces of one libSQL server ({@code sqld --enable-namespaces}).
   *
   * @param server its address
   * @return databases that are called as the namespaces are
   */
  public static ServedDatabases namespaces(URI server) {
    Objects.requireNonNull(server, "server");
    return by(name -> ReplicatedMigrator.libsql(server).namespace(name));
  }

  @Override
  public FleetDatabase open(
      String name, Registry registry, Consumer<Migrator.Builder> permissions) {
    return new Served(connect.apply(name).registry(registry).permissions(permissions).build());
  }

  private record Served(ReplicatedMigrator migrator) implements FleetDatabase {
    @Override
    public MigrationStatus status() {
      return migrator.status();
    }

    @Override
    public MigrationPlan plan() {
      return migrator.plan();
    }

    @Override
    public Rehearsal rehearse() {
      return migrator.rehearse();
    }

    @Override
    public MigrationReport migrate() {
      return migrator.migrate();
    }

    @Override
    public void backup(Path copy) {
      migrator.backup(copy);
    }

    @Override
    public FailureCause causeOf(MigrationException failure) {
      if (failure instanceof ServerUnavailableException) {
        return FailureCause.UNAVAILABLE;
      }
      return failure instanceof OutcomeUnknownException
          ? FailureCause.OUTCOME_UNKNOWN
          : FleetDatabase.super.causeOf(failure);
    }
  }
}
