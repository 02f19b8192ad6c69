package dev.rungs.cli;

import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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
      SquashCommand.class,
      CheckCommand.class,
      ImportCommand.class,
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
  private static final Pattern SERVER = Pattern.compile("^(rqlites?|libsql|d1|https?)://");

  final Session session;

  @Spec CommandSpec spec;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "The database file, or a server: rqlite://HOST:PORT, libsql://HOST, d1://ACCOUNT/ID."
              + " Default: the environment variable RUNGS_DB.")
  String database;

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
      names = "--ignore",
      paramLabel = "GLOB",
      scope = ScopeType.INHERIT,
      description =
          "Tables, views, indexes or triggers that are not the schema's, as in audit_*. May be"
              + " repeated. Those of known tools are ignored anyway.")
  List<String> ignored = List.of();

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

  /** Whether a build tool runs the command as a goal, as in {@code mvn rungs:status}. */
  boolean isGoal() {
    return session.name().endsWith(":");
  }

  /** A message, with commands and options as the user types them. */
  String typed(String message) {
    return isGoal() ? new GoalSyntax(session.name(), spec.root()).text(message) : message;
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
    if (isServer()) {
      throw new ParameterException(
          spec.commandLine(), "This needs a file. " + address() + " is a server.");
    }
    String address = address();
    if (address == null && session.database() == null) {
      throw new ParameterException(
          spec.commandLine(),
          "Which database? Name it with --db FILE, or set the environment variable RUNGS_DB.");
    }
    return address == null ? session.database() : Path.of(address);
  }

  /** What was named, or null if it is the program's own file. */
  private String address() {
    if (database != null || session.database() != null) {
      return database;
    }
    String named = System.getenv("RUNGS_DB");
    return isEmpty(named) ? null : named;
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

  /** The database, which need not exist. */
  Database database(Registry registry, Grants grants) {
    return isServer() ? server(registry, grants) : database(file(), migrator(registry), grants);
  }

  /** The database; if it is a file, it must exist. */
  Database existingDatabase(Registry registry, Grants grants) {
    return isServer()
        ? server(registry, grants)
        : database(existingFile(), migrator(registry).mustExist(), grants);
  }

  boolean isServer() {
    String address = address();
    return address != null && SERVER.matcher(address).find();
  }

  private Database server(Registry registry, Grants grants) {
    Grants all =
        new Grants(grants.permissions().andThen(this::ignore), grants.backups(), grants.listener());
    return ServerDatabase.of(address(), registry, all, session.clock());
  }

  private static Database database(Path file, Migrator.Builder builder, Grants grants) {
    grants.permissions().accept(builder);
    return new FileDatabase(file, builder.listener(grants.listener()).build());
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
    ignore(builder);
  }

  private void ignore(Migrator.Builder builder) {
    try {
      builder.ignoring(ignored.toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--ignore: " + e.getMessage(), e);
    }
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"rungs " + number()};
    }

    static String number() {
      String version = RungsCli.class.getPackage().getImplementationVersion();
      return version == null ? "(not packaged)" : version;
    }
  }
}
