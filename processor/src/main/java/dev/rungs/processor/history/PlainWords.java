package dev.rungs.processor.history;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what the compiler says to somebody who has scripts, and no annotations. */
final class PlainWords {
  private static final Pattern VERSION = Pattern.compile("\\b([Vv]ersion) (\\d+)\\b");
  private static final Pattern SILENCE =
      Pattern.compile(",? or silence this with @SuppressWarnings\\(\"(?:rungs\\.)?\\w+\"\\)");

  private record Words(String ours, String plain) {}

  /** In this order: some begin alike. */
  private static final List<Words> REPLACED =
      List.of(
          new Words(
              " The migration is not declared as destructive. Set destructive = true if the loss is"
                  + " intended.",
              ""),
          new Words(
              "Try it on a copy of real data, then set destructive = true, or rewrite it so that it"
                  + " can be checked.",
              "Try it on a copy of real data, or rewrite it so that it can be checked."),
          new Words(
              "The compiler has only what is built into SQLite. If the program registers it, use it"
                  + " in a step; a step that changes the schema needs schemaUnknown = true.",
              "The check has only what is built into SQLite."),
          new Words(
              " If it only takes long, set -Arungs.limit=SECONDS to more.",
              " If it only takes long, give it more with --limit SECONDS."),
          new Words(
              " Create such data in a step (MigrationStep), which runs on the users' files only.",
              ""),
          new Words(" Write the value, or do this in a MigrationStep.", " Write the value."),
          new Words("than the compiler gives to a script", "than the check gives to a script"),
          new Words(
              "After @Up and @Down of version", "After the migration and the rollback of version"),
          new Words(
              "Make @Down undo all that @Up does, or remove it.",
              "Make the rollback script undo all that the migration does, or remove it."),
          new Words(
              "Make @Down undo all that @Up does.",
              "Make the rollback script undo all that the migration does."),
          new Words(", @Up does not run again: ", " the migration does not run again: "),
          new Words(
              "@Up leaves them as they are, and after @Down they are gone",
              "The migration leaves them as they are, and after the rollback they are gone"),
          new Words("Copy the rows in @Down", "Copy the rows in the rollback script"),
          new Words("the @Down of version", "the rollback of version"),
          new Words("@Down", "the rollback script"),
          new Words("@Up", "the migration"));

  private PlainWords() {}

  /** The message of a problem, in which versions are called as the tool calls them. */
  static String of(String message, List<HistoryVersion> history) {
    String plain = SILENCE.matcher(message).replaceAll("");
    for (Words words : REPLACED) {
      plain = plain.replace(words.ours(), words.plain());
    }
    Matcher versions = VERSION.matcher(plain);
    return versions.replaceAll(
        found -> {
          int number = found.group(2).length() > 9 ? 0 : Integer.parseInt(found.group(2));
          String label =
              number < 1 || number > history.size()
                  ? found.group(2)
                  : history.get(number - 1).label();
          return Matcher.quoteReplacement(found.group(1) + " " + label);
        });
  }
}
