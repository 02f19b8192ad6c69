package dev.rungs.cli;

import dev.rungs.fleet.FleetException;
import dev.rungs.runtime.MigrationException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Ties the commands to picocli, and gives every failure its exit code. */
final class CommandLines {
  private CommandLines() {}

  static CommandLine of(Session session) {
    RootCommand root = new RootCommand(session);
    CommandLine line = new CommandLine(root);
    Terminal terminal = session.terminal();
    line.setCommandName(session.name());
    line.setOut(terminal.out());
    line.setErr(terminal.err());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(terminal.interactive());
    line.setParameterExceptionHandler((problem, args) -> misunderstood(problem, root, terminal));
    line.setExecutionExceptionHandler(
        (problem, command, result) -> failed(problem, root, terminal));
    line.setExecutionStrategy(parsed -> run(parsed, root, line, terminal));
    line.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
    return line;
  }

  private static int run(
      ParseResult parsed, RootCommand root, CommandLine line, Terminal terminal) {
    terminal.useColour(root.wantsColour());
    line.setColorScheme(Help.defaultColorScheme(terminal.colour() ? Help.Ansi.ON : Help.Ansi.OFF));
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int misunderstood(
      ParameterException problem, RootCommand root, Terminal terminal) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = terminal.err();
    Optional<String> meant = Optional.empty();
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      boolean option = first.startsWith("-");
      err.println(
          "error: There is no "
              + (option ? "option" : "command or argument")
              + " '"
              + first
              + "' here.");
      meant =
          option
              ? Suggestion.of(first, command.getCommandSpec().optionsMap().keySet())
              : Suggestion.of(first, command.getSubcommands().keySet())
                  .map(name -> command.getCommandSpec().qualifiedName() + " " + name);
    } else {
      err.println("error: " + root.typed(problem.getMessage()));
    }
    err.println(
        root.typed(
            meant
                .map(word -> "Did you mean '" + word + "'?")
                .orElse("Try '" + command.getCommandSpec().qualifiedName() + " --help'.")));
    return ExitCode.USAGE;
  }

  private static int failed(Exception problem, RootCommand root, Terminal terminal) {
    if (problem instanceof ParameterException parameter) {
      return misunderstood(parameter, root, terminal);
    }
    String hint = Hints.of(problem, root);
    if (root.json) {
      terminal
          .out()
          .println(Json.write(Json.object().put("error", ErrorText.describe(problem, root))));
    } else {
      String text = "error: " + ErrorText.message(problem, root);
      if (terminal.interactive()) {
        text = Texts.wrap(text, root.spec.commandLine().getUsageHelpWidth());
      }
      terminal
          .err()
          .println(
              terminal.style(Terminal.Style.RED, "error:") + text.substring("error:".length()));
      if (hint != null) {
        terminal.err().println(hint);
      }
      if (!isExplained(problem)) {
        problem.printStackTrace(terminal.err());
      }
    }
    terminal.out().flush();
    terminal.err().flush();
    return ExitCode.FAILED;
  }

  /** Whether the message says it all, and a stack trace would not help. */
  private static boolean isExplained(Exception problem) {
    return problem instanceof MigrationException
        || problem instanceof CommandFailure
        || problem instanceof FleetException;
  }
}
