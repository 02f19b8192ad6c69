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

  /** What it is called within a sentence. */
  public String name() {
    return file == null ? "the database" : file.toString();
  }

  /** What it is called at the beginning of a sentence. */
  @Override
  public String toString() {
    return file == null ? "The database" : file.toString();
  }
}
