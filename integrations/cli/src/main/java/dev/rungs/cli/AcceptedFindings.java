package dev.rungs.cli;

import dev.rungs.processor.history.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Findings that somebody has accepted, one a line: {@code UndeclaredDestructive V3__x.sql:3:1}.
 * Released migrations do not change, so the place is enough; if one does, it is judged again.
 */
final class AcceptedFindings {
  private final Path file;
  private final Set<String> lines;

  private AcceptedFindings(Path file, Set<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /** Reads a file; it may be missing only if it is to be written. */
  static AcceptedFindings of(Path file, boolean mayBeMissing) {
    Set<String> lines = new HashSet<>();
    if (file == null || mayBeMissing && Files.notExists(file)) {
      return new AcceptedFindings(file, lines);
    }
    try {
      for (String line : Files.readAllLines(file)) {
        String entry = line.strip();
        if (!entry.isEmpty() && !entry.startsWith("#")) {
          lines.add(entry);
        }
      }
    } catch (IOException e) {
      throw new CommandFailure(
          file
              + " could not be read: "
              + e
              + ". Check --baseline; --update-baseline writes the file.",
          e);
    }
    return new AcceptedFindings(file, lines);
  }

  boolean contain(Finding finding) {
    return lines.contains(line(finding));
  }

  /** Accepts these, and no others. */
  void write(List<Finding> findings) {
    lines.clear();
    StringBuilder text =
        new StringBuilder("# Accepted findings of rungs check. Delete a line to see it again.\n");
    for (String line : findings.stream().map(AcceptedFindings::line).distinct().sorted().toList()) {
      lines.add(line);
      text.append(line).append('\n');
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new CommandFailure(file + " could not be written: " + e + ".", e);
    }
  }

  private static String line(Finding finding) {
    return finding.key() + " " + finding.file() + ":" + finding.line() + ":" + finding.column();
  }
}
