package dev.rungs.processor.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The text blocks of a Java source, and in which line of the source each of their lines stands
 * (Java language specification, 3.10.6). Without the compiler's own trees nobody else tells.
 */
final class TextBlocks {
  private static final String QUOTES = "\"\"\"";

  /** A text block: its value, and the line of the source for each line of the value. */
  private record Block(String value, List<Integer> lines, String type) {}

  private final String source;
  private final List<Block> blocks = new ArrayList<>();
  private int at;

  private TextBlocks(String source) {
    this.source = source;
    while (at < source.length()) {
      step();
    }
  }

  /**
   * Finds a line of a text block's value.
   *
   * @param source a compilation unit
   * @param type the simple name of the class whose annotation has the text block
   * @param value of the text block
   * @param line of it, from 1
   * @return the line of the source, from 1; empty if no text block, or more than one, can be meant
   */
  static OptionalInt line(String source, String type, String value, int line) {
    List<Block> alike =
        new TextBlocks(source).blocks.stream().filter(b -> b.value.equals(value)).toList();
    if (alike.size() > 1) {
      alike = alike.stream().filter(b -> b.type.equals(type)).toList();
    }
    if (alike.size() != 1 || line < 1 || line > alike.get(0).lines.size()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(alike.get(0).lines.get(line - 1));
  }

  private void step() {
    char c = source.charAt(at);
    if (source.startsWith("//", at)) {
      at = end("\n", at);
    } else if (source.startsWith("/*", at)) {
      at = end("*/", at + 2);
    } else if (source.startsWith(QUOTES, at)) {
      block();
    } else if (c == '"' || c == '\'') {
      literal(c);
    } else {
      at++;
    }
  }

  private int end(String mark, int from) {
    int found = source.indexOf(mark, from);
    return found < 0 ? source.length() : found + mark.length();
  }

  private void literal(char quote) {
    at++;
    while (at < source.length() && source.charAt(at) != quote && source.charAt(at) != '\n') {
      at += source.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  private void block() {
    int start = end("\n", at + QUOTES.length());
    int close = start;
    while (close < source.length() && !source.startsWith(QUOTES, close)) {
      close += source.charAt(close) == '\\' ? 2 : 1;
    }
    if (close >= source.length()) {
      at = source.length();
      return;
    }
    String raw = source.substring(start, close);
    read(raw.replace("\r\n", "\n").replace('\r', '\n').stripIndent(), lineOf(start), close);
    at = close + QUOTES.length();
  }

  /** Reads the value: a line of it may end at an escape, and go on in the next of the source. */
  private void read(String raw, int first, int close) {
    StringBuilder value = new StringBuilder();
    List<Integer> lines = new ArrayList<>(List.of(first));
    int line = first;
    for (int i = 0; i < raw.length(); i++) {
      String token = raw.substring(i, i + length(raw, i));
      i += token.length() - 1;
      line += token.endsWith("\n") ? 1 : 0;
      String text = token.equals("\\\n") ? "" : translated(token);
      value.append(text);
      if (text.equals("\n")) {
        lines.add(line);
      }
    }
    blocks.add(new Block(value.toString(), lines, typeAfter(close)));
  }

  /** The length of a character, or of an escape of one or more. */
  private static int length(String raw, int at) {
    if (raw.charAt(at) != '\\' || at + 1 == raw.length()) {
      return 1;
    }
    int end = at + 1;
    int most = raw.charAt(end) <= '3' ? 3 : 2;
    while (end < raw.length() && end - at <= most && "01234567".indexOf(raw.charAt(end)) >= 0) {
      end++;
    }
    return Math.max(2, end - at);
  }

  private static String translated(String token) {
    try {
      return token.translateEscapes();
    } catch (IllegalArgumentException e) {
      return token; // The compiler refuses it.
    }
  }

  private int lineOf(int offset) {
    return 1 + (int) source.substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  /** The class that follows: it is the one that the annotation stands at. */
  private String typeAfter(int offset) {
    int from = offset + QUOTES.length();
    var found =
        java.util.regex.Pattern.compile("\\b(?:class|record|enum|interface)\\s+(\\w+)")
            .matcher(source);
    return found.find(from) ? found.group(1) : "";
  }
}
