package dev.rungs.fleet;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a file failed.
 *
 * @param cause the kind of failure
 * @param problem what is wrong and what was found
 * @param advice what to do next, in terms of the API; empty if the problem says it
 * @param version the migration that failed, if one did
 * @param name the name of that migration
 * @param statement the SQL statement that failed, if one did
 * @param rows rows of the file that break the migration, at most five, each as a JSON object of
 *     columns and values; empty if none could be found
 */
public record FileFailure(
    FailureCause cause,
    String problem,
    String advice,
    OptionalInt version,
    Optional<String> name,
    Optional<String> statement,
    List<String> rows) {
  /** Copies the list. */
  public FileFailure {
    rows = List.copyOf(rows);
  }

  /**
   * Returns problem and advice.
   *
   * @return one or more sentences
   */
  public String message() {
    return advice.isEmpty() ? problem : problem + " " + advice;
  }
}
