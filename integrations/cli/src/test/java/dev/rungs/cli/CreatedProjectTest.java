package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project to which {@code create} added compiles once the SQL is written, and is found. */
class CreatedProjectTest {
  @TempDir Path folder;

  private void create(String... args) throws IOException {
    if (Files.notExists(folder.resolve("src"))) {
      new ShellSession(folder).writeSources();
    }
    String[] all = new String[args.length + 3];
    all[0] = "create";
    all[1] = "--source";
    all[2] = folder.resolve("src/main/java").toString();
    System.arraycopy(args, 0, all, 3, args.length);
    Outcome outcome = Outcome.of(Notes.release(1), all);
    assertEquals(0, outcome.code(), outcome.err());
  }

  /** Writes SQL in place of what {@code create} put there, which does not compile. */
  private void writeSql() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("src"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        Files.writeString(file, text.replaceAll("REPLACE_THIS -- [^\n\"]*", "SELECT 1;"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void compilesOnceTheSqlIsWrittenAndMigrates(boolean files) throws Exception {
    create(files ? new String[] {"--files", "add_user_roles"} : new String[] {"add_user_roles"});
    create("add_v2_index");
    writeSql();
    Path classes = new TestProject(folder).compile();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      Registry registry = ServiceLoader.load(Registry.class, loader).findFirst().orElseThrow();
      assertEquals(3, registry.currentVersion());
      assertEquals("add_user_roles", registry.migration(2).name());
      assertEquals("add_v2_index", registry.migration(3).name());
      Path file = folder.resolve("app.db");
      Migrator.builder(registry).build().migrate(file);
      MigrationReport down =
          Migrator.builder(registry).allowDestructive().build().rollbackTo(file, 1);
      assertEquals(1, down.toVersion());
    }
  }

  @Test
  void theCommandFindsTheRegistryOfTheClassPath() throws Exception {
    create("add_user_roles");
    writeSql();
    Path classes = new TestProject(folder).compile();
    String registry = "com.example.MigrationRegistry";
    String db = folder.resolve("app.db").toString();

    Outcome up =
        Outcome.standalone("up", "--create", "--classpath", classes.toString(), "--db", db);
    assertEquals(0, up.code(), up.err());
    Outcome named =
        Outcome.standalone(
            "status", "--classpath", classes.toString(), "--registry", registry, "--db", db);
    assertTrue(named.out().contains("version 2 of 2"), named.out() + named.err());
    Outcome wrong =
        Outcome.standalone(
            "status",
            "--classpath",
            classes.toString(),
            "--registry",
            "com.example.NotesSchema",
            "--db",
            db);
    assertEquals(1, wrong.code());
    assertTrue(wrong.err().contains("is not a registry"), wrong.err());
  }

  @Test
  void saysWhatIsMissingFromTheClassPath() throws Exception {
    String db = Files.createFile(folder.resolve("app.db")).toString();
    String none = folder.resolve("none").toString();
    Outcome missing = Outcome.standalone("status", "--classpath", none, "--db", db);
    assertEquals(1, missing.code());
    assertTrue(missing.err().contains(none + " does not exist"), missing.err());
    String empty = Files.createDirectory(folder.resolve("empty")).toString();
    Outcome nothing = Outcome.standalone("status", "--classpath", empty, "--db", db);
    assertTrue(nothing.err().contains("There is no registry in " + empty), nothing.err());
    Outcome usual = Outcome.standalone("status", "--db", db);
    assertTrue(usual.err().contains("target/classes, build/classes/java/main"), usual.err());
  }
}
