package dev.rungs.processor.write;

import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The entry by which {@link java.util.ServiceLoader} finds registries on the class path. */
public final class ServiceFile {
  private static final String PATH = "META-INF/services/dev.rungs.runtime.Registry";

  private final Output output;

  /**
   * Creates a writer.
   *
   * @param output where it writes
   */
  public ServiceFile(Output output) {
    this.output = output;
  }

  /**
   * Writes the entry. Lines of an earlier compile stay as long as their class is there: this
   * compile may be a partial one.
   *
   * @param registries qualified class names
   * @throws IOException if it cannot be written
   */
  public void write(Collection<String> registries) throws IOException {
    SortedSet<String> lines = new TreeSet<>(registries);
    Optional<String> before = output.existing(PATH);
    for (String line : before.isEmpty() ? new String[0] : before.get().split("\\R")) {
      String name = line.replaceFirst("#.*", "").trim();
      if (!name.isEmpty() && output.isClass(name)) {
        lines.add(name);
      }
    }
    try (Writer writer = output.resource(PATH)) {
      for (String line : lines) {
        writer.write(line + "\n");
      }
    }
  }
}
