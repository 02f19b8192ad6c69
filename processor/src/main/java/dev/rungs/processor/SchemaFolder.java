package dev.rungs.processor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The folder of {@code -Arungs.schema}, outside what the compiler's filer can reach. */
final class SchemaFolder {
  private SchemaFolder() {}

  /**
   * Writes files. Those that are the same already are not touched, so that what is built from them
   * is not built again.
   */
  static void write(Path folder, Map<String, byte[]> files) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      if (Files.notExists(target) || !Arrays.equals(Files.readAllBytes(target), file.getValue())) {
        Files.write(target, file.getValue());
      }
    }
  }
}
