package dev.rungs.processor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One case of {@code failing/}: files that begin with {@code -- path}, in which a line's comment
 * {@code // ! Key} says what is expected there. Lines before the first file give options and what
 * is expected without a place, as {@code ! Key}. {@code {src}} in an option is the folder of the
 * files.
 *
 * @param name of the case
 * @param files texts by path
 * @param options of the compiler
 * @param expected as in {@link Message#brief}
 */
public record FailingSource(
    String name, Map<String, String> files, List<String> options, List<String> expected) {
  private static final String MARK = "! ";

  public static List<FailingSource> all() {
    try {
      Path folder =
          Path.of(Objects.requireNonNull(FailingSource.class.getResource("/failing")).toURI());
      try (Stream<Path> files = Files.list(folder)) {
        return files.sorted().map(FailingSource::read).toList();
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public Compile compile(Path folder) {
    Compile compile = Compile.in(folder);
    String src = folder.resolve("src").toString();
    options.forEach(option -> compile.option(option.replace("{src}", src)));
    files.forEach(compile::file);
    return compile;
  }

  private static FailingSource read(Path path) {
    Map<String, String> files = new LinkedHashMap<>();
    List<String> options = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    String file = "";
    int line = 0;
    try {
      for (String text : Files.readAllLines(path)) {
        if (text.startsWith("-- ")) {
          file = text.substring(3);
          files.put(file, "");
          line = 0;
          continue;
        }
        line++;
        if (file.isEmpty() && text.startsWith("-")) {
          options.add(text);
        }
        String place = file.isEmpty() ? "" : " " + Path.of(file).getFileName() + ":" + line;
        int mark = text.indexOf(file.isEmpty() ? MARK : "// " + MARK);
        if (mark >= 0) {
          String keys = text.substring(text.indexOf(MARK, mark) + MARK.length());
          for (String key : keys.split(" ")) {
            expected.add(key + place);
          }
        }
        files.computeIfPresent(file, (name, before) -> before + text + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String name = path.getFileName().toString().replace(".txt", "");
    return new FailingSource(name, files, options, expected);
  }

  @Override
  public String toString() {
    return name;
  }
}
