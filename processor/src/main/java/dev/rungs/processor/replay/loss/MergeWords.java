package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.loss.ColumnProbes.Merge;
import dev.rungs.processor.replay.loss.TransformedColumns.Change;
import dev.rungs.processor.replay.rows.SampleValues;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/** Says which values became one, and by what. */
final class MergeWords {
  /** Longer texts are told by their length. */
  private static final int SHORT = 40;

  private MergeWords() {}

  /** Values that became one, by what the statement did. */
  static String of(Merge merge, Change change) {
    String how = change.retyped() ? "copies %s.%s into a column of type %s" : "changes %s.%s to %s";
    return how.formatted(merge.table(), merge.column(), brief(change.expression()))
        + ", so that "
        + values(merge)
        + (merge.becomes().isEmpty() || merge.becomes().length() > SHORT
            ? " are the same afterwards"
            : " both become " + show(merge.becomes()));
  }

  private static String values(Merge merge) {
    List<String> values =
        merge.values().stream()
            .sorted(Comparator.comparing(v -> v.length() > SHORT ? v.length() : 0))
            .toList();
    String first = values.get(0);
    String second = values.get(1);
    if (first.length() <= SHORT) {
      return show(first) + " and " + show(second);
    }
    return first.length() == second.length()
        ? "two texts of %d characters".formatted(first.length())
        : "texts of %d and %d characters".formatted(first.length(), second.length());
  }

  private static String show(String value) {
    boolean bytes = value.chars().anyMatch(c -> c < ' ' && !Character.isWhitespace(c));
    return SampleValues.show(bytes ? value.getBytes(StandardCharsets.UTF_8) : value);
  }

  /** Literals of the script that became one. */
  static String ofReplaced(List<Merge> merges, Change change) {
    List<String> pairs = merges.stream().map(MergeWords::values).toList();
    return "changes %s.%s to %s, so that %s cannot be told apart afterwards"
        .formatted(
            merges.get(0).table(),
            merges.get(0).column(),
            brief(change.expression()),
            String.join(", ", pairs));
  }

  /** A literal of the script that became NULL. */
  static String ofNulled(Loss loss, Change change) {
    return "changes %s.%s to %s, so that %s and NULL cannot be told apart afterwards"
        .formatted(
            loss.table(),
            loss.column(),
            brief(change.expression()),
            String.join(", ", change.nulled()));
  }

  private static String brief(String expression) {
    String line = expression.replaceAll("\\s+", " ").trim();
    return line.length() <= 60 ? line : line.substring(0, 57) + "...";
  }
}
