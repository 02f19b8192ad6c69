package dev.rungs.check.layout;

import dev.rungs.processor.history.HistoryScript;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The placeholders of Flyway, {@code ${name}}. One whose value is not known is taken for 1: most
 * are settings, and the check is of the schema and the rows, not of the value.
 */
final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}\\s]+)}");

  private final Map<String, String> values;
  private final Set<String> unknown = new TreeSet<>();

  Placeholders(Map<String, String> values) {
    this.values = values;
  }

  /** The script with the values; if they are not longer than the names, columns stay. */
  HistoryScript fill(HistoryScript script) {
    Matcher found = PLACEHOLDER.matcher(script.text());
    String text =
        found.replaceAll(
            match -> {
              String value = values.get(match.group(1));
              if (value == null) {
                unknown.add(match.group(1));
                value = "1";
              }
              return Matcher.quoteReplacement(value)
                  + " ".repeat(Math.max(0, match.group().length() - value.length()));
            });
    return new HistoryScript(script.file(), text);
  }

  /** Those whose value was not known. */
  Set<String> unknown() {
    return unknown;
  }
}
