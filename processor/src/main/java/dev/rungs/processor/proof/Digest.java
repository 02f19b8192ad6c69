package dev.rungs.processor.proof;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * A SHA-256 of values, each with its length, so that two of them never run into each other. Small
 * values are gathered first: in a JVM that has just started, each call of the platform's digest
 * costs more than what it digests.
 */
final class Digest {
  /** The length of a digest in bytes. */
  static final int LENGTH = 32;

  private static final int GATHERED = 1 << 11;

  private final MessageDigest digest = sha256();
  private final byte[] gathered = new byte[GATHERED];
  private int length;

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  Digest add(byte[] bytes) {
    addBigEndian(bytes.length, Integer.BYTES);
    makeRoom(bytes.length);
    if (bytes.length > gathered.length) {
      digest.update(bytes);
    } else {
      System.arraycopy(bytes, 0, gathered, length, bytes.length);
      length += bytes.length;
    }
    return this;
  }

  Digest add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  Digest add(long number) {
    addBigEndian(number, Long.BYTES);
    return this;
  }

  Digest add(boolean flag) {
    addBigEndian(flag ? 1 : 0, 1);
    return this;
  }

  Digest add(Optional<String> text) {
    add(text.isPresent());
    return text.isPresent() ? add(text.get()) : this;
  }

  private void addBigEndian(long number, int bytes) {
    makeRoom(bytes);
    for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      gathered[length++] = (byte) (number >>> shift);
    }
  }

  private void makeRoom(int bytes) {
    if (bytes > gathered.length - length) {
      digest.update(gathered, 0, length);
      length = 0;
    }
  }

  /** The digest of what was added, after which it begins again with nothing. */
  byte[] value() {
    digest.update(gathered, 0, length);
    length = 0;
    return digest.digest();
  }
}
