package dev.rungs.examples.newproject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies the project in Kotlin, builds it as it is, and runs its tests. */
class KotlinProjectTest {
  private static final Path HOME = Path.of("..", "kotlin");

  @TempDir Path project;

  @Test
  void theProjectBuildsAndItsTestsPass() throws Exception {
    copy();
    Commands.Result build = maven("package");
    assertEquals(0, build.exitCode(), build.output());
    assertTrue(
        Files.exists(project.resolve("target/classes/com/example/notes/MigrationRegistry.class")));
    assertTrue(Files.exists(project.resolve("target/surefire-reports")), "no test of it was run");
  }

  @Test
  void aMissingRungDoesNotCompile() throws Exception {
    copy();
    Files.delete(project.resolve("src/main/kotlin/com/example/notes/AddTags.kt"));

    Commands.Result build = maven("compile");

    assertNotEquals(0, build.exitCode());
    assertTrue(
        build.output().contains("[rungs.MissingVersion] No migration declares version 2."),
        build.output());
  }

  private Commands.Result maven(String goal) throws IOException, InterruptedException {
    Repository repository = Repository.create();
    return Commands.maven(
        project,
        repository.folder(),
        repository.settings(),
        goal,
        // A daemon would outlive the test.
        "-Dkotlin.compiler.daemon=false",
        "-Drungs.version=" + System.getProperty("rungs.version"));
  }

  private void copy() throws IOException {
    List<Path> sources = new ArrayList<>(List.of(HOME.resolve("pom.xml")));
    try (Stream<Path> files = Files.walk(HOME.resolve("src"))) {
      files.filter(Files::isRegularFile).forEach(sources::add);
    }
    for (Path source : sources) {
      Path target = project.resolve(HOME.relativize(source).toString());
      Files.createDirectories(target.getParent());
      Files.copy(source, target);
    }
  }
}
