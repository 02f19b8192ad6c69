package dev.rungs.processor.model;

import java.util.Optional;

/**
 * What a problem says: what is wrong, the evidence, and how to fix it.
 *
 * <p>All sentences stand in five classes, one factory for each message, so that the compiler counts
 * its arguments and checks their types: {@link DeclarationMessages}, {@link ScriptMessages}, {@link
 * DependentMessages}, {@link TargetMessages}, {@link CompileMessages}. To add a message, add a
 * factory to one of them, in plain English and each sentence with a full stop, and a test in which
 * a user would see it. To add a key, add it to {@link ProblemKey}.
 *
 * @param key the rule that it belongs to
 * @param text the sentences, without the key
 * @param mark the place in a script that they are about
 */
public record Message(ProblemKey key, String text, Optional<ScriptMark> mark) {
  /**
   * A message that is not about a place in a script.
   *
   * @param key the rule that it belongs to
   * @param text the sentences, without the key
   */
  public Message(ProblemKey key, String text) {
    this(key, text, Optional.empty());
  }

  /**
   * Creates the problem that says this.
   *
   * @param version the version it belongs to, 0 for none
   * @param site the place in the source that it points at
   * @return the problem
   */
  public Problem at(int version, Site site) {
    return new Problem(key, key.severity(), version, site, text, mark);
  }

  /**
   * Shows in it which line of a script is at fault.
   *
   * @param script the script
   * @param offset the place in its text
   * @return the message with the place
   */
  public Message in(ScriptModel script, int offset) {
    return new Message(key, text, Optional.of(ScriptMark.of(script, offset)));
  }

  /**
   * The message as a compiler prints it.
   *
   * @return key and text
   */
  @Override
  public String toString() {
    return "[rungs." + key.key() + "] " + text;
  }
}
