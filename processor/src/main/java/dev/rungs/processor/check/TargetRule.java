package dev.rungs.processor.check;

import dev.rungs.Target;
import java.util.Set;

/** A rule about one statement and the targets it is for. Stateful rules see them in order. */
interface TargetRule {
  /** Is told what is wrong. */
  @FunctionalInterface
  interface Findings {
    /**
     * Adds one.
     *
     * @param offset where it stands in the script
     * @param what the fact, a sentence
     * @param fix a sentence
     */
    void add(int offset, String what, String fix);
  }

  /**
   * Looks at a statement.
   *
   * @param statement the statement
   * @param targets those declared
   * @param findings gets what is wrong
   */
  void check(TargetStatement statement, Set<Target> targets, Findings findings);
}
