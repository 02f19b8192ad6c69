package dev.rungs.processor.replay.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.replay.ReplayResult;
import dev.rungs.processor.testing.Schemas;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** SQLite comes into the compiler only when it is needed, and goes again. */
class NativeLibraryTest {
  private static final int COMPILES = Integer.getInteger("rungs.soak.compiles", 20);

  private static final String SOURCE =
      """
      package app;

      import dev.rungs.*;

      @VersionedSchema
      final class AppSchema {
        static final int CURRENT_VERSION = 1;
        @Sql static final String ALL = "SELECT id FROM notes";
      }

      @Migration(version = 1)
      @Up("CREATE TABLE notes (id INTEGER PRIMARY KEY);")
      final class CreateNotes {}
      """;

  @TempDir Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void aBuildDaemonKeepsNoLibraryMapped() throws Exception {
    String said = compile(List.of(), COMPILES);
    assertTrue(said.matches("(?s).*mapped at most [1-9][0-9]*, after collection 0\\s*"), said);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aTemporaryFolderThatIsNotThereIsAnErrorThatNamesTheWayOut() throws Exception {
    String said = compile(List.of("-Dorg.sqlite.tmpdir=" + folder.resolve("nowhere")), 1);
    assertTrue(said.contains("[rungs.SqliteUnavailable]"), said);
    assertTrue(said.contains("nowhere, does not exist"), said);
    assertTrue(said.contains("-Arungs.verify=off"), said);
    assertFalse(said.contains("org.sqlite.SQLiteJDBCLoader"), said);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLibraryThatCannotBeLoadedIsAnErrorAtTheSchema() throws Exception {
    Path library = Files.createDirectories(folder.resolve("lib")).resolve("libsqlitejdbc.so");
    Files.writeString(library, "no library");
    String path = "-Dorg.sqlite.lib.path=" + library.getParent();

    String said = compile(List.of(path, "-Dorg.sqlite.tmpdir=" + library), 1);
    assertTrue(said.contains("AppSchema.java:6: error: [rungs.SqliteUnavailable]"), said);
    assertTrue(said.contains("-Arungs.verify=off"), said);
    assertFalse(said.contains("[rungs.Bug]"), said);

    // Where it has a folder to unpack its own library into, the driver does that.
    said = compile(List.of(path), 1);
    assertFalse(said.contains("[rungs."), said);
    assertTrue(said.contains("mapped at most 1"), said);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aCompileThatChangesNoMigrationLoadsNone() throws Exception {
    String cache = "-Arungs.cache=" + folder.resolve("cache");
    assertTrue(compile(List.of(), 1, cache).contains("mapped at most 1"));
    String said = compile(List.of(), 1, cache);
    assertTrue(said.contains("mapped at most 0"), said);
    said = compile(List.of(), 1, cache, "-Arungs.verify=all");
    assertTrue(said.contains("mapped at most 1"), said);
    // A query that changed is prepared on the schema that was proved.
    said = compile(SOURCE.replace("id FROM", "id + 1 FROM"), List.of(), 1, cache);
    assertTrue(said.contains("mapped at most 1"), said);
    assertFalse(said.contains("[rungs."), said);
  }

  @Test
  void withoutSqlNothingIsLoaded() {
    ReplayResult result = Schemas.schema().step().step().replay();
    assertEquals(List.of(), result.problems());
    assertEquals(2, result.fingerprints().size());
  }

  private String compile(List<String> settings, int times, String... options)
      throws IOException, InterruptedException {
    return compile(SOURCE, settings, times, options);
  }

  private String compile(String text, List<String> settings, int times, String... options)
      throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("AppSchema.java"), text);
    Path output = Files.createDirectories(folder.resolve("out"));
    String all = System.getProperty("java.class.path");
    List<String> entries = Arrays.asList(all.split(File.pathSeparator));
    String tests =
        entries.stream().filter(e -> e.endsWith("test-classes")).findFirst().orElseThrow();
    String processor =
        entries.stream()
            .filter(e -> !e.equals(tests))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    // The newest JDK's compiler keeps the last loader in a cache that it gives up for memory.
    command.add("-XX:SoftRefLRUPolicyMSPerMB=0");
    command.addAll(settings);
    command.addAll(List.of("-cp", tests, CompileRepeatedly.class.getName()));
    command.addAll(List.of(processor, output.toString(), String.valueOf(times), source.toString()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
