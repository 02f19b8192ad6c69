package dev.rungs.examples.jdbinotes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program works, and does not compile on a schema without a column that it reads. */
class JdbiNotesTest {
  private static final Path QUICKSTART =
      Path.of("../quickstart/src/main/java/dev/rungs/examples/quickstart");

  @TempDir Path folder;

  @Test
  void notesAreFoundByTheirTag() {
    Path file = folder.resolve("notes.db");
    assertEquals(List.of("Buy milk"), JdbiNotes.add(file, "Buy milk", "shop"));
    assertEquals(List.of("Buy milk", "Buy bread"), JdbiNotes.add(file, "Buy bread", "shop"));
    Jdbi jdbi = Jdbi.create("jdbc:sqlite:" + file).installPlugin(new SqlObjectPlugin());
    assertEquals(
        Optional.of("Buy milk"),
        jdbi.withExtension(NoteDao.class, notes -> notes.bodyOf("buy-milk")));
  }

  @Test
  void theReadmeShowsWhatTheCompilerSaysWhenAColumnIsDropped() throws Exception {
    copyQuickstart();
    Files.copy(
        Path.of("src/main/java/dev/rungs/examples/jdbinotes/NoteDao.java"),
        folder.resolve("NoteDao.java"));
    assertEquals("", compile());
    Files.writeString(
        folder.resolve("dev/rungs/examples/quickstart/DropSlugs.java"),
        """
        package dev.rungs.examples.quickstart;

        @dev.rungs.Migration(version = 4, destructive = true)
        @dev.rungs.Up("ALTER TABLE notes DROP COLUMN slug;")
        final class DropSlugs {}
        """);
    Path schema = folder.resolve("dev/rungs/examples/quickstart/NotesSchema.java");
    Files.writeString(
        schema, Files.readString(schema).replace("CURRENT_VERSION = 3", "CURRENT_VERSION = 4"));
    assertEquals(shown(), firstOf(compile()));
  }

  /** The message at the query that reads the column; another stands at the one that writes it. */
  private static String firstOf(String output) {
    String start = "NoteDao.java:";
    assertTrue(output.contains("2 errors"), output);
    int second = output.indexOf(start, output.indexOf(start) + 1);
    return output.substring(second).replace("2 errors\n", "");
  }

  private static String shown() throws IOException {
    Matcher block =
        Pattern.compile("(?ms)^```text\\n(NoteDao.*?)^```$")
            .matcher(Files.readString(Path.of("../../README.md")));
    assertTrue(block.find(), "README.md shows no message at NoteDao.java");
    return block.group(1);
  }

  private void copyQuickstart() throws IOException {
    try (Stream<Path> files = Files.walk(QUICKSTART)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target =
            folder.resolve("dev/rungs/examples/quickstart").resolve(QUICKSTART.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  /** A real {@code javac} in a process of its own, with schema and queries in one module. */
  private String compile() throws IOException, InterruptedException {
    String classPath = classPath("quickstart|jdbi-notes");
    // jdbi brings SLF4J, which prints that it has no logger; the driver does without it.
    String processorPath = classPath("quickstart|jdbi-notes|slf4j");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("-J--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-nowarn", "-encoding", "UTF-8", "-sourcepath", "."));
    command.addAll(List.of("-cp", classPath, "-processorpath", processorPath, "-d", "out"));
    command.add(
        "-Arungs.queries=org.jdbi.v3.sqlobject.statement.SqlQuery,"
            + "org.jdbi.v3.sqlobject.statement.SqlUpdate");
    Files.createDirectories(folder.resolve("out"));
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".java") && !file.toString().contains("/out/"))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .forEach(command::add);
    }
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static String classPath(String without) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !Pattern.compile(without).matcher(entry).find())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
