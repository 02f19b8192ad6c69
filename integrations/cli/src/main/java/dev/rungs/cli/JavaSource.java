package dev.rungs.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source file, read as far as {@code create} needs: what it declares, not what it says in
 * comments and strings.
 */
final class JavaSource {
  private static final Pattern PACKAGE = Pattern.compile("\\bpackage\\s+([\\w.]+)\\s*;");
  private static final Pattern SCHEMA =
      Pattern.compile(
          "@(?:dev\\.rungs\\.)?VersionedSchema\\b.*?\\b(?:class|interface)\\s+(\\w+)",
          Pattern.DOTALL);
  private static final Pattern ANNOTATION =
      Pattern.compile("@(?:dev\\.rungs\\.)?VersionedSchema\\b(\\s*\\()?(\\s*\\))?");
  private static final Pattern BASELINE = Pattern.compile("\\bbaseline\\s*=\\s*([^\\s,)]+)");
  private static final Pattern CURRENT =
      Pattern.compile("\\bint\\s+CURRENT_VERSION\\s*=\\s*([^;,]*?)\\s*[;,]");
  private static final Pattern MIGRATION =
      Pattern.compile("@(?:dev\\.rungs\\.)?Migration\\s*\\(([^)]*)\\)");
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|record|enum|interface)\\s+(\\w+)");
  private static final Pattern VERSION = Pattern.compile("\\bversion\\s*=\\s*([\\d_]+)");

  private final String text;
  private final String code;

  JavaSource(String text) {
    this.text = text;
    this.code = withoutCommentsAndStrings(text);
  }

  /** The whole text. */
  String text() {
    return text;
  }

  /** The package; empty for the unnamed one. */
  String packageName() {
    Matcher matcher = PACKAGE.matcher(code);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** The simple name of the type annotated {@code @VersionedSchema}. */
  Optional<String> schemaName() {
    Matcher matcher = SCHEMA.matcher(code);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The value of {@code CURRENT_VERSION} as it is written. */
  Optional<String> currentVersion() {
    Matcher matcher = CURRENT.matcher(code);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The whole text with another {@code CURRENT_VERSION}; only its digits change. */
  String withCurrentVersion(int version) {
    Matcher matcher = CURRENT.matcher(code);
    if (!matcher.find()) {
      throw new IllegalStateException("no CURRENT_VERSION");
    }
    return text.substring(0, matcher.start(1)) + version + text.substring(matcher.end(1));
  }

  /**
   * The whole text with a baseline in its {@code @VersionedSchema}; empty if that is not found, or
   * if its baseline is not a plain number.
   */
  Optional<String> withBaseline(int version) {
    Matcher annotation = ANNOTATION.matcher(code);
    if (!annotation.find()) {
      return Optional.empty();
    }
    Matcher schema = SCHEMA.matcher(code);
    int end = schema.find() ? schema.start(1) : code.length();
    Matcher digits = BASELINE.matcher(code).region(annotation.end(), end);
    if (digits.find()) {
      return digits.group(1).matches("[\\d_]+")
          ? Optional.of(
              text.substring(0, digits.start(1)) + version + text.substring(digits.end(1)))
          : Optional.empty();
    }
    String element = "baseline = " + version;
    if (annotation.group(1) == null) {
      return Optional.of(
          text.substring(0, annotation.end())
              + "("
              + element
              + ")"
              + text.substring(annotation.end()));
    }
    int open = annotation.end(1);
    return Optional.of(
        text.substring(0, open)
            + element
            + (annotation.group(2) == null ? ", " : "")
            + text.substring(open));
  }

  /** The classes annotated {@code @Migration}, in the order of the text. */
  List<Migration> migrations() {
    List<Migration> found = new ArrayList<>();
    Matcher migration = MIGRATION.matcher(code);
    while (migration.find()) {
      Matcher version = VERSION.matcher(code).region(migration.start(1), migration.end(1));
      Matcher type = TYPE.matcher(code).region(migration.end(), code.length());
      if (version.find() && type.find()) {
        found.add(
            new Migration(
                type.group(1),
                Integer.parseInt(version.group(1).replace("_", "")),
                version.start(1),
                version.end(1)));
      }
    }
    return found;
  }

  /**
   * A class annotated {@code @Migration}.
   *
   * @param className its simple name
   * @param version as declared
   * @param start where the digits of the version begin in the text
   * @param end where they end
   */
  record Migration(String className, int version, int start, int end) {}

  /** The whole text with other versions of migrations; only their digits change. */
  String withVersions(Map<Migration, Integer> versions) {
    StringBuilder changed = new StringBuilder(text);
    versions.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> -entry.getKey().start()))
        .forEach(
            entry ->
                changed.replace(
                    entry.getKey().start(), entry.getKey().end(), entry.getValue().toString()));
    return changed.toString();
  }

  /** Blanks, so that every character that is left stands where it stood. */
  private static String withoutCommentsAndStrings(String text) {
    StringBuilder code = new StringBuilder(text);
    int i = 0;
    while (i < text.length()) {
      int end = endOfIgnored(text, i);
      for (int j = i; j < end; j++) {
        if (text.charAt(j) != '\n') {
          code.setCharAt(j, ' ');
        }
      }
      i = Math.max(end, i + 1);
    }
    return code.toString();
  }

  /** Where the comment or literal that begins here ends; the same place where none does. */
  private static int endOfIgnored(String text, int start) {
    if (text.startsWith("//", start)) {
      return indexOrEnd(text, "\n", start, 0);
    }
    if (text.startsWith("/*", start)) {
      return indexOrEnd(text, "*/", start + 2, 2);
    }
    if (text.startsWith("\"\"\"", start)) {
      return endOfLiteral(text, start + 3, "\"\"\"");
    }
    char c = text.charAt(start);
    return c == '"' || c == '\'' ? endOfLiteral(text, start + 1, String.valueOf(c)) : start;
  }

  private static int endOfLiteral(String text, int start, String quote) {
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.startsWith(quote, i)) {
        return i + quote.length();
      }
    }
    return text.length();
  }

  private static int indexOrEnd(String text, String what, int from, int extra) {
    int index = text.indexOf(what, from);
    return index < 0 ? text.length() : index + extra;
  }
}
