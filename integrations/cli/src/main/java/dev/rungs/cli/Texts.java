package dev.rungs.cli;

import dev.rungs.runtime.Registry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How numbers, times and lists read. */
final class Texts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Texts() {}

  /**
   * Text out of a file on one line, with the characters written out that would move the cursor, set
   * the title, or turn the direction of what follows.
   */
  static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (!isHarmful(c)) {
                visible.appendCodePoint(c);
                return;
              }
              for (char unit : Character.toChars(c)) {
                visible.append(String.format("\\u%04x", (int) unit));
              }
            });
    return visible.toString();
  }

  /** Controls, and what formats: marks and overrides of direction, invisible tags, among others. */
  static boolean isHarmful(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** UTC, to the second. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }

  static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }

  static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " bytes";
    }
    double size = bytes;
    String unit = "";
    for (String next : List.of("KB", "MB", "GB", "TB")) {
      if (size < 1024) {
        break;
      }
      size /= 1024;
      unit = next;
    }
    return String.format(Locale.ROOT, "%.1f %s", size, unit);
  }

  /** Where a file stands. */
  static String version(int stored, int current) {
    return stored <= current
        ? "version " + stored + " of " + current
        : "version " + stored + "; this build works with " + current;
  }

  /** Relative to the working folder, if it is in it. */
  static String path(Path file) {
    Path here = Path.of("").toAbsolutePath();
    return (file.startsWith(here) ? here.relativize(file) : file).toString();
  }

  /** Whether a file can have a version: that of an empty one, or one of the registry. */
  static boolean hasVersion(Registry registry, int version) {
    return version == 0 || (version >= registry.baseline() && version <= registry.currentVersion());
  }

  /** "a version from 0 to 5"; "0, or a version from 37 to 40" above a baseline. */
  static String versions(Registry registry) {
    return registry.baseline() == 1
        ? "a version from 0 to " + registry.currentVersion()
        : "0, or a version from " + registry.baseline() + " to " + registry.currentVersion();
  }

  /** "1 migration", "2 migrations". */
  static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** Breaks a text at blanks, so that a terminal does not break it in words. */
  static String wrap(String text, int width) {
    StringBuilder wrapped = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      int column = 0;
      for (String word : line.split(" ", -1)) {
        if (column > 0 && column + 1 + word.length() > width) {
          wrapped.append('\n');
          column = 0;
        } else if (column > 0) {
          wrapped.append(' ');
          column++;
        }
        wrapped.append(word);
        column += word.length();
      }
      wrapped.append('\n');
    }
    return wrapped.substring(0, wrapped.length() - 1);
  }
}
