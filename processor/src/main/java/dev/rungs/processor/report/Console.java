package dev.rungs.processor.report;

import dev.rungs.processor.model.Site;
import java.util.Optional;
import javax.tools.Diagnostic;

/** Where problems are printed: the compiler's messages. */
public interface Console {
  /**
   * Tells whether the compiler can show a class's source.
   *
   * @param className a qualified name
   * @return false for what it knows as a class file alone
   */
  boolean hasSource(String className);

  /**
   * Finds a line of a script that stands in a text block.
   *
   * @param className the class whose annotation has it
   * @param script the text of the script
   * @param line of the script, from 1
   * @return {@code src/app/AddTags.java:12}; empty if it is not known
   */
  Optional<String> lineInSource(String className, String script, int line);

  /**
   * Prints a line or more.
   *
   * @param kind how hard it is
   * @param text what to print
   * @param site where it stands; without a class, nowhere
   */
  void print(Diagnostic.Kind kind, String text, Site site);
}
