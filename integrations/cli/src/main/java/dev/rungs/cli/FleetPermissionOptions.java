package dev.rungs.cli;

import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Transactions;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What may be done to each file. */
final class FleetPermissionOptions {
  @Mixin PermissionOptions permissions;

  @Option(
      names = "--each-transaction",
      description =
          "Keep the versions that a file reached when a later one fails, instead of leaving it as"
              + " it was.")
  boolean each;

  Consumer<Migrator.Builder> of(RootCommand root) {
    // Here already, so that a wrong option is not found out by a worker.
    configure(root, root.migrator());
    return builder -> configure(root, builder);
  }

  private void configure(RootCommand root, Migrator.Builder builder) {
    root.configure(builder);
    permissions.grant(builder);
    if (each) {
      builder.transactions(Transactions.EACH);
    }
  }
}
