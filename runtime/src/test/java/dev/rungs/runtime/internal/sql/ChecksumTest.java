package dev.rungs.runtime.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumTest {
  private static final String SCRIPT = "CREATE TABLE a (x);\n\n  SELECT 1;\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE a (x);\r\n\r\n  SELECT 1;\r\n",
        "CREATE TABLE a (x);\r\r  SELECT 1;\r",
        "CREATE TABLE a (x);  \n\t\n  SELECT 1; \t",
        "CREATE TABLE a (x);\n\n  SELECT 1;\n\n \n",
        "\uFEFFCREATE TABLE a (x);\n\n  SELECT 1;",
      })
  void doesNotSeeLineEndsAndTrailingBlanks(String same) {
    assertEquals(up(SCRIPT), up(same));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE a (x);\n  SELECT 1;\n",
        "CREATE TABLE a (x);\n\nSELECT 1;\n",
        "create table a (x);\n\n  SELECT 1;\n",
        "CREATE TABLE a (x);\n\n  SELECT 1; -- one\n",
        "",
      })
  void seesEverythingElse(String other) {
    assertNotEquals(up(SCRIPT), up(other));
  }

  @Test
  void tellsUpFromDownAndAbsentFromBlank() {
    assertNotEquals(up("a"), Checksum.of(Optional.empty(), Optional.of("a")));
    assertNotEquals(
        Checksum.of(Optional.of("a\nb"), Optional.empty()),
        Checksum.of(Optional.of("a"), Optional.of("b")));
    assertNotEquals(up(""), Checksum.of(Optional.empty(), Optional.empty()));
  }

  @Test
  void sumsUpWhatTheTextIsWithoutThem() throws GeneralSecurityException {
    Random random = new Random(3);
    String[] pieces = {
      "a", "\n", "\r", "\r\n", " ", "\t", "\f", "ü", "\ud83e\uddd7", "\uFEFF", "x".repeat(5000)
    };
    for (int i = 0; i < 3000; i++) {
      StringBuilder script = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        script.append(pieces[random.nextInt(pieces.length)]);
      }
      String kept =
          script
              .toString()
              .replaceFirst("^\uFEFF", "")
              .replaceAll("\r\n?", "\n")
              .replaceAll("[ \t\f]+(?=\n|\\z)", "")
              .replaceAll("\n+\\z", "");
      byte[] bytes = kept.getBytes(StandardCharsets.UTF_8);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(("up " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));

      assertEquals(
          "v1:" + HexFormat.of().formatHex(digest.digest(bytes)), up(script.toString()), kept);
    }
  }

  @Test
  void saysHowItWasMade() {
    assertTrue(up("a").matches("v1:[0-9a-f]{64}"), up("a"));
  }

  /** Kept in files and databases: another value here needs another prefix. */
  @Test
  void staysTheSame() {
    assertEquals(
        "v1:691a0b790bbd544ba7b6c3aad176a0a46480826f969492fcd4ccb7c581cf3d78",
        Checksum.of(Optional.of("SELECT 1;"), Optional.of("SELECT 2;")));
  }

  private static String up(String script) {
    return Checksum.of(Optional.of(script), Optional.empty());
  }
}
