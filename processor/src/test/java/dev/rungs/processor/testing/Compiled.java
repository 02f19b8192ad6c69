package dev.rungs.processor.testing;

import dev.rungs.runtime.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;

/**
 * The result of a compile.
 *
 * @param folder where it ran
 * @param success whether the compiler was content
 * @param messages what it said
 * @param log what it wrote besides
 */
public record Compiled(Path folder, boolean success, List<Message> messages, String log) {
  public List<Message> errors() {
    return messages.stream().filter(m -> m.kind() == Diagnostic.Kind.ERROR).toList();
  }

  /** The errors as {@code Key File.java:line}. */
  public List<String> brief() {
    return errors().stream().map(Message::brief).toList();
  }

  public String text() {
    return messages + log;
  }

  public String generated(String path) {
    return read(folder.resolve("gen").resolve(path));
  }

  /** All generated sources by path. */
  public Map<String, String> generated() {
    Path gen = folder.resolve("gen");
    try (Stream<Path> files = Files.walk(gen)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> gen.relativize(file).toString().replace('\\', '/'), Compiled::read));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String output(String path) {
    return read(folder.resolve("out").resolve(path));
  }

  public boolean hasOutput(String path) {
    return Files.exists(folder.resolve("out").resolve(path));
  }

  /** Loads the generated registry. */
  public Registry registry(String className) {
    try {
      URL[] path = {folder.resolve("out").toUri().toURL()};
      @SuppressWarnings("resource") // The registry lives as long as its loader.
      URLClassLoader loader = new URLClassLoader(path, Compiled.class.getClassLoader());
      return (Registry) loader.loadClass(className).getField("INSTANCE").get(null);
    } catch (IOException | ReflectiveOperationException e) {
      throw new AssertionError(text(), e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
