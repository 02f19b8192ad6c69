package dev.rungs.examples.newproject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Copies an example into a new project, far from this one, builds it there and runs it. */
class NewProjectTest {
  private static final Pattern MAIN_CLASS =
      Pattern.compile("<example.mainClass>(.*)</example.mainClass>");
  private static final Pattern JAVAPARSER =
      Pattern.compile("<javaparser.version>(.*)</javaparser.version>");

  /** What the pom names, at the versions that this build has. */
  private static final List<String> VERSIONS =
      List.of(
          "rungs.version",
          "junit.version",
          "maven-resources-plugin.version",
          "maven-compiler-plugin.version",
          "maven-surefire-plugin.version",
          "maven-jar-plugin.version",
          "maven-dependency-plugin.version");

  private static Repository repository;
  private static Path settings;

  @TempDir Path project;

  /** What is copied, how it is called, and what it then says. */
  enum Example {
    QUICKSTART("quickstart", List.of("notes.db"), "notes.db"),
    APP_DATABASE("app-database", List.of("app.db", "status"), "v1: initial_schema"),
    DECANT("decant", List.of("decant.db", "add", "https://sqlite.org/", "SQLite"), "1"),
    GRAPH_CACHE("graph-cache", List.of("graph.db", "index", "src/main/java"), " read, 0 removed"),
    MEMOIR("memoir", List.of("memoir.db"), "The office is in Basel");

    final Path home;
    final List<String> args;
    final String said;

    Example(String folder, List<String> args, String said) {
      this.home = Path.of("..", folder);
      this.args = args;
      this.said = said;
    }
  }

  @BeforeAll
  static void putThisBuildIntoARepository() throws IOException {
    repository = Repository.create();
    settings = repository.settings();
  }

  @ParameterizedTest
  @EnumSource
  void anExampleIsAWorkingStart(Example example) throws Exception {
    copy(example);

    // The tests are compiled, and those of one example run: they pass here already.
    Commands.Result build =
        maven("package", "-DskipTests=" + (example != Example.APP_DATABASE), copyDependencies());
    assertEquals(0, build.exitCode(), build.output());

    Commands.Result run = Commands.java(project, property(example, MAIN_CLASS), example.args);
    assertEquals(0, run.exitCode(), run.output());
    assertTrue(run.output().contains(example.said), run.output());
  }

  @Test
  void aMissingRungDoesNotCompileThereEither() throws Exception {
    copy(Example.MEMOIR);
    Files.delete(project.resolve("src/main/java/dev/rungs/examples/memoir/AddSupersededBy.java"));

    Commands.Result build = maven("compile");

    assertNotEquals(0, build.exitCode());
    assertTrue(
        build.output().contains("[rungs.MissingVersion] No migration declares version 2."),
        build.output());
  }

  private Commands.Result maven(String... goals) throws IOException, InterruptedException {
    List<String> given =
        Stream.concat(
                Stream.of(goals).flatMap(goal -> Stream.of(goal.split(" "))),
                VERSIONS.stream().map(name -> "-D" + name + "=" + System.getProperty(name)))
            .toList();
    return Commands.maven(project, repository.folder(), settings, given.toArray(String[]::new));
  }

  private static String copyDependencies() {
    return "org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies"
        + " -DincludeScope=runtime -DoutputDirectory=target/lib";
  }

  private void copy(Example example) throws IOException {
    Path source = example.home.resolve("src");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = project.resolve("src").resolve(source.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Files.writeString(project.resolve("pom.xml"), pom(example));
  }

  /** The pom that a user writes, with what this example needs besides. */
  private static String pom(Example example) throws IOException {
    String more =
        switch (example) {
          case DECANT -> dependency("dev.rungs", "rungs-cli", System.getProperty("rungs.version"));
          case GRAPH_CACHE ->
              dependency("com.github.javaparser", "javaparser-core", property(example, JAVAPARSER));
          default -> "";
        };
    String text = Files.readString(Path.of("src/test/resources/pom.xml"));
    String place = "<!-- and what else the program needs -->";
    assertTrue(text.contains(place), text);
    return text.replace(place, more);
  }

  private static String dependency(String group, String artifact, String version) {
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
        .formatted(group, artifact, version);
  }

  private static String property(Example example, Pattern pattern) throws IOException {
    Matcher matcher = pattern.matcher(Files.readString(example.home.resolve("pom.xml")));
    assertTrue(matcher.find(), () -> example + " has no " + pattern);
    return matcher.group(1);
  }
}
