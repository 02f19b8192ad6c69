package dev.rungs.benchmarks.contender;

import dev.rungs.benchmarks.workload.WorkFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;

/**
 * What one writes by hand: reads {@code user_version}, and runs each pending script in a
 * transaction that stamps it. It checks nothing.
 */
public final class Baseline implements Contender {
  private final WorkFolder folder;

  Baseline(WorkFolder folder) {
    this.folder = folder;
  }

  @Override
  public void migrate(Path file) throws Exception {
    Connection connection = Application.open(file);
    migrate(connection);
    Application.close(connection);
  }

  @Override
  public int openReadClose(Path file) throws Exception {
    Connection connection = Application.open(file);
    migrate(connection);
    int value = Application.read(connection);
    Application.close(connection);
    return value;
  }

  private void migrate(Connection connection) throws Exception {
    int version = Application.number(connection, "PRAGMA user_version");
    if (version == folder.currentVersion()) {
      return;
    }
    List<Path> scripts = WorkFolder.byVersion(folder.scripts());
    while (version < folder.currentVersion()) {
      version++;
      String script = Files.readString(scripts.get(version - 1));
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate("BEGIN IMMEDIATE");
        statement.executeUpdate(script);
        statement.executeUpdate("PRAGMA user_version=" + version);
        statement.executeUpdate("COMMIT");
      }
    }
  }
}
