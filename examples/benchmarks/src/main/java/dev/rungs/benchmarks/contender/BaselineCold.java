package dev.rungs.benchmarks.contender;

import dev.rungs.benchmarks.workload.WorkFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;

/** The baseline as a whole program, in one class: the least that a process can load. */
public final class BaselineCold {
  private BaselineCold() {}

  /**
   * Opens a file, runs what is pending, and reads a value.
   *
   * @param args the file, the newest version, and the scripts' folder
   * @throws Exception if it fails
   */
  public static void main(String[] args) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0]);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "PRAGMA busy_timeout=5000;PRAGMA foreign_keys=ON;PRAGMA synchronous=NORMAL;"
              + "PRAGMA wal_autocheckpoint=1000;PRAGMA temp_store=MEMORY;"
              + "PRAGMA cache_size=-64000;PRAGMA trusted_schema=OFF;");
      int version;
      try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
        version = row.getInt(1);
      }
      int current = Integer.parseInt(args[1]);
      if (version < current) {
        List<Path> scripts = WorkFolder.byVersion(Path.of(args[2]));
        while (version < current) {
          version++;
          statement.executeUpdate("BEGIN IMMEDIATE");
          statement.executeUpdate(Files.readString(scripts.get(version - 1)));
          statement.executeUpdate("PRAGMA user_version=" + version);
          statement.executeUpdate("COMMIT");
        }
      }
      statement.execute("PRAGMA journal_mode=WAL");
      try (ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
        System.out.println(row.getInt(1));
      }
      statement.executeUpdate("PRAGMA busy_timeout=0;PRAGMA optimize;");
    }
  }
}
