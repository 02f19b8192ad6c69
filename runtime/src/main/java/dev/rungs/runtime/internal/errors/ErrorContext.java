package dev.rungs.runtime.internal.errors;

import java.nio.file.Path;

/**
 * What an error is about.
 *
 * @param file the file, or null if there is none
 * @param storedVersion the version it has, 0 if not read
 * @param currentVersion the registry's
 */
public record ErrorContext(Path file, int storedVersion, int currentVersion) {
  /** The same file at another version. */
  public ErrorContext at(int version) {
    return new ErrorContext(file, version, currentVersion);
  }

  /** Begins an error: one or more sentences that say what is wrong, with the evidence. */
  public ErrorDetails problem(String problem) {
    return ErrorDetails.of(this, problem);
  }

  @Override
  public String toString() {
    return file == null ? "The database" : file.toString();
  }
}
