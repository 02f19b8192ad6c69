package dev.rungs.examples.newproject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README's project, built and run as the README says, on old and new Mavens. */
class ReadmeProjectTest {
  private static final Pattern FILE =
      Pattern.compile("`([\\w./]+)`[^`\\n]*:\\n\\n```\\w+\\n(.*?)```", Pattern.DOTALL);

  /** What JDK 24 and later say of Maven's own libraries, whatever the project is. */
  private static final Pattern JDK_ABOUT_MAVEN =
      Pattern.compile(
          "(?m)^WARNING: (A terminally deprecated method in sun\\.misc\\.Unsafe|sun\\.misc\\.Unsafe::"
              + "|Please consider reporting this to the maintainers of class).*\n");

  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");

  private static Repository repository;
  private static Path settings;

  @TempDir Path project;

  @BeforeAll
  static void putThisBuildIntoARepository() throws IOException {
    repository = Repository.create();
    settings = repository.settings();
  }

  /** The one that runs this build, and those that were unpacked. */
  static List<Path> mavens() throws IOException {
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(System.getProperty("maven.home")));
    try (Stream<Path> unpacked = Files.list(Path.of(System.getProperty("rungs.mavens")))) {
      unpacked.filter(Files::isDirectory).sorted().forEach(homes::add);
    }
    for (Path home : homes) {
      home.resolve("bin/mvn").toFile().setExecutable(true);
    }
    return homes;
  }

  @ParameterizedTest
  @MethodSource("mavens")
  void printsWhatTheReadmeShows(Path maven) throws Exception {
    writeFiles();
    int commands = 0;
    for (String session : section().split("(?m)^\\$ mvn ")) {
      if (commands++ == 0) {
        continue; // the text before the first command
      }
      String[] lines = session.substring(0, endOfSession(session)).split("\n", 2);
      Commands.Result result = maven(maven, lines[0].split(" "));
      assertEquals(0, result.exitCode(), result.output());
      assertEquals(withoutTimes(lines[1]), withoutTimes(plain(result.output())));
    }
    assertEquals(3, commands);
  }

  /** Also the command in a jar, since the project is there. */
  @Test
  void aChangedScriptIsNeverPackagedOld() throws Exception {
    writeFiles();
    Path home = Path.of(System.getProperty("maven.home"));
    run(home, "compile");
    run(home, "rungs:create", "-Drungs.name=add_tags", "-Drungs.files=true");
    Path script = project.resolve("src/main/java/app/add_tags.up.sql");
    assertTrue(Files.exists(script));
    Files.writeString(script, "CREATE TABLE tags (tag TEXT);");
    Files.writeString(project.resolve("src/main/java/app/add_tags.down.sql"), "DROP TABLE tags;");
    run(home, "compile");
    assertTrue(schema().contains("CREATE TABLE tags (tag TEXT)"), schema());

    Files.writeString(script, "CREATE TABLE tags (tag TEXT, colour TEXT);");
    run(home, "compile");
    assertTrue(schema().contains("colour"), schema());

    Files.writeString(script, "CREATE TABEL tags (tag TEXT);");
    Commands.Result refused = maven(home, "compile");
    assertNotEquals(0, refused.exitCode(), "the script is wrong");
    assertTrue(refused.output().contains("[rungs.SqlRejected]"), refused.output());
    assertFalse(schema().contains("colour"), "no old registry is left to be packaged");

    Files.writeString(script, "CREATE TABLE tags (tag TEXT);");
    run(home, "rungs:up", "-Drungs.create=true");
    String status = Commands.rungs(project, "status", "--db", "notes.db").output();
    assertTrue(status.contains("version 3 of 3"), status);
    assertNotEquals(0, maven(home, "rungs:down").exitCode(), "there is nobody to confirm");
    run(home, "rungs:down", "-Drungs.yes=true");
  }

  private String schema() throws IOException, InterruptedException {
    return Commands.rungs(project, "schema").output();
  }

  private void run(Path home, String... goals) throws IOException, InterruptedException {
    Commands.Result result = maven(home, goals);
    assertEquals(0, result.exitCode(), result.output());
  }

  private Commands.Result maven(Path home, String... goals)
      throws IOException, InterruptedException {
    return Commands.maven(home, project, repository.folder(), settings, goals);
  }

  private void writeFiles() throws IOException {
    Matcher files = FILE.matcher(section());
    List<String> names = new ArrayList<>();
    while (files.find()) {
      Path file = project.resolve(files.group(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, files.group(2));
      names.add(files.group(1));
    }
    assertEquals(List.of("pom.xml", ".mvn/jvm.config", "src/main/java/app/App.java"), names);
  }

  private static String section() throws IOException {
    String readme = Files.readString(Path.of("../../README.md"));
    int start = readme.indexOf("## Your own project in 60 seconds");
    return readme.substring(start, readme.indexOf("\n## ", start + 1));
  }

  private static int endOfSession(String session) {
    int end = session.indexOf("```");
    return end < 0 ? session.length() : end;
  }

  /** Maven 3 may end with a colour code, and Maven 4 marks what programs print. */
  private static String plain(String output) {
    String uncoloured = output.replaceAll("\u001b\\[[\\d;]*m", "");
    return JDK_ABOUT_MAVEN.matcher(uncoloured).replaceAll("").replace("[INFO] [stdout] ", "");
  }

  private static String withoutTimes(String text) {
    return TIME.matcher(text).replaceAll("TIME");
  }
}
