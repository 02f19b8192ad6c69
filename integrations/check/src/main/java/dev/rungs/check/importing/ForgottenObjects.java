package dev.rungs.check.importing;

import dev.rungs.processor.history.Finding;
import dev.rungs.processor.history.HistoryScript;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rebuild that forgets an index compiles once it says that the index is dropped. */
final class ForgottenObjects {
  private static final Pattern DROPS =
      Pattern.compile("or write (DROP .*?;) before the DROP", Pattern.DOTALL);

  private ForgottenObjects() {}

  /** The statements that say it, if the finding is of this kind. */
  static Optional<String> drops(Finding finding) {
    Matcher drops = DROPS.matcher(finding.message());
    return finding.key().equals("LostDependents") && drops.find()
        ? Optional.of(drops.group(1))
        : Optional.empty();
  }

  /** The script with these statements before each DROP TABLE that is meant. */
  static HistoryScript insert(HistoryScript script, List<Finding> findings) {
    StringBuilder text = new StringBuilder(script.text());
    findings.stream()
        .sorted(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column).reversed())
        .forEach(
            finding ->
                text.insert(offset(script.text(), finding), drops(finding).orElseThrow() + " "));
    return new HistoryScript(script.file(), text.toString());
  }

  private static int offset(String text, Finding finding) {
    int start = 0;
    for (int line = 1; line < finding.line(); line++) {
      start = text.indexOf('\n', start) + 1;
    }
    return start + finding.column() - 1;
  }
}
