package dev.rungs.cli;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Says in options what the runtime's messages say in methods: they are written for the programmer
 * who calls it, and read here by the person who types.
 */
final class Wording {
  private record Rule(Pattern method, String option) {
    Rule(String method, String option) {
      this(Pattern.compile(method), option);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "(?:Migrator\\.Builder\\.)?allowDestructive\\(([\\d, ]+)\\)",
              "--allow-destructive=$1"),
          new Rule("allowDestructive\\(\\)", "--allow-destructive"),
          new Rule("allowRebuildOfNewer\\(\\)", "--allow-rebuild-of-newer"),
          new Rule("allowRebuild\\(\\)", "--allow-rebuild"),
          new Rule("allowDrift\\(\\)", "--allow-drift"),
          new Rule("adoptAs\\((\\d+)\\)", "'NAME adopt --as $1'"),
          new Rule("adoptAs\\(\\w*\\)", "'NAME adopt --as VERSION'"),
          new Rule("rollbackTo\\((\\d+)\\)", "'NAME down --to $1'"),
          new Rule("busyTimeout\\(\\)", "--busy-timeout"),
          new Rule("withoutBackups\\(\\)", "--no-backup"),
          new Rule("backups\\(\\)", "--backups"));

  private Wording() {}

  /** A message of the runtime as the command of this name says it. */
  static String of(String message, String name) {
    String text = String.valueOf(message).strip();
    for (Rule rule : RULES) {
      text = rule.method().matcher(text).replaceAll(rule.option());
    }
    // A list of versions is one word on the command line.
    while (text.matches("(?s).*--allow-destructive=[\\d,]*, \\d.*")) {
      text = text.replaceAll("(--allow-destructive=[\\d,]*,) (\\d)", "$1$2");
    }
    return text.replace("NAME ", name + " ");
  }
}
