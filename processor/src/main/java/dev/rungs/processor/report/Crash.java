package dev.rungs.processor.report;

import dev.rungs.processor.model.CompileMessages;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic;

/** A failure of the processor itself. */
public final class Crash {
  private static final int FRAMES = 12;

  private final Throwable cause;

  /**
   * Takes what was thrown.
   *
   * @param cause an exception or error
   */
  public Crash(Throwable cause) {
    if (cause.getClass().getName().startsWith("com.sun.tools.javac.")) {
      // The compiler throws through its processors what is its own to report.
      throw Crash.<RuntimeException>asIs(cause);
    }
    this.cause = cause;
  }

  /**
   * Prints it as an error.
   *
   * @param messager of the compiler
   */
  public void report(Messager messager) {
    String trace =
        Stream.iterate(cause, t -> t != null, Throwable::getCause)
            .limit(4)
            .map(Crash::head)
            .collect(Collectors.joining("\n  caused by "));
    messager.printMessage(
        Diagnostic.Kind.ERROR, CompileMessages.bug(cause.toString(), "  " + trace).toString());
  }

  private static String head(Throwable thrown) {
    return Stream.concat(
            Stream.of(thrown.toString()),
            Stream.of(thrown.getStackTrace()).limit(FRAMES).map(frame -> "    at " + frame))
        .collect(Collectors.joining("\n"));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T asIs(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
