package dev.rungs.processor.model;

import dev.rungs.processor.model.ProblemKey.Severity;
import java.util.Optional;

/**
 * Something the compiler tells the user.
 *
 * @param key the public key of the rule
 * @param severity how hard this case of it is, as a rule that of the key
 * @param version what problems are sorted by first: the version it belongs to
 * @param site where it stands
 * @param text what is wrong, the evidence and the fix, without the key
 * @param mark the place in a script that it is about
 */
public record Problem(
    ProblemKey key,
    Severity severity,
    int version,
    Site site,
    String text,
    Optional<ScriptMark> mark) {
  /**
   * The text with the place in the script, by the name that the script has in the annotation.
   *
   * @return one line, or with the place four
   */
  public String message() {
    return mark.map(m -> m.appendTo(text, m.place())).orElse(text);
  }

  /**
   * The same problem, harder or milder than its key.
   *
   * @param other how hard it is
   * @return a problem that differs in nothing else
   */
  public Problem as(Severity other) {
    return new Problem(key, other, version, site, text, mark);
  }

  /**
   * Tells whether the compile fails.
   *
   * @return true for an error
   */
  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
