package dev.rungs.examples.newproject;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands that a person would type, run in the folder of a new project. */
final class Commands {
  /** What a command said and how it ended. */
  record Result(int exitCode, String output) {}

  private Commands() {}

  static Result maven(Path folder, Path repository, Path settings, String... goals)
      throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("maven.home"));
    return maven(home, folder, repository, settings, goals);
  }

  static Result maven(Path home, Path folder, Path repository, Path settings, String... goals)
      throws IOException, InterruptedException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> command = new ArrayList<>();
    command.add(
        home.resolve("bin").resolve(windows ? "mvn.cmd" : "mvn").toAbsolutePath().toString());
    command.addAll(List.of("-q", "-B", "-gs", settings.toString()));
    command.add("-Dmaven.repo.local=" + repository);
    command.addAll(List.of(goals));
    return run(folder, command);
  }

  /** The runnable jar of the command, in a folder. */
  static Result rungs(Path folder, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path jar = Path.of("..", "..", "integrations", "cli", "target", "rungs.jar");
    command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
    command.addAll(List.of(args));
    return run(folder, command);
  }

  static Result java(Path folder, String mainClass, List<String> args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add("-cp");
    command.add("target/classes" + File.pathSeparator + "target/lib/*");
    command.add(mainClass);
    command.addAll(args);
    return run(folder, command);
  }

  private static Result run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // Short runs on few cores: what compiles fast counts, not what runs fast in the end.
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

    // The reactor's own settings are no part of a user's project.
    builder.environment().remove("MAVEN_ARGS");
    builder.environment().remove("MAVEN_BASEDIR");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
