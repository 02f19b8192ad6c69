package dev.rungs.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal on a database file. */
abstract class DatabaseMojo extends CommandMojo {
  /**
   * The database file, or a server as the command takes it. Without it, that of the environment
   * variable {@code RUNGS_DB}.
   */
  @Parameter(property = "rungs.db")
  private String db;

  /** How many seconds to wait for a locked file; 5 by default. */
  @Parameter(property = "rungs.busyTimeout")
  private Integer busyTimeout;

  /** The application_id of the program's files, if it uses one. */
  @Parameter(property = "rungs.applicationId")
  private Integer applicationId;

  /** Names of tables, views, indexes or triggers that are not the schema's, as in audit_*. */
  @Parameter(property = "rungs.ignore")
  private List<String> ignore;

  /** The command and its own options, without those of the file. */
  abstract List<String> fileCommand();

  @Override
  final List<String> command() {
    List<String> args = new ArrayList<>(fileCommand());
    option(args, "--db", db == null || isServer() ? db : file());
    option(args, "--busy-timeout", busyTimeout);
    option(args, "--application-id", applicationId);
    if (ignore != null) {
      ignore.forEach(glob -> option(args, "--ignore", glob));
    }
    return args;
  }

  private boolean isServer() {
    return db.contains("://");
  }

  private Path file() {
    return shortened(project().getBasedir().toPath().resolve(db));
  }
}
