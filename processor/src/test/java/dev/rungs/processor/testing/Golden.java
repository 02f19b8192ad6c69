package dev.rungs.processor.testing;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Sources and what is generated from them, as text: {@code golden/name.in} and {@code name.out}, in
 * which files begin with {@code -- path}.
 *
 * @param name of the case
 * @param sources texts by path
 * @param expected texts by path
 */
public record Golden(String name, Map<String, String> sources, Map<String, String> expected) {
  public static List<Golden> all() {
    try {
      Path folder = Path.of(Objects.requireNonNull(Golden.class.getResource("/golden")).toURI());
      try (Stream<Path> files = Files.list(folder)) {
        return files
            .filter(file -> file.toString().endsWith(".in"))
            .sorted()
            .map(Golden::read)
            .toList();
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public Compile compile(Path folder) {
    Compile compile = Compile.in(folder).option("-Werror").option("-Arungs.verify=off");
    sources.forEach(compile::file);
    return compile;
  }

  private static Golden read(Path in) {
    String name = in.getFileName().toString().replace(".in", "");
    return new Golden(name, split(in), split(in.resolveSibling(name + ".out")));
  }

  private static Map<String, String> split(Path path) {
    Map<String, String> files = new LinkedHashMap<>();
    String file = "";
    try {
      for (String line : Files.readAllLines(path)) {
        if (line.startsWith("-- ")) {
          file = line.substring(3);
          files.put(file, "");
        } else {
          files.merge(file, line + "\n", String::concat);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return files;
  }

  @Override
  public String toString() {
    return name;
  }
}
