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

  /** What the README's commands leave out. */
  @Test
  void everyGoalWorks() throws Exception {
    writeFiles();
    Path home = Path.of(System.getProperty("maven.home"));
    run(home, "rungs:up", "-Drungs.create");
    Path app = project.resolve("src/main/java/app/App.java");
    String released = Files.readString(app);
    Files.writeString(app, released.replace("NOT NULL DEFAULT 0", "NOT NULL DEFAULT 1"));
    assertRefused(
        home, "Edited after it was applied: 2 (add_done)", "rungs:status", "-Drungs.strict");
    assertRefused(home, "Edited after it was applied: 2 (add_done)", "rungs:up", "-Drungs.strict");
    Files.writeString(app, released.replace("CURRENT_VERSION = 2", "CURRENT_VERSION = 3"));
    for (String name : List.of("Tags", "Colours")) {
      Files.writeString(
          app.resolveSibling("Add" + name + ".java"),
          """
          package app;

          @dev.rungs.Migration(version = 3)
          @dev.rungs.Up("CREATE TABLE %1$s (id INTEGER PRIMARY KEY);")
          @dev.rungs.Down("DROP TABLE %1$s;")
          final class Add%1$s {}
          """
              .formatted(name));
    }
    assertRefused(home, "mvn rungs:renumber -Drungs.classes=AddTags", "rungs:renumber");
    run(home, "rungs:renumber", "-Drungs.classes=AddTags");
    assertTrue(Files.readString(app).contains("CURRENT_VERSION = 4"));
    assertRefused(home, "Migrations are pending.", "rungs:status", "-Drungs.failIfPending");
    String said =
        run(home, "rungs:plan", "rungs:up", "rungs:verify", "rungs:history", "-Drungs.sql");
    assertTrue(said.contains("CREATE TABLE Colours"), said);
    assertTrue(said.contains("notes.db: version 2 to 4"), said);
    assertTrue(said.contains("No problems found."), said);
    run(home, "rungs:create", "-Drungs.name=rebuild_notes", "-Drungs.rebuild=notes");
    said = run(home, "rungs:up", "rungs:schema", "rungs:sql", "-Drungs.from=4", "-Drungs.at=1");
    assertTrue(said.contains("notes.db: version 4 to 5"), said);
    assertTrue(said.contains("-- app.AppSchema at version 1"), said);
    assertTrue(said.contains("ALTER TABLE new_notes RENAME TO notes;"), said);
    assertRefused(home, "Add -Drungs.yes.", "rungs:down");
    run(home, "rungs:down", "-Drungs.to=3", "-Drungs.yes");
    run(home, "rungs:backup", "-Drungs.to=copy.db");
    assertTrue(
        Commands.rungs(project, "status", "--db=copy.db").output().contains("version 3 of 5"));

    assertRefused(home, "<compilerArgs>", "rungs:lock");
    Path pom = project.resolve("pom.xml");
    Files.writeString(
        pom,
        Files.readString(pom)
            .replace(
                "<compilerArgs>",
                "<compilerArgs><arg>-Arungs.lock=${project.basedir}/src/main/rungs.lock</arg>"));
    run(home, "clean", "rungs:lock");
    assertTrue(Files.readString(project.resolve("src/main/rungs.lock")).contains("app.AppSchema"));
    assertRefused(home, "there is no terminal to confirm on", "rungs:reset");
  }

  private void assertRefused(Path home, String reason, String... goals)
      throws IOException, InterruptedException {
    Commands.Result result = maven(home, goals);
    assertNotEquals(0, result.exitCode(), result.output());
    assertTrue(result.output().contains(reason), result.output());
  }

  private String schema() throws IOException, InterruptedException {
    return Commands.rungs(project, "schema").output();
  }

  private String run(Path home, String... goals) throws IOException, InterruptedException {
    Commands.Result result = maven(home, goals);
    assertEquals(0, result.exitCode(), result.output());
    return plain(result.output());
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
