package dev.rungs.runtime.internal.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** What a migration's SQL was, in a form short enough to keep. */
public final class Checksum {
  /** Names the way the sum is made, so that it can change and old sums still be told apart. */
  private static final String ALGORITHM = "v1:";

  private Checksum() {}

  /**
   * Sums up the scripts of a migration. Line ends, blanks at the end of a line, blank lines at the
   * end and a byte order mark do not count: a checkout on another system must not change the sum.
   *
   * @param up the {@code @Up} script; empty if there is none, which is not the same as a blank
   *     script
   * @param down the {@code @Down} script; empty if there is none
   * @return {@code v1:} and the SHA-256 in lower-case hexadecimal digits
   */
  public static String of(Optional<String> up, Optional<String> down) {
    MessageDigest digest = sha256();
    add(digest, "up", up);
    add(digest, "down", down);
    return ALGORITHM + HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256; this one has not.", e);
    }
  }

  private static void add(MessageDigest digest, String role, Optional<String> script) {
    if (script.isEmpty()) {
      return;
    }
    // The length keeps two scripts from running into each other. It stands before the text, so the
    // text is gone through twice.
    NormalizedText text = new NormalizedText(script.get());
    long[] length = {0};
    text.forEachPiece(piece -> length[0] += piece.length);
    digest.update((role + ' ' + length[0] + '\n').getBytes(StandardCharsets.UTF_8));
    text.forEachPiece(digest::update);
  }
}
