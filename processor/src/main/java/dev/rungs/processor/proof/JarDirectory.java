package dev.rungs.processor.proof;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * The central directory of a jar, which has the name, size and checksum of each file in it
 * (APPNOTE.TXT, 4.3.12 and 4.3.16). Reading it costs two reads, however much the jar holds.
 */
final class JarDirectory {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;

  private JarDirectory() {}

  /**
   * Tells one jar from another. What the directory says of each file's content is a checksum of 32
   * bits, so two such sums over the directory, which the platform computes fast from the first call
   * on, lose nothing to a cryptographic one.
   *
   * @param jar a file
   * @return the length of its directory, and two checksums
   * @throws IOException if the file cannot be read, or is no jar with a directory of this form
   */
  static long[] identity(Path jar) throws IOException {
    byte[] directory = read(jar);
    CRC32 crc = new CRC32();
    crc.update(directory);
    Adler32 adler = new Adler32();
    adler.update(directory);
    return new long[] {directory.length, crc.getValue(), adler.getValue()};
  }

  /**
   * Reads it.
   *
   * @param jar a file
   * @return its bytes, with the record behind them
   * @throws IOException if the file cannot be read, or is no jar with a directory of this form
   */
  static byte[] read(Path jar) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "r")) {
      long size = file.length();
      int length = (int) Math.min(size, END_LENGTH + LONGEST_COMMENT);
      byte[] tail = read(file, size - length, length);
      ByteBuffer end = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = length - END_LENGTH; at >= 0; at--) {
        if (end.getInt(at) == END_SIGNATURE) {
          long directory = end.getInt(at + 12) & 0xFFFFFFFFL;
          long begin = size - length + at - directory;
          if (begin < 0 || directory + length - at > Integer.MAX_VALUE) {
            throw new IOException("Its directory is not where it should be");
          }
          return read(file, begin, (int) (directory + length - at));
        }
      }
      throw new IOException("It is no jar");
    }
  }

  private static byte[] read(RandomAccessFile file, long at, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.seek(at);
    file.readFully(bytes);
    return bytes;
  }
}
