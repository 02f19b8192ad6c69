package dev.rungs.fleet;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A database that a run was given.
 *
 * @param name what it is called in journal and report
 * @param hash by which shard and canaries are chosen; the same on every machine
 * @param usable whether the name can be written down, and means the same when it is read again
 */
record Candidate(String name, long hash, boolean usable) {
  /** A file, by its absolute path. */
  static Candidate of(Path path) {
    Path file = path.toAbsolutePath().normalize();
    return comesBack(file)
        ? new Candidate(file.toString(), Shard.hash(path), true)
        // The address tells files apart whose names read the same.
        : new Candidate(file + " (" + file.toUri() + ")", Shard.hash(path), false);
  }

  /** A database, by its name. */
  static Candidate of(String name) {
    return new Candidate(name, Shard.hash(name), true);
  }

  /** Whether its name can be written down in this process's character set. */
  private static boolean comesBack(Path file) {
    try {
      return Path.of(file.toString()).equals(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
