package dev.rungs.processor.report;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey.Severity;
import dev.rungs.processor.model.Site;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.Diagnostic;

/** Prints problems in an order of their own, each of them once. */
public final class ProblemReporter {
  private static final Comparator<Problem> ORDER =
      Comparator.comparingInt(Problem::version)
          .thenComparing(Problem::key)
          .thenComparing(problem -> problem.site().className())
          .thenComparing(problem -> problem.site().part());

  private final Console console;
  private final Function<String, Site> anchor;
  private final Places places;

  /**
   * Creates a reporter.
   *
   * @param console where it prints
   * @param anchor for a class without source, where its problems stand instead
   * @param places names the places in scripts
   */
  public ProblemReporter(Console console, Function<String, Site> anchor, Places places) {
    this.console = console;
    this.anchor = anchor;
    this.places = places;
  }

  /**
   * Prints problems.
   *
   * @param problems in any order, with repetitions
   */
  public void report(Collection<Problem> problems) {
    // Problems of one place keep the order in which they were found: it is that of the script.
    Stream<Problem> sorted = problems.stream().distinct().sorted(ORDER);
    sorted.forEach(this::print);
  }

  private void print(Problem problem) {
    Severity severity = problem.severity();
    Site site = problem.site();
    String text = "[rungs." + problem.key().key() + "] " + message(problem);
    if (!site.className().isEmpty() && !console.hasSource(site.className())) {
      if (severity != Severity.ERROR) {
        // Said when that class was compiled; what silences it is not in the class file.
        return;
      }
      text += "\n  in class " + site.className() + ", which was compiled earlier";
      site = anchor.apply(site.className());
    }
    console.print(kind(severity), text, site);
  }

  private String message(Problem problem) {
    return problem
        .mark()
        .map(
            mark ->
                mark.appendTo(problem.text(), places.of(problem.site(), mark).orElse(mark.place())))
        .orElse(problem.text());
  }

  private static Diagnostic.Kind kind(Severity severity) {
    return switch (severity) {
      case ERROR -> Diagnostic.Kind.ERROR;
      case WARNING -> Diagnostic.Kind.WARNING;
      case NOTE -> Diagnostic.Kind.NOTE;
    };
  }
}
