package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.SchemaImage;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.DatabaseAddress;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.HardenedConnection;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.open.Stamp;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConnection;

/**
 * Creates a file under another name and gives it its own when it is finished, so that no process
 * ever sees half of it and a failure leaves nothing. It is created from the finished schema if the
 * compiler built one, at the cost of its pages and not of the migrations that led to it, or else by
 * running the migrations.
 */
final class FileCreation {
  private final Registry registry;
  private final Settings settings;
  private final Path file;

  /** Where it is to be: the target of the file if that is a symbolic link. */
  private final Path place;

  private boolean planned;

  FileCreation(Registry registry, Settings settings, Path file) {
    this.registry = registry;
    this.settings = settings;
    this.file = file;
    Path target = DatabaseAddress.target(file);
    this.place = target == null ? file : target;
  }

  /**
   * Creates the file.
   *
   * @param plan what was decided for a file that does not exist
   * @return what was done; empty if nothing was, because the file exists by now or cannot be
   *     created in this way, as on a file system without hard links
   * @throws MigrationException if a migration fails
   */
  Optional<MigrationReport> create(MigrationPlan plan) {
    if (plan.action() != Action.CREATE || hasRemains(place)) {
      return Optional.empty();
    }
    requireNotInterrupted(null);
    SchemaImage image = registry.image().orElse(null);
    if (image != null && image.version() <= registry.currentVersion()) {
      try (Draft draft = Draft.of(place)) {
        try (OutputStream out = Files.newOutputStream(draft.path())) {
          image.writeTo(out);
        }
        requireNotInterrupted(null);
        tell(plan);
        return publish(draft, finish(image, draft.path()));
      } catch (IOException | SQLException e) {
        requireNotInterrupted(e);
        log("not created from its image", e);
      }
    }
    try (Draft draft = Draft.of(place)) {
      tell(plan);
      return publish(draft, finish(null, draft.path()));
    } catch (IOException | SQLException e) {
      requireNotInterrupted(e);
      log("not created under another name first", e);
      return Optional.empty();
    }
  }

  /** To go on in another way would leave an empty file, for it would be cancelled in its turn. */
  private void requireNotInterrupted(Exception failure) {
    if (Thread.currentThread().isInterrupted()) {
      throw Failures.cancelled(about(), failure);
    }
  }

  private void tell(MigrationPlan plan) {
    if (!planned) {
      planned = true;
      ListenerCalls.planned(settings.listener(), plan, about());
    }
  }

  private ErrorContext about() {
    return new ErrorContext(file, 0, registry.currentVersion());
  }

  private void log(String what, Exception e) {
    System.getLogger("dev.rungs").log(System.Logger.Level.DEBUG, file + " is " + what + ".", e);
  }

  private Optional<MigrationReport> publish(Draft draft, List<AppliedMigration> applied)
      throws IOException {
    return draft.publish()
        ? Optional.of(
            new MigrationReport(
                Action.CREATE, 0, registry.currentVersion(), applied, Optional.empty(), false))
        : Optional.empty();
  }

  /**
   * Tells whether something is left of an earlier file. SQLite would play a journal or log back
   * into the new one; an empty file alone makes it discard them (<a
   * href="https://www.sqlite.org/howtocorrupt.html">howtocorrupt.html</a>, section 1.3).
   */
  private static boolean hasRemains(Path file) {
    for (String suffix : new String[] {"", "-journal", "-wal", "-shm"}) {
      if (Files.exists(
          file.resolveSibling(file.getFileName() + suffix), LinkOption.NOFOLLOW_LINKS)) {
        return true;
      }
    }
    return false;
  }

  /** Dates history, and runs what the image does not have; all of it if there is none. */
  private List<AppliedMigration> finish(SchemaImage image, Path draft) throws SQLException {
    try (HardenedConnection opened =
        HardenedConnection.openDraft(draft, file, settings.busyTimeoutMillis())) {
      SQLiteConnection connection = opened.connection();
      // A draft that a crash leaves half done is never used.
      Sql.run(connection, "PRAGMA main.journal_mode = MEMORY");
      Sql.run(connection, "PRAGMA main.synchronous = OFF");
      opened.settings().forWork();
      MigrationContext context = new MigrationContext(opened, registry, settings);
      Transaction transaction = Transaction.begin(opened, settings.busyTimeoutMillis());
      try {
        List<AppliedMigration> applied = image == null ? new ArrayList<>() : date(image, opened);
        HistoryTable.ensure(connection);
        int id = settings.permissions().applicationId();
        if (id != 0) {
          Sql.run(connection, "PRAGMA main.application_id = " + id);
        }
        MigrationRunner runner = new MigrationRunner(context, transaction, 0, null);
        for (int v = registry.baseline() + applied.size(); v <= registry.currentVersion(); v++) {
          boolean last = v == registry.currentVersion();
          applied.add(
              runner
                  .run(registry.migration(v), Kind.CREATED, last ? ForeignKeys.none() : null)
                  .applied());
        }
        commit(transaction);
        return applied;
      } finally {
        transaction.rollback();
      }
    }
  }

  private void commit(Transaction transaction) {
    try {
      transaction.commit();
    } catch (SQLException e) {
      throw Failures.of(e, about());
    }
  }

  private List<AppliedMigration> date(SchemaImage image, HardenedConnection opened)
      throws SQLException {
    List<AppliedMigration> applied =
        HistoryTable.date(opened.connection(), registry, settings.clock().instant());
    if (Stamp.of(opened.connection()).version() != image.version()
        || registry.baseline() + applied.size() - 1 != image.version()) {
      throw new SQLException("The image is not one of " + registry.schemaName() + ".");
    }
    return applied;
  }
}
