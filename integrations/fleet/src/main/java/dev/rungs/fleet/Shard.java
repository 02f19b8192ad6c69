package dev.rungs.fleet;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * One of several equal parts of a fleet. Which part a file is in depends on its path alone, as it
 * was given, so that machines agree without talking to each other.
 */
record Shard(int index, int count) {
  static final Shard WHOLE = new Shard(0, 1);

  Shard {
    if (count < 1 || index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "A shard is 0 to N-1 of N, for example 0 of 8, not " + index + " of " + count + ".");
    }
  }

  boolean has(long hash) {
    return count == 1 || Long.remainderUnsigned(hash, count) == index;
  }

  /** The first 64 bits of the path's SHA-256: the same in every release and on every machine. */
  static long hash(Path file) {
    return hash(file.normalize().toString().replace('\\', '/'));
  }

  /** The first 64 bits of a name's SHA-256. */
  static long hash(String name) {
    byte[] digest = sha256().digest(name.getBytes(StandardCharsets.UTF_8));
    long hash = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      hash = hash << 8 | digest[i] & 0xff;
    }
    return hash;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
