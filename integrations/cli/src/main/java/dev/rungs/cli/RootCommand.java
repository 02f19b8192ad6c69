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

/** The options that every command has, and what they come to. */
@Command(
    name = "rungs",
    description = "Brings SQLite files to the version a program works with, and back.",
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
      HistoryCommand.class,
      VerifyCommand.class,
      AdoptCommand.class,
      BackupCommand.class,
      HelpCommand.class,
      GenerateCompletion.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 refused or failed, 2 not understood,",
      "3 migrations wait (status --exit-code), 130 stopped by Ctrl-C."
    })
final class RootCommand implements Callable<Integer> {
  final Session session;

  @Spec CommandSpec spec;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The database file.")
  Path database;

  @Option(
      names = "--registry",
      paramLabel = "CLASS",
      scope = ScopeType.INHERIT,
      description = "The registry's class. Without it, the only one on the class path.")
  String registryClass;

  @Option(
      names = "--busy-timeout",
      paramLabel = "SECONDS",
      defaultValue = "5",
      scope = ScopeType.INHERIT,
      description = "How long to wait for a locked file. Default: ${DEFAULT-VALUE}.")
  int busyTimeout;

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
      description = "Print without colour, as with NO_COLOR set.")
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

  /** Without a command there is nothing to do but to say which there are. */
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

  /** The file that is meant, there or not. */
  Path file() {
    Path file = database == null ? session.database() : database;
    if (file == null) {
      throw new ParameterException(spec.commandLine(), "Which database? Name it with --db FILE.");
    }
    return file;
  }

  /** The file that is meant, which must be there: a mistyped path is never a new database. */
  Path existingFile() {
    Path file = file();
    if (Files.notExists(file)) {
      throw new CommandFailure(
          "There is no file "
              + file
              + (database == null
                  ? ". To make it, run "
                  : ". Check --db; to make a new database, run ")
              + session.name()
              + " up --create.");
    }
    return file;
  }

  Registry registry() {
    if (registryClass != null) {
      return Registries.byName(registryClass);
    }
    return session.registry() == null ? Registries.only() : session.registry();
  }

  Migrator.Builder migrator() {
    return migrator(registry());
  }

  Migrator.Builder migrator(Registry registry) {
    return Migrator.builder(registry)
        .busyTimeout(Duration.ofSeconds(busyTimeout))
        .clock(session.clock());
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
