package dev.rungs.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Writes the commands and options in a message as the user of a build tool types them: {@code mvn
 * rungs:down -Drungs.yes} for {@code mvn rungs: down --yes}. Only names that the commands have are
 * changed.
 */
final class GoalSyntax {
  private static final Pattern OPTION =
      Pattern.compile("--([a-z]+(?:-[a-z]+)*)(?:[ =](\\d+(?:,\\d+)*|[A-Z]{2,})\\b)?");

  /** What goals call otherwise. */
  private static final Map<String, String> RENAMED = Map.of("exit-code", "failIfPending");

  private final String name;
  private final CommandSpec root;

  /**
   * Creates a writer.
   *
   * @param name how the command is called, which ends in a colon
   * @param root of all commands
   */
  GoalSyntax(String name, CommandSpec root) {
    this.name = name;
    this.root = root;
  }

  String text(String message) {
    return options(commands(message));
  }

  private String commands(String message) {
    String any = String.join("|", new TreeSet<>(root.subcommands().keySet()));
    return message
        .replaceAll(Pattern.quote(name) + " (" + any + ") --help", name + "help -Ddetail -Dgoal=$1")
        .replaceAll(Pattern.quote(name) + " --help", name + "help")
        .replaceAll(Pattern.quote(name) + " renumber (\\w+)", name + "renumber --classes=$1")
        .replaceAll(Pattern.quote(name) + " (" + any + ")\\b", name + "$1");
  }

  private String options(String message) {
    return OPTION.matcher(message).replaceAll(found -> Matcher.quoteReplacement(option(found)));
  }

  private String option(MatchResult found) {
    String option = found.group(1);
    String value = found.group(2);
    if (option.equals("classes")) {
      return "-Drungs.classes";
    }
    Set<Boolean> takesValue = new TreeSet<>();
    takesValue(root, "--" + option, takesValue);
    if (takesValue.isEmpty()) {
      return found.group();
    }
    String property = "-Drungs." + RENAMED.getOrDefault(option, camelCase(option));
    if (value == null) {
      return property;
    }
    return takesValue.contains(true)
        ? property + "=" + value
        : property + found.group().substring(option.length() + 2);
  }

  private static void takesValue(CommandSpec command, String option, Set<Boolean> found) {
    OptionSpec spec = command.findOption(option);
    if (spec != null) {
      found.add(spec.arity().max() > 0);
    }
    for (CommandLine child : command.subcommands().values()) {
      takesValue(child.getCommandSpec(), option, found);
    }
  }

  private static String camelCase(String option) {
    return Pattern.compile("-(.)")
        .matcher(option)
        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }
}
