package dev.rungs.cli;

import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The options that every command has, and what follows from them. */
@Command(
    name = "rungs",
    description = "Migrate SQLite files to the version that a program works with, and back.",
    versionProvider = RootCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    abbreviateSynopsis = true,
    subcommands = {
      StatusCommand.class,
      PlanCommand.class,
      UpCommand.class,
      DownCommand.class,
      ResetCommand.class,
      CreateCommand.class,
      RenumberCommand.class,
      SchemaCommand.class,
      SqlCommand.class,
      HistoryCommand.class,
      VerifyCommand.class,
      AdoptCommand.class,
      BackupCommand.class,
      FleetCommand.class,
      HelpCommand.class,
      GenerateCompletion.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 refused or failed, 2 not understood,",
      "3 migrations are pending (status --exit-code), 130 stopped by Ctrl-C."
    })
final class RootCommand implements Callable<Integer> {
  final Session session;

  @Spec CommandSpec spec;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The database file. Default: the environment variable RUNGS_DB.")
  Path database;

  @Option(
      names = "--classpath",
      paramLabel = "PATH",
      scope = ScopeType.INHERIT,
      description =
          "The program's compiled classes and libraries. Default: those that the command runs"
              + " with, then target/classes or build/classes/java/main.")
  String classPath;

  @Option(
      names = "--registry",
      paramLabel = "CLASS",
      scope = ScopeType.INHERIT,
      description = "The registry class. Default: the only one on the class path.")
  String registryClass;

  @Option(
      names = "--busy-timeout",
      paramLabel = "SECONDS",
      defaultValue = "5",
      scope = ScopeType.INHERIT,
      description = "How long to wait for a locked file. Default: ${DEFAULT-VALUE}.")
  int busyTimeout;

  @Option(
      names = "--application-id",
      paramLabel = "ID",
      scope = ScopeType.INHERIT,
      description = "The application_id of the program's files, if it uses one.")
  Integer applicationId;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON document instead of text.")
  boolean json;

  @Option(
      names = {"-y", "--yes"},
      scope = ScopeType.INHERIT,
      description = "Answer yes to every question.")
  boolean yes;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "Print without colour, as if NO_COLOR were set.")
  boolean noColor;

  @Mixin HelpOption help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  RootCommand(Session session) {
    this.session = session;
  }

  /** Without a command, the help is all there is to print. */
  @Override
  public Integer call() {
    spec.commandLine().usage(terminal().err());
    return ExitCode.USAGE;
  }

  Terminal terminal() {
    return session.terminal();
  }

  boolean wantsColour() {
    return !noColor
        && terminal().interactive()
        && isEmpty(System.getenv("NO_COLOR"))
        && !"dumb".equals(System.getenv("TERM"));
  }

  private static boolean isEmpty(String value) {
    return value == null || value.isEmpty();
  }

  /** The database file, which may not exist. */
  Path file() {
    if (database != null) {
      return database;
    }
    if (session.database() != null) {
      return session.database();
    }
    String named = System.getenv("RUNGS_DB");
    if (isEmpty(named)) {
      throw new ParameterException(
          spec.commandLine(),
          "Which database? Name it with --db FILE, or set the environment variable RUNGS_DB.");
    }
    return Path.of(named);
  }

  /** The database file, which must exist: a mistyped path never creates a new database. */
  Path existingFile() {
    Path file = file();
    if (Files.notExists(file)) {
      throw new CommandFailure(
          file
              + " does not exist. "
              + (database == null && session.database() != null
                  ? "To create it, run "
                  : "Check "
                      + (database == null ? "RUNGS_DB" : "--db")
                      + "; to create a new database, run ")
              + session.name()
              + " up --create.");
    }
    return file;
  }

  Registry registry() {
    boolean named = registryClass != null || classPath != null;
    return session.registry() == null || named
        ? Registries.find(classPath, registryClass)
        : session.registry();
  }

  Migrator.Builder migrator() {
    return migrator(registry());
  }

  Migrator.Builder migrator(Registry registry) {
    Migrator.Builder builder =
        Migrator.builder(registry).busyTimeout(Duration.ofSeconds(busyTimeout));
    configure(builder);
    return builder;
  }

  /** Sets what is the same for every file. */
  void configure(Migrator.Builder builder) {
    builder.clock(session.clock());
    if (applicationId != null) {
      builder.applicationId(applicationId);
    }
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = RungsCli.class.getPackage().getImplementationVersion();
      return new String[] {"rungs " + (version == null ? "(not packaged)" : version)};
    }
  }
}
