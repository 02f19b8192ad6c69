package dev.rungs.processor.collect;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads the name of the source that a class file was compiled from: its attribute {@code
 * SourceFile} (JVM specification, 4.7.10).
 */
final class SourceFileName {
  private static final int MAGIC = 0xCAFEBABE;

  private SourceFileName() {}

  static Optional<String> of(InputStream classFile) throws IOException {
    DataInputStream in = new DataInputStream(classFile);
    if (in.readInt() != MAGIC) {
      return Optional.empty();
    }
    in.skipNBytes(4);
    String[] texts = texts(in);
    in.skipNBytes(6);
    in.skipNBytes(2L * in.readUnsignedShort());
    skipMembers(in);
    skipMembers(in);
    int attributes = in.readUnsignedShort();
    for (int i = 0; i < attributes; i++) {
      String name = texts[in.readUnsignedShort()];
      long length = in.readInt() & 0xFFFFFFFFL;
      if ("SourceFile".equals(name)) {
        return Optional.ofNullable(texts[in.readUnsignedShort()]);
      }
      in.skipNBytes(length);
    }
    return Optional.empty();
  }

  /** The constant pool, of which only texts matter. */
  private static String[] texts(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    String[] texts = new String[count];
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts[i] = in.readUTF();
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          // A long or double takes two places.
          i++;
        }
        default -> throw new IOException("Constant of unknown kind " + tag);
      }
    }
    return texts;
  }

  private static void skipMembers(DataInputStream in) throws IOException {
    int members = in.readUnsignedShort();
    for (int i = 0; i < members; i++) {
      in.skipNBytes(6);
      int attributes = in.readUnsignedShort();
      for (int j = 0; j < attributes; j++) {
        in.skipNBytes(2);
        in.skipNBytes(in.readInt() & 0xFFFFFFFFL);
      }
    }
  }
}
