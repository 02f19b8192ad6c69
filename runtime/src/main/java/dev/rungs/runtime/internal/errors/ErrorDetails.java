package dev.rungs.runtime.internal.errors;

import dev.rungs.runtime.Remedy;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What every exception carries. Immutable; each method returns details with one part more.
 *
 * @param context what it is about
 * @param problem what is wrong, with the evidence: one or more sentences
 * @param advice what to do next, in terms of the Java API; empty if the problem says it
 * @param remedies the settings that would let the same call through
 * @param cause what SQLite or a step threw, or null
 */
public record ErrorDetails(
    ErrorContext context, String problem, String advice, List<Remedy> remedies, Throwable cause) {
  static ErrorDetails of(ErrorContext context, String problem) {
    return new ErrorDetails(context, FileText.visible(problem), "", List.of(), null);
  }

  /** Says what to do next, and which settings would let the same call through. */
  public ErrorDetails advice(String sentences, Remedy... permitting) {
    return new ErrorDetails(
        context, problem, FileText.visible(sentences), List.of(permitting), cause);
  }

  /** Adds a statement to the problem: it may have several lines. */
  public ErrorDetails statement(String sql) {
    String lines = sql.lines().map(FileText::visible).collect(Collectors.joining("\n"));
    return new ErrorDetails(
        context, problem + " The statement is: " + lines, advice, remedies, cause);
  }

  /** Adds what was thrown; null if nothing was. */
  public ErrorDetails cause(Throwable thrown) {
    return new ErrorDetails(context, problem, advice, remedies, thrown);
  }

  /** Returns what the exception says. */
  public String message() {
    return advice.isEmpty() ? problem : problem + " " + advice;
  }
}
