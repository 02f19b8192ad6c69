package dev.rungs.runtime.internal.open;

import java.nio.file.Path;

/**
 * What an error is about.
 *
 * @param file the file, or null where there is none
 * @param storedVersion the version it has, 0 where not read
 * @param currentVersion the registry's
 */
public record Subject(Path file, int storedVersion, int currentVersion) {
  /** The same file at another version. */
  public Subject at(int version) {
    return new Subject(file, version, currentVersion);
  }

  @Override
  public String toString() {
    return file == null ? "The database" : file.toString();
  }
}
