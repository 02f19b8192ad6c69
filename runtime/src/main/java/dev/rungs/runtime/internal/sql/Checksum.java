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
   * @param up the way up; empty where there is none, which is not the same as a blank script
   * @param down the way down; empty where there is none
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
    byte[] bytes = normalized(script.get()).getBytes(StandardCharsets.UTF_8);
    // The length keeps two scripts from running into each other.
    digest.update((role + ' ' + bytes.length + '\n').getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  private static String normalized(String script) {
    StringBuilder result = new StringBuilder(script.length());
    int i = script.startsWith("\uFEFF") ? 1 : 0;
    int kept = 0;
    for (; i < script.length(); i++) {
      char c = script.charAt(i);
      if (c == '\n' || c == '\r') {
        if (c == '\r' && i + 1 < script.length() && script.charAt(i + 1) == '\n') {
          i++;
        }
        result.setLength(kept);
        result.append('\n');
        kept = result.length();
      } else {
        result.append(c);
        if (c != ' ' && c != '\t' && c != '\f') {
          kept = result.length();
        }
      }
    }
    result.setLength(kept);
    while (result.length() > 0 && result.charAt(result.length() - 1) == '\n') {
      result.setLength(result.length() - 1);
    }
    return result.toString();
  }
}
