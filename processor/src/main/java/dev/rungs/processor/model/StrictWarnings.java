package dev.rungs.processor.model;

import dev.rungs.processor.model.ProblemKey.Severity;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which warnings are to fail the compile: {@code -Arungs.warnings=error} for all of them, or a list
 * of keys. {@code @SuppressWarnings} silences them as before. {@code FullScan} is a warning that is
 * off unless the list names it.
 *
 * @param keys the rules whose warnings are errors
 * @param fullScans whether full scans are told
 */
public record StrictWarnings(Set<ProblemKey> keys, boolean fullScans) {
  private static final String ALL = "error";

  /** Copies the set. */
  public StrictWarnings {
    keys = Set.copyOf(keys);
  }

  /**
   * Tells whether the warnings of a rule fail the compile.
   *
   * @param key the rule
   * @return true if they do
   */
  public boolean areErrors(ProblemKey key) {
    return keys.contains(key);
  }

  static StrictWarnings parse(String option, Map<String, String> given, List<Problem> problems) {
    if (!given.containsKey(option)) {
      return new StrictWarnings(Set.of(), false);
    }
    Set<ProblemKey> keys = EnumSet.noneOf(ProblemKey.class);
    boolean fullScans = false;
    String value = given.get(option) == null ? "" : given.get(option).strip();
    for (String name : value.split("[,\\s]+")) {
      List<ProblemKey> meant =
          warnings().stream().filter(key -> name.equals(ALL) || name.equals(key.key())).toList();
      if (meant.isEmpty()) {
        problems.add(
            CompileMessages.optionValue(
                    option,
                    value,
                    ALL
                        + ", or some of these separated by commas: "
                        + warnings().stream()
                            .map(ProblemKey::key)
                            .collect(Collectors.joining(", ")))
                .at(0, Site.NOWHERE));
        break;
      }
      keys.addAll(meant);
      fullScans |= name.equals(ProblemKey.FULL_SCAN.key());
    }
    keys.remove(ProblemKey.FULL_SCAN);
    return new StrictWarnings(keys, fullScans);
  }

  private static List<ProblemKey> warnings() {
    return Arrays.stream(ProblemKey.values())
        .filter(
            key -> key.severity() == Severity.WARNING || key == ProblemKey.BREAKS_RUNNING_RELEASE)
        .toList();
  }
}
