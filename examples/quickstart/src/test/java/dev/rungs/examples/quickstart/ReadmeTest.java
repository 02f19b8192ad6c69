package dev.rungs.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is compiled, run, or copied from a real run. */
class ReadmeTest {
  private static final Path README = Path.of("../../README.md");
  private static final String IMPORTS =
      """
      import dev.rungs.*;
      import dev.rungs.runtime.*;
      import java.nio.file.Path;
      import java.sql.*;
      import java.util.stream.Stream;
      import org.junit.jupiter.api.DynamicTest;
      import org.junit.jupiter.api.TestFactory;
      import dev.rungs.testing.MigrationTests;

      """;

  @TempDir Path folder;

  @Test
  void showsWhatTheCompilerReallySays() throws IOException {
    Javac.copySources(folder);
    Files.delete(folder.resolve("dev/rungs/examples/quickstart/AddTags.java"));

    Javac.Result result = Javac.compile(folder);

    String shown = blocks("text").get(0);
    assertEquals(shown, result.output().replace("dev/rungs/examples/quickstart/", ""));
  }

  @Test
  void showsCodeThatCompilesAndRuns() throws Exception {
    List<String> blocks = blocks("java");
    Path sources = Files.createDirectories(folder.resolve("app"));
    int snippets = 0;
    for (String block : blocks) {
      if (block.startsWith("package ")) {
        continue; // a whole project, which examples/new-project builds
      }
      boolean declarations = block.startsWith("@VersionedSchema");
      String name = declarations ? "AppSchema" : "Snippet" + ++snippets;
      String method =
          block.startsWith("@TestFactory") ? "%s" : "  void run() throws Exception {\n%s  }\n";
      String body =
          declarations ? block : "class %s {\n%s}\n".formatted(name, method.formatted(block));
      Files.writeString(sources.resolve(name + ".java"), "package app;\n\n" + IMPORTS + body);
    }

    Javac.Result result = Javac.compile(folder);

    assertEquals(0, result.exitCode(), result.output());
    assertEquals("", result.output());
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.resolve("out").toUri().toURL()})) {
      Registry registry =
          ServiceLoader.load(Registry.class, loader).stream()
              .filter(provider -> provider.type().getName().equals("app.MigrationRegistry"))
              .map(ServiceLoader.Provider::get)
              .findFirst()
              .orElseThrow();
      MigrationReport report =
          Migrator.builder(registry).build().migrate(folder.resolve("readme.db"));
      assertEquals(MigrationPlan.Action.CREATE, report.action());
      assertEquals(3, report.toVersion());
    }
  }

  @Test
  void namesTheArtifactsOfThisVersion() throws IOException {
    Matcher version =
        Pattern.compile("<version>(.*?)</version>")
            .matcher(Files.readString(Path.of("../../pom.xml")));
    assertTrue(version.find());
    for (String language : List.of("kotlin", "groovy")) {
      String gradle = String.join("\n", blocks(language));
      for (String artifact : List.of("rungs-runtime", "rungs-processor")) {
        assertTrue(
            gradle.contains("dev.rungs:%s:%s".formatted(artifact, version.group(1))), gradle);
      }
    }
    String build = String.join("\n", blocks("xml"));
    for (String artifact : List.of("rungs-runtime", "rungs-processor")) {
      assertTrue(
          build.contains(
              "<artifactId>%s</artifactId>%n".formatted(artifact)
                  + indentOf(build, artifact)
                  + "<version>%s</version>".formatted(version.group(1))),
          artifact);
    }
  }

  @Test
  void hasAnAnchorForEachKeyThatTheCompilerPrints() throws IOException {
    String readme = Files.readString(README);
    List<String> missing =
        List.of(dev.rungs.processor.model.ProblemKey.values()).stream()
            .map(key -> key.key())
            .filter(key -> !key.equals("Note"))
            .filter(key -> !readme.contains("<a id=\"%s\"></a>`%s`".formatted(key, key)))
            .collect(Collectors.toList());
    assertEquals(List.of(), missing);
  }

  private static String indentOf(String text, String artifact) {
    Matcher line = Pattern.compile("( *)<artifactId>" + artifact + "<").matcher(text);
    assertTrue(line.find(), artifact);
    return line.group(1);
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(Files.readString(README))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
