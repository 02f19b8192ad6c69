package dev.rungs.runtime.internal.apply;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.SchemaImage;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.HardenedConnection;
import dev.rungs.runtime.internal.open.Sql;
import dev.rungs.runtime.internal.open.Stamp;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Creates a file from the finished schema, at the cost of its pages and not of the migrations that
 * led to it.
 *
 * <p>If anything keeps this from working, nothing was created, and the caller runs the migrations,
 * which report what is wrong.
 */
final class ImageCreation {
  private final Registry registry;
  private final Settings settings;

  ImageCreation(Registry registry, Settings settings) {
    this.registry = registry;
    this.settings = settings;
  }

  /**
   * Creates a file.
   *
   * @param plan what was decided for a file that does not exist
   * @return what was done, or null if nothing was
   */
  MigrationReport create(Path file, MigrationPlan plan) {
    SchemaImage image = plan.action() == Action.CREATE ? registry.image().orElse(null) : null;
    if (image == null || image.version() > registry.currentVersion() || hasRemains(file)) {
      return null;
    }
    try (Draft draft = Draft.of(file)) {
      try (OutputStream out = Files.newOutputStream(draft.path())) {
        image.writeTo(out);
      }
      ListenerCalls.planned(
          settings.listener(), plan, new ErrorContext(file, 0, registry.currentVersion()));
      List<AppliedMigration> applied = finish(image, draft.path(), file);
      return draft.publish() ? report(applied) : null;
    } catch (IOException | SQLException e) {
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.DEBUG, file + " is created by running its migrations.", e);
      return null;
    }
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

  /** Dates history, and runs what the compiler could not. */
  private List<AppliedMigration> finish(SchemaImage image, Path draft, Path file)
      throws SQLException {
    try (HardenedConnection opened =
        HardenedConnection.openDraft(draft, file, settings.busyTimeoutMillis())) {
      // A draft that a crash leaves half done is never used.
      Sql.run(opened.connection(), "PRAGMA main.journal_mode = MEMORY");
      Sql.run(opened.connection(), "PRAGMA main.synchronous = OFF");
      opened.settings().forWork();
      MigrationContext context = new MigrationContext(opened, registry, settings);
      Transaction transaction =
          Transaction.begin(opened.connection(), settings.busyTimeoutMillis());
      try {
        List<AppliedMigration> applied = date(image, opened);
        int id = settings.permissions().applicationId();
        if (id != 0) {
          Sql.run(opened.connection(), "PRAGMA main.application_id = " + id);
        }
        MigrationRunner runner = new MigrationRunner(context, transaction, 0, false);
        for (int v = image.version() + 1; v <= registry.currentVersion(); v++) {
          boolean last = v == registry.currentVersion();
          applied.add(
              runner
                  .run(registry.migration(v), Kind.CREATED, last ? ForeignKeys.none() : null)
                  .applied());
        }
        transaction.commit();
        return applied;
      } finally {
        transaction.rollback();
      }
    }
  }

  private List<AppliedMigration> date(SchemaImage image, HardenedConnection opened)
      throws SQLException {
    List<AppliedMigration> applied =
        HistoryTable.date(opened.connection(), registry.schemaName(), settings.clock().instant());
    if (Stamp.of(opened.connection()).version() != image.version()
        || applied.size() != image.version()) {
      throw new SQLException("The image is not one of " + registry.schemaName() + ".");
    }
    return applied;
  }

  private MigrationReport report(List<AppliedMigration> applied) {
    return new MigrationReport(
        Action.CREATE, 0, registry.currentVersion(), applied, Optional.empty(), false);
  }
}
