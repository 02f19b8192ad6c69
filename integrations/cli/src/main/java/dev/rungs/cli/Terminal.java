package dev.rungs.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes: results to {@code out}, everything about how it goes to {@code
 * err}.
 */
final class Terminal {
  /** In which Java writes the names of files, so that a name read is the name of the file. */
  private static final Charset FILE_NAMES =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private final PrintWriter out;
  private final PrintWriter err;
  private final BufferedReader in;
  private final boolean interactive;
  private boolean colour;

  Terminal(PrintWriter out, PrintWriter err, BufferedReader in, boolean interactive) {
    this.out = out;
    this.err = err;
    this.in = in;
    this.interactive = interactive;
  }

  /** Streams without a terminal; the reader may be null. */
  static Terminal of(PrintWriter out, PrintWriter err, Reader in) {
    return new Terminal(out, err, in == null ? null : new BufferedReader(in), false);
  }

  /** The process's own streams. */
  static Terminal ofProcess() {
    boolean interactive = isTerminal();
    Charset charset = interactive ? consoleCharset() : StandardCharsets.UTF_8;
    return new Terminal(
        new PrintWriter(System.out, true, charset),
        new PrintWriter(System.err, true, charset),
        interactive ? new BufferedReader(new InputStreamReader(System.in, charset)) : null,
        interactive);
  }

  private static Charset consoleCharset() {
    return System.console().charset();
  }

  /** From JDK 22 on a console exists without a terminal too, and says which it is. */
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  void useColour(boolean wanted) {
    colour = wanted;
  }

  boolean colour() {
    return colour;
  }

  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  /** Whether a person is there to watch a bar grow. */
  boolean interactive() {
    return interactive;
  }

  /** Whether somebody answers. */
  boolean answers() {
    return in != null;
  }

  /** What is piped in: lines that no person types. */
  BufferedReader input() {
    return in != null ? in : new BufferedReader(new InputStreamReader(System.in, FILE_NAMES));
  }

  /** Styles text, which may be a name out of a file from anywhere. */
  String style(Style style, String text) {
    String visible = Texts.visible(text);
    return colour && !text.isEmpty()
        ? "\u001b[" + style.code + "m" + visible + "\u001b[0m"
        : visible;
  }

  /** Says what is not wrong enough to stop. */
  void warn(String message) {
    err.println(style(Style.YELLOW, "warning:") + " " + message);
  }

  /** Asks a question; anything but yes is no, and so is no answer. */
  boolean confirm(String question) {
    err.print(question + " [y/N] ");
    err.flush();
    try {
      String answer = in.readLine();
      return answer != null && answer.strip().matches("(?i)y|yes");
    } catch (IOException e) {
      return false;
    }
  }

  /** How a piece of text stands out. */
  enum Style {
    BOLD("1"),
    DIM("2"),
    GREEN("32"),
    YELLOW("33"),
    RED("31");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }
}
