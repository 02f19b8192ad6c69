package dev.rungs.processor.model;

import dev.rungs.processor.model.ProblemKey.Severity;

/**
 * Something the compiler tells the user.
 *
 * @param key the public key of the rule
 * @param severity how hard this case of it is, as a rule that of the key
 * @param version what problems are sorted by first: the version it belongs to
 * @param site where it stands
 * @param message what is wrong, the evidence and the fix, without the key
 */
public record Problem(ProblemKey key, Severity severity, int version, Site site, String message) {
  /**
   * A problem as hard as its key.
   *
   * @param key the public key of the rule
   * @param version the version it belongs to
   * @param site where it stands
   * @param message what is wrong, the evidence and the fix
   */
  public Problem(ProblemKey key, int version, Site site, String message) {
    this(key, key.severity(), version, site, message);
  }

  /**
   * The same problem, harder or milder than its key.
   *
   * @param other how hard it is
   * @return a problem that differs in nothing else
   */
  public Problem as(Severity other) {
    return new Problem(key, other, version, site, message);
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
