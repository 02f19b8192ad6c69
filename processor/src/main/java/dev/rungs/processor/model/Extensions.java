package dev.rungs.processor.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program adds to SQLite on its own connections.
 *
 * @param functions by name and number of arguments
 * @param collations by name
 * @param tokenizers of full-text search, by name
 */
public record Extensions(
    List<Function> functions, List<String> collations, List<String> tokenizers) {
  /** Plain SQLite. */
  public static final Extensions NONE = new Extensions(List.of(), List.of(), List.of());

  private static final Pattern FUNCTION =
      Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_$]*)/(-1|[0-9]{1,3})(\\s+aggregate)?");

  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$-]*");
  private static final int MOST_ARGUMENTS = 127;

  /** Copies the lists. */
  public Extensions {
    functions = List.copyOf(functions);
    collations = List.copyOf(collations);
    tokenizers = List.copyOf(tokenizers);
  }

  /**
   * A function.
   *
   * @param name as it is called
   * @param arguments how many it takes; -1 for any number
   * @param aggregate whether it is one over rows
   */
  public record Function(String name, int arguments, boolean aggregate) {
    /**
     * Reads {@code distance/4} or {@code median/1 aggregate}.
     *
     * @param text as declared
     * @return empty if it has another form
     */
    public static Optional<Function> parse(String text) {
      Matcher matcher = FUNCTION.matcher(text.strip());
      if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MOST_ARGUMENTS) {
        return Optional.empty();
      }
      return Optional.of(
          new Function(
              matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(3) != null));
    }
  }

  /**
   * Reads what a schema declares.
   *
   * @param functions as declared
   * @param collations as declared
   * @param tokenizers as declared
   * @return those that have the right form
   */
  public static Extensions parse(
      List<String> functions, List<String> collations, List<String> tokenizers) {
    List<Function> known = new ArrayList<>();
    functions.forEach(text -> Function.parse(text).ifPresent(known::add));
    return new Extensions(
        known,
        collations.stream().filter(Extensions::isName).toList(),
        tokenizers.stream().filter(Extensions::isName).toList());
  }

  /**
   * Tells whether a text can name a collation or a tokenizer.
   *
   * @param text as declared
   * @return false for an empty one, or one with blanks
   */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * Tells whether the program adds anything.
   *
   * @return false if so
   */
  public boolean isEmpty() {
    return functions.isEmpty() && collations.isEmpty() && tokenizers.isEmpty();
  }
}
