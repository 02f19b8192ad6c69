package dev.rungs.fleet;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Files that failed for one reason.
 *
 * @param cause the kind of failure
 * @param version the migration that failed, if one did
 * @param name the name of that migration
 * @param files how many files
 */
public record FailureGroup(
    FailureCause cause, OptionalInt version, Optional<String> name, long files) {
  /**
   * Returns a phrase for a heading.
   *
   * @return in English, without a capital
   */
  public String title() {
    return cause.title()
        + (version.isPresent()
            ? " in version " + version.getAsInt() + name.map(known -> ", " + known).orElse("")
            : "");
  }
}
