package dev.rungs.benchmarks.contender;

import dev.rungs.benchmarks.workload.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;

/** A way to bring a file to the newest version of a workload. */
public interface Contender {
  /**
   * Brings a file to the newest version, on connections of its own that are closed again.
   *
   * @param file is created if it does not exist
   * @throws Exception if it fails
   */
  void migrate(Path file) throws Exception;

  /**
   * Opens a file as an application does that uses this contender, reads a value, and closes it.
   *
   * @param file is created if it does not exist
   * @return the value read
   * @throws Exception if it fails
   */
  default int openReadClose(Path file) throws Exception {
    migrate(file);
    Connection connection = Application.open(file);
    int value = Application.read(connection);
    Application.close(connection);
    return value;
  }

  /** Those there are, in the order in which tables show them. */
  enum Kind {
    /** An application that checks nothing. */
    BARE("open and close"),
    /** The hand-written baseline. */
    BASELINE("hand-written baseline"),
    /** Flyway's core. */
    FLYWAY("Flyway"),
    /** Liquibase's core. */
    LIQUIBASE("Liquibase"),
    /** Rungs through {@code Migrator}, then a connection of the application's own. */
    MIGRATOR("Rungs, Migrator"),
    /** Rungs through {@code AppDatabase}. */
    RUNGS("Rungs");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /**
     * Names the contender in tables.
     *
     * @return for people
     */
    public String label() {
      return label;
    }

    /**
     * Makes the contender.
     *
     * @param folder the workload
     * @return ready to run
     * @throws IOException if the workload cannot be read
     */
    public Contender on(WorkFolder folder) throws IOException {
      return switch (this) {
        case BARE -> new Bare();
        case BASELINE -> new Baseline(folder);
        case FLYWAY -> new FlywayContender(folder);
        case LIQUIBASE -> new LiquibaseContender(folder);
        case MIGRATOR -> new MigratorContender(folder);
        case RUNGS -> new RungsContender(folder);
      };
    }
  }
}
