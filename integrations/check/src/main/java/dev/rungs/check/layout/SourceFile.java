package dev.rungs.check.layout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file of a folder, read when asked for.
 *
 * @param path where it is
 * @param relative its name from the folder that was given, with {@code /}
 */
record SourceFile(Path path, String relative) {
  private static final long LARGEST = 64L << 20;

  /** The last part of its name. */
  String name() {
    return relative.substring(relative.lastIndexOf('/') + 1);
  }

  /** The folder it is in, from the one that was given; empty for that one itself. */
  String folder() {
    int slash = relative.lastIndexOf('/');
    return slash < 0 ? "" : relative.substring(0, slash);
  }

  /** The last part of the name of its folder; that of the folder given, if it is in that one. */
  String folderName() {
    String folder = folder();
    Path parent = path.toAbsolutePath().normalize().getParent();
    return folder.isEmpty()
        ? String.valueOf(parent.getFileName())
        : folder.substring(folder.lastIndexOf('/') + 1);
  }

  boolean endsWith(String suffix) {
    return name().toLowerCase(Locale.ROOT).endsWith(suffix);
  }

  /**
   * Reads it, without its byte order mark. What is not UTF-8 is read as Windows-1252, which has a
   * character for nearly every byte: SQL outside of strings is ASCII.
   */
  String text() {
    try {
      if (Files.size(path) > LARGEST) {
        throw new FolderException(
            relative + " is larger than 64 MiB. A script of that size cannot be checked.");
      }
      byte[] bytes = Files.readAllBytes(path);
      String text = decode(bytes);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (IOException e) {
      throw new FolderException(relative + " could not be read: " + e + ".", e);
    }
  }

  private static String decode(byte[] bytes) {
    if (bytes.length > 1 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE) {
      return new String(bytes, StandardCharsets.UTF_16LE);
    }
    if (bytes.length > 1 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
      return new String(bytes, StandardCharsets.UTF_16BE);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, Charset.forName("windows-1252"));
    }
  }
}
