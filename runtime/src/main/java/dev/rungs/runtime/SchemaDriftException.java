package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorDetails;
import java.util.List;

/** The schema of the file is not the one that its version should have. */
public final class SchemaDriftException extends MigrationException {
  private static final long serialVersionUID = 2L;

  private final String[] differences;

  SchemaDriftException(ErrorDetails details, List<String> differences) {
    super(details);
    this.differences = differences.toArray(new String[0]);
  }

  /**
   * Returns what differs between the schema of {@link #storedVersion()} and the file's.
   *
   * @return one phrase for each difference, all of them; the message may list fewer
   */
  public List<String> differences() {
    return List.of(differences);
  }
}
