package dev.rungs.check.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The text of a script without what was blanked out of its file. */
final class ScriptText {
  private static final Pattern MARKS =
      Pattern.compile(
          "(?i)^\\s*--\\s*\\+(?:goose|migrate)\\s+\\w+.*$|^\\s*--> statement-breakpoint\\s*$");
  private static final String BREAKPOINT = "--> statement-breakpoint";

  private ScriptText() {}

  /** Drops lines that only what was left out stood on; every other line stays as it is. */
  static String of(String original, String rest) {
    String[] before = original.split("\n", -1);
    String[] after = rest.split("\n", -1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < after.length; i++) {
      String line = after[i];
      boolean emptied = line.isBlank() && i < before.length && !before[i].isBlank();
      if (emptied || MARKS.matcher(line).matches()) {
        continue;
      }
      if (line.endsWith(BREAKPOINT)) {
        line = line.substring(0, line.length() - BREAKPOINT.length());
      }
      lines.add(line);
    }
    String text = String.join("\n", lines).replaceFirst("^(?:[ \\t]*\\r?\\n)+", "");
    return text.stripTrailing() + "\n";
  }
}
