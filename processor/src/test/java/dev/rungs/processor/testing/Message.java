package dev.rungs.processor.testing;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * What a compiler said.
 *
 * @param kind how hard it is
 * @param file the name of the source file, empty for none
 * @param line in it
 * @param text the message
 */
public record Message(Diagnostic.Kind kind, String file, long line, String text) {
  private static final Pattern KEY = Pattern.compile("\\[rungs\\.(\\w+)\\]");

  static Message of(Diagnostic<? extends JavaFileObject> diagnostic) {
    String file =
        diagnostic.getSource() == null
            ? ""
            : Path.of(diagnostic.getSource().toUri()).getFileName().toString();
    return new Message(
        diagnostic.getKind(),
        file,
        file.isEmpty() ? 0 : diagnostic.getLineNumber(),
        diagnostic.getMessage(Locale.ROOT));
  }

  /** The key, or the whole text where it is no message of ours. */
  public String key() {
    Matcher matcher = KEY.matcher(text);
    return matcher.find() ? matcher.group(1) : text;
  }

  /** {@code MissingVersion V3.java:5}. */
  public String brief() {
    return key() + (file.isEmpty() ? "" : " " + file + ":" + line);
  }
}
