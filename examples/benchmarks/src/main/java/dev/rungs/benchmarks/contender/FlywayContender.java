package dev.rungs.benchmarks.contender;

import dev.rungs.benchmarks.workload.WorkFolder;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;

/** Flyway over the scripts' folder, silent. Its core sends nothing home. */
final class FlywayContender implements Contender {
  // Held, because the logging library keeps loggers weakly.
  private static final Logger LOGGER = Logger.getLogger("org.flywaydb");

  private final String location;

  FlywayContender(WorkFolder folder) {
    this.location = "filesystem:" + folder.scripts();
    LOGGER.setLevel(Level.OFF);
  }

  @Override
  public void migrate(Path file) {
    Flyway.configure()
        .dataSource(new ApplicationDataSource(file))
        .locations(location)
        .load()
        .migrate();
  }
}
