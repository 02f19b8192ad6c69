package dev.rungs.cli;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a new migration is called.
 *
 * @param name in snake case, as in {@code add_user_roles}
 * @param className as in {@code AddUserRoles}
 */
record MigrationName(String name, String className) {
  private static final Pattern WORDS = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  /** Takes snake case, and the ways people write it otherwise: blanks, hyphens, camel case. */
  static MigrationName of(String written) {
    String name =
        written
            .strip()
            .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("[\\s-]+", "_")
            .toLowerCase(Locale.ROOT);
    if (!WORDS.matcher(name).matches()) {
      throw new CommandFailure(
          "A migration cannot be called '"
              + written
              + "'. Use words of letters and digits, as in add_user_roles.");
    }
    StringBuilder className = new StringBuilder();
    for (String word : name.split("_")) {
      className.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return new MigrationName(name, className.toString());
  }

  /** Whether the class name alone gives the name: not where digits blur where words end. */
  boolean followsFromClass() {
    return name.chars().noneMatch(Character::isDigit) && !name.matches("(.*_)?[a-z](_.*)?");
  }
}
