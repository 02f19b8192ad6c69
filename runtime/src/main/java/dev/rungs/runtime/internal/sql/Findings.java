package dev.rungs.runtime.internal.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects violations; offsets are given within a statement. */
final class Findings {
  private final List<Finding> found = new ArrayList<>();
  private int base;

  void startStatement(int offset) {
    base = offset;
  }

  void add(int offsetInStatement, String message) {
    found.add(new Finding(base + offsetInStatement, message));
  }

  List<Violation> sorted(String script) {
    found.sort(Comparator.comparingInt(Finding::offset));
    LineCounter lines = new LineCounter(script);
    List<Violation> violations = new ArrayList<>();
    for (Finding finding : found) {
      SqlPosition position = lines.at(finding.offset());
      violations.add(
          new Violation(finding.message(), finding.offset(), position.line(), position.column()));
    }
    return List.copyOf(violations);
  }

  private record Finding(int offset, String message) {}
}
