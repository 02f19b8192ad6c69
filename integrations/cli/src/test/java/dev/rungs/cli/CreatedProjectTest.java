package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.processor.MigrationProcessor;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project to which {@code create} added compiles at once, and its registry can be found. */
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

  private Path compile() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = javac.getStandardFileManager(problems, null, null);
        Stream<Path> sources = Files.walk(folder.resolve("src/main/java"))) {
      List<Path> java = sources.filter(file -> file.toString().endsWith(".java")).toList();
      JavaCompiler.CompilationTask task =
          javac.getTask(
              null,
              files,
              problems,
              List.of(
                  "-d",
                  classes.toString(),
                  "-sourcepath",
                  folder.resolve("src/main/java").toString(),
                  "-Xlint:all,-processing",
                  "-Werror"),
              null,
              files.getJavaFileObjectsFromPaths(java));
      task.setProcessors(List.of(new MigrationProcessor()));
      boolean compiled = task.call();
      assertEquals(true, compiled, () -> problems.getDiagnostics().toString());
    }
    return classes;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void compilesAtOnceAndMigrates(boolean files) throws Exception {
    create(files ? new String[] {"--files", "add_user_roles"} : new String[] {"add_user_roles"});
    create("add_v2_index");
    Path classes = compile();
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
    Path classes = compile();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      assertEquals("com.example.AppSchema", Registries.only().schemaName());
      Registry byName = Registries.byName("com.example.MigrationRegistry");
      assertEquals(2, byName.currentVersion());
      Outcome wrong =
          Outcome.of(
              Notes.release(1), "status", "--db", "x", "--registry", "com.example.AppSchema");
      assertEquals(1, wrong.code());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
