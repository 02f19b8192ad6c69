package dev.rungs.processor.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarDirectoryTest {
  @TempDir Path folder;

  private static byte[] jar(String name, String content, String comment) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry(name);
      entry.setTime(0);
      out.putNextEntry(entry);
      out.write(content.getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
      out.setComment(comment);
    }
    return bytes.toByteArray();
  }

  private byte[] directory(byte[] jar) throws IOException {
    return JarDirectory.read(Files.write(folder.resolve("a.jar"), jar));
  }

  @Test
  void namesAndContentCount() throws IOException {
    byte[] directory = directory(jar("A.class", "one", ""));
    assertArrayEquals(directory, directory(jar("A.class", "one", "")));
    assertFalse(Arrays.equals(directory, directory(jar("A.class", "two", ""))));
    assertFalse(Arrays.equals(directory, directory(jar("B.class", "one", ""))));
    assertFalse(Arrays.equals(directory, directory(jar("A.class", "one", "a comment"))));
  }

  private long[] identity(byte[] jar) throws IOException {
    return JarDirectory.identity(Files.write(folder.resolve("a.jar"), jar));
  }

  @Test
  void eachJarHasItsOwnIdentity() throws IOException {
    long[] identity = identity(jar("A.class", "one", ""));
    assertArrayEquals(identity, identity(jar("A.class", "one", "")));
    assertFalse(Arrays.equals(identity, identity(jar("A.class", "two", ""))));
    assertFalse(Arrays.equals(identity, identity(jar("B.class", "one", ""))));
    assertFalse(Arrays.equals(identity, identity(jar("A.class", "one", "a comment"))));
  }

  @Test
  void eachByteOfTheDirectoryCounts() throws IOException {
    byte[] jar = jar("A.class", "one", "c");
    long[] identity = identity(jar);
    int first = jar.length - directory(jar).length;
    int comment = jar.length - 1;
    for (int at : new int[] {first + 6, first + 12, first + 16, first + 20, first + 46, comment}) {
      byte[] other = jar.clone();
      other[at] ^= 1;
      assertFalse(Arrays.equals(identity, identity(other)), "byte " + at);
    }
  }

  @Test
  void theLongestCommentDoesNotHideIt() throws IOException {
    directory(jar("A.class", "one", "c".repeat(0xFFFF)));
  }

  @Test
  void whatStandsBeforeTheJarDoesNotMatter() throws IOException {
    byte[] jar = jar("A.class", "one", "");
    byte[] launched = new byte[jar.length + 100];
    System.arraycopy(jar, 0, launched, 100, jar.length);
    assertArrayEquals(directory(jar), directory(launched));
  }

  @Test
  void whatIsNoJarIsRefused() throws IOException {
    byte[] jar = jar("A.class", "one", "");
    assertThrows(IOException.class, () -> directory(new byte[0]));
    assertThrows(IOException.class, () -> directory(new byte[100_000]));
    assertThrows(IOException.class, () -> directory(Arrays.copyOf(jar, jar.length - 22)));
    byte[] large = jar.clone();
    Arrays.fill(large, jar.length - 10, jar.length - 6, (byte) 0xFF);
    assertThrows(IOException.class, () -> directory(large));
    assertThrows(IOException.class, () -> JarDirectory.read(folder.resolve("none.jar")));
  }
}
