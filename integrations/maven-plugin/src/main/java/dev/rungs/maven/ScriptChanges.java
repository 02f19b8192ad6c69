package dev.rungs.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whether the files that the Rungs processor reads are those of the last build. Compared by
 * content: times say nothing after a checkout.
 */
final class ScriptChanges {
  private final Path record;
  private final String now;

  /**
   * Reads the files.
   *
   * @param record keeps the sum of the last build
   * @param folders where scripts and locks are; those that do not exist are passed over
   */
  ScriptChanges(Path record, List<Path> folders) throws IOException {
    this.record = record;
    this.now = sum(folders);
  }

  boolean found() throws IOException {
    return Files.notExists(record) || !Files.readString(record).equals(now);
  }

  void remember() throws IOException {
    Files.createDirectories(record.getParent());
    Files.writeString(record, now);
  }

  private static String sum(List<Path> folders) throws IOException {
    TreeSet<Path> scripts = new TreeSet<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          files
              .filter(file -> file.toString().endsWith(".sql") || file.toString().endsWith(".lock"))
              .filter(Files::isRegularFile)
              .map(file -> file.toAbsolutePath().normalize())
              .forEach(scripts::add);
        }
      }
    }
    MessageDigest digest = sha256();
    for (Path script : scripts) {
      byte[] text = Files.readAllBytes(script);
      digest.update((script + "\n" + text.length + "\n").getBytes(StandardCharsets.UTF_8));
      digest.update(text);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
