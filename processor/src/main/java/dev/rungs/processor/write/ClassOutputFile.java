package dev.rungs.processor.write;

import java.io.IOException;
import java.io.Writer;

/** A text in the class output, for people and tools to find. */
public final class ClassOutputFile {
  private final Output output;
  private final String path;

  /**
   * Names a file.
   *
   * @param output where it goes
   * @param path with {@code /}
   */
  public ClassOutputFile(Output output, String path) {
    this.output = output;
    this.path = path;
  }

  /**
   * Names the text that locks a schema.
   *
   * @param output where it goes
   * @param registry the registry's qualified name
   * @return the file
   */
  public static ClassOutputFile lock(Output output, String registry) {
    return new ClassOutputFile(output, "META-INF/rungs/" + registry + ".lock");
  }

  /**
   * Returns the path.
   *
   * @return below the class output
   */
  public String path() {
    return path;
  }

  /**
   * Writes the file.
   *
   * @param text all of it
   * @throws IOException if it cannot be written
   */
  public void write(String text) throws IOException {
    try (Writer writer = output.resource(path)) {
      writer.write(text);
    }
  }
}
