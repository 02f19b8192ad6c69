package dev.rungs.benchmarks.contender;

import dev.rungs.benchmarks.workload.WorkFolder;
import dev.rungs.runtime.Transactions;
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

  /**
   * A baseline.
   *
   * @param folder the workload
   */
  public Baseline(WorkFolder folder) {
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

  /**
   * Runs what is pending so that it survives a power cut, as a report of Rungs does: the last
   * commit is synced.
   *
   * @param file exists
   * @param transactions one, or one for each script
   * @throws Exception if it fails
   */
  public void upgrade(Path file, Transactions transactions) throws Exception {
    Connection connection = Application.open(file);
    try (Statement statement = connection.createStatement()) {
      if (transactions == Transactions.ALL) {
        statement.executeUpdate("PRAGMA synchronous=FULL;BEGIN IMMEDIATE");
        migrate(connection, "", "");
        statement.executeUpdate("COMMIT");
      } else {
        migrate(connection);
        // Written although it stays the same: a commit that writes nothing syncs nothing.
        statement.executeUpdate(
            "PRAGMA synchronous=FULL;PRAGMA user_version=" + folder.currentVersion());
      }
    }
    Application.close(connection);
  }

  private void migrate(Connection connection) throws Exception {
    migrate(connection, "BEGIN IMMEDIATE", "COMMIT");
  }

  private void migrate(Connection connection, String begin, String end) throws Exception {
    int version = Application.number(connection, "PRAGMA user_version");
    if (version == folder.currentVersion()) {
      return;
    }
    List<Path> scripts = WorkFolder.byVersion(folder.scripts());
    while (version < folder.currentVersion()) {
      version++;
      String script = Files.readString(scripts.get(version - 1));
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(begin);
        statement.executeUpdate(script);
        statement.executeUpdate("PRAGMA user_version=" + version);
        statement.executeUpdate(end);
      }
    }
  }
}
