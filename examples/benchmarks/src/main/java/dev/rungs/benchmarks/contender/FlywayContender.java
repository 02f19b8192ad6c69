package dev.rungs.benchmarks.contender;

import dev.rungs.benchmarks.workload.WorkFolder;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.logging.LogFactory;

/** Flyway over the scripts' folder, silent. Its core sends nothing home. */
final class FlywayContender implements Contender {
  private final String location;

  FlywayContender(WorkFolder folder) {
    this.location = "filesystem:" + folder.scripts();
    LogFactory.setLogCreator(type -> new SilentLog());
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
