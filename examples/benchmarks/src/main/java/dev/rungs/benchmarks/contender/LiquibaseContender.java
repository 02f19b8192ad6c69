package dev.rungs.benchmarks.contender;

import dev.rungs.benchmarks.workload.WorkFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Liquibase over one changelog of formatted SQL, silent, its analytics off. */
final class LiquibaseContender implements Contender {
  // Held, because the logging library keeps loggers weakly.
  private static final Logger LOGGER = Logger.getLogger("liquibase");

  private final WorkFolder folder;

  LiquibaseContender(WorkFolder folder) {
    this.folder = folder;
    LOGGER.setLevel(Level.OFF);
    System.setProperty("liquibase.analytics.enabled", "false");
    System.setProperty("liquibase.showBanner", "false");
  }

  @Override
  public void migrate(Path file) throws Exception {
    try (Connection connection = Application.open(file)) {
      Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), () -> update(connection));
    }
  }

  private void update(Connection connection) throws Exception {
    Database database =
        DatabaseFactory.getInstance()
            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
    try (Liquibase liquibase =
        new Liquibase(folder.changelog(), new DirectoryResourceAccessor(folder.path()), database)) {
      liquibase.update(new Contexts());
    }
  }
}
