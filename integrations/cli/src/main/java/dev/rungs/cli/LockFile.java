package dev.rungs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lock file of {@code -Arungs.lock}, read as far as {@code squash} needs: a schema begins with
 * {@code schema} and its class, a locked version with its number.
 */
final class LockFile {
  private static final int FINGERPRINT = 4;

  private final Path file;
  private final List<String> lines;

  private LockFile(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /** Reads a file, which must exist. */
  static LockFile read(Path file) {
    try {
      return new LockFile(
          file, List.of(Files.readString(file, StandardCharsets.UTF_8).split("\\R", -1)));
    } catch (IOException e) {
      throw new CommandFailure(
          "The lock file " + file + " could not be read: " + e + ". Check --lock.", e);
    }
  }

  /** The fingerprint of a version; empty if the version or its fingerprint is missing. */
  Optional<String> fingerprint(String schema, int version) {
    int line = line(schema, version);
    if (line < 0) {
      return Optional.empty();
    }
    String[] fields = lines.get(line).strip().split(" ");
    return fields.length > FINGERPRINT && !fields[FINGERPRINT].equals("-")
        ? Optional.of(fields[FINGERPRINT])
        : Optional.empty();
  }

  /**
   * The whole text with the statements of a schema behind its version, in comments, by which the
   * compiler can tell in what a baseline differs.
   */
  String withSchema(String schema, int version, List<BuiltSchema.Entry> entries) {
    String mark = "#= " + version + " ";
    List<String> changed = new ArrayList<>();
    int at = line(schema, version);
    for (int i = 0; i < lines.size(); i++) {
      boolean earlier = i > at && at >= 0 && lines.get(i).startsWith(mark);
      if (!earlier) {
        changed.add(lines.get(i));
      }
      if (i == at) {
        entries.forEach(entry -> changed.add(mark + escaped(entry.sql())));
      }
    }
    return String.join("\n", changed);
  }

  private int line(String schema, int version) {
    boolean here = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("schema ")) {
        here = line.substring("schema ".length()).strip().equals(schema);
      } else if (here && line.startsWith(version + " ")) {
        return i;
      }
    }
    return -1;
  }

  private static String escaped(String sql) {
    return sql.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
