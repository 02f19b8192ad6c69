package dev.rungs.processor.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** A SHA-256 of values, each with its length, so that two of them never run into each other. */
final class Digest {
  /** The length of a digest in bytes. */
  static final int LENGTH = 32;

  private final MessageDigest digest = sha256();

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  Digest add(byte[] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
    return this;
  }

  Digest add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  Digest add(long number) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    return this;
  }

  Digest add(boolean flag) {
    return add(flag ? 1L : 0L);
  }

  Digest add(Optional<String> text) {
    add(text.isPresent());
    return text.isPresent() ? add(text.get()) : this;
  }

  byte[] value() {
    return digest.digest();
  }
}
