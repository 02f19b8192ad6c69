package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;
import java.util.List;
import java.util.OptionalInt;

/**
 * The file is not one of this schema: it belongs to another program or schema, or holds tables of
 * no known version, or of several.
 */
public final class UnrecognizedSchemaException extends MigrationException {
  private static final long serialVersionUID = 2L;

  private final int[] candidates;

  private final int nearest;

  private final String[] differences;

  UnrecognizedSchemaException(
      ErrorDetails details, List<Integer> candidates, int nearest, List<String> differences) {
    super(details);
    this.candidates = array(candidates);
    this.nearest = nearest;
    this.differences = differences.toArray(new String[0]);
  }

  /**
   * Returns the versions that have this schema, if there are several; they differ in data only, so
   * the schema does not tell which one the file has.
   *
   * @return empty, or two or more, in ascending order
   */
  public List<Integer> candidates() {
    return list(candidates);
  }

  /**
   * Returns the version whose schema is nearest to the file's, or the one chosen by {@code
   * adoptAs}.
   *
   * @return empty if the schema was not compared, as with the file of another program
   */
  public OptionalInt nearest() {
    return nearest == 0 ? OptionalInt.empty() : OptionalInt.of(nearest);
  }

  /**
   * Returns what differs between the schema of {@link #nearest()} and the file's.
   *
   * @return one phrase for each difference, all of them; the message may list fewer
   */
  public List<String> differences() {
    return List.of(differences);
  }
}
