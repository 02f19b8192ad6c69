package dev.rungs.benchmarks.jmh;

import dev.rungs.benchmarks.contender.Application;
import dev.rungs.benchmarks.contender.Contender.Kind;
import dev.rungs.benchmarks.workload.Folders;
import dev.rungs.benchmarks.workload.Javac;
import dev.rungs.benchmarks.workload.WorkFolder;
import dev.rungs.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What a file of version 1 can be full of. */
public enum FullFile {
  /** So many notes. */
  BACKFILL(Workload.backfill()) {
    @Override
    void fill(Statement statement, int size) throws SQLException {
      statement.executeUpdate(
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
              + size
              + ") INSERT INTO notes (title, size) SELECT 'a note with number ' || i, i FROM n");
    }
  },
  /** So many megabytes of images. */
  CACHE(Workload.cache()) {
    @Override
    void fill(Statement statement, int size) throws SQLException {
      statement.executeUpdate(
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
              + size * 100
              + ") INSERT INTO tiles (place, image) SELECT 'place ' || i, zeroblob(9900) FROM n");
      statement.executeUpdate("INSERT INTO places SELECT place, id FROM tiles");
    }
  };

  private final Workload workload;

  FullFile(Workload workload) {
    this.workload = workload;
  }

  abstract void fill(Statement statement, int size) throws SQLException;

  /**
   * Compiles both versions.
   *
   * @param parent of the workloads' folders
   * @return the workload of version 2
   * @throws IOException if it does not compile
   * @throws InterruptedException if interrupted meanwhile
   */
  public WorkFolder folder(Path parent) throws IOException, InterruptedException {
    return WorkFolder.of(parent, workload, Javac.Mode.NO_CACHE);
  }

  /**
   * Makes a full file of version 1, or finds it.
   *
   * @param parent of the workloads' folders
   * @param contender that made version 1
   * @param size as the constants say
   * @return a file to be copied
   * @throws Exception if it fails
   */
  public Path template(Path parent, Kind contender, int size) throws Exception {
    WorkFolder first = WorkFolder.of(parent, workload.upTo(1), Javac.Mode.NO_CACHE);
    Path file = first.path().resolve(contender + "-" + size + ".db");
    if (Files.exists(file)) {
      return file;
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Folders.deleteDatabase(unfinished);
    contender.on(first).migrate(unfinished);
    try (Connection connection = Application.open(unfinished);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("BEGIN");
      fill(statement, size);
      statement.executeUpdate("COMMIT");
      // Only the main file is copied.
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    return Files.move(unfinished, file);
  }
}
