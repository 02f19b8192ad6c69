package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code renumber}: two branches took one version, and then the project compiles again. */
class RenumberCommandTest {
  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void twoBranchesTookVersionTwo() throws IOException {
    project = new TestProject(folder);
    project.writeSchema(3);
    project.writeMigration(1, "CreateNotes", "CREATE TABLE notes (id INTEGER PRIMARY KEY);");
    project.writeMigration(2, "AddTheirs", "ALTER TABLE notes ADD COLUMN theirs;");
    project.writeMigration(2, "AddMine", "ALTER TABLE notes ADD COLUMN mine;");
    project.writeMigration(3, "IndexMine", "CREATE INDEX by_mine ON notes (mine);");
  }

  private Outcome renumber(String... classes) {
    String[] args = new String[classes.length + 3];
    args[0] = "renumber";
    args[1] = "--source";
    args[2] = project.sources().toString();
    System.arraycopy(classes, 0, args, 3, classes.length);
    return Outcome.standalone(args);
  }

  private String version(String className) throws IOException {
    return Files.readString(project.sources().resolve("com/example/" + className + ".java"))
        .replaceAll("(?s).*version = (\\d+).*", "$1");
  }

  @Test
  void theNamedOnesMoveBehindAllOthersInTheirOrder() throws Exception {
    Outcome outcome = renumber("IndexMine", "com.example.AddMine");
    assertEquals(0, outcome.code(), outcome.err());
    assertEquals("2", version("AddTheirs"));
    assertEquals("3", version("AddMine"));
    assertEquals("4", version("IndexMine"));
    assertTrue(outcome.out().contains("CURRENT_VERSION 3 to 4"), outcome.out());
    project.compile();
    assertTrue(renumber().err().contains("No two migrations have the same version"));
  }

  @Test
  void withoutNamesTheOneMovesThatGitAddedLater() throws Exception {
    assumeTrue(git("init", "-q"), "git is installed");
    Files.move(sql("AddMine"), folder.resolve("sql"));
    Files.move(java("AddMine"), folder.resolve("java"));
    git("add", "src");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "theirs");
    Files.move(folder.resolve("sql"), sql("AddMine"));
    Files.move(folder.resolve("java"), java("AddMine"));

    Outcome outcome = renumber();

    assertEquals(0, outcome.code(), outcome.err());
    assertEquals("2", version("AddTheirs"));
    assertEquals("4", version("AddMine"));
    assertEquals("3", version("IndexMine"), "not shared by two, so it stays");
  }

  @Test
  void asksForNamesIfGitDoesNotTell() throws Exception {
    String before = Files.readString(java("AddMine"));
    Outcome outcome = renumber();
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("AddMine and AddTheirs have version 2"), outcome.err());
    assertTrue(outcome.err().contains("rungs renumber AddTheirs"), outcome.err());
    assertEquals(before, Files.readString(java("AddMine")));
    assertTrue(renumber("AdMine").err().contains("Did you mean AddMine?"));
  }

  /** As in the README, where a whole program is one file. */
  @Test
  void oneFileMayHoldSeveralMigrationsAndTheSchema() throws Exception {
    Files.delete(java("CreateNotes"));
    Files.delete(java("AddTheirs"));
    Path file =
        project.write(
            "com/example/AppSchema.java",
            """
            package com.example;

            import dev.rungs.Migration;
            import dev.rungs.Up;
            import dev.rungs.VersionedSchema;

            @VersionedSchema
            final class AppSchema {
              static final int CURRENT_VERSION = 3;
            }

            @Migration(version = 1)
            @Up("CREATE TABLE notes (id INTEGER PRIMARY KEY);") // version = 9, class Wrong
            final class CreateNotes {}

            @Migration(version = 2)
            @Up("ALTER TABLE notes ADD COLUMN theirs;")
            final class AddTheirs {}

            @Migration(version = 3)
            @Up("ALTER TABLE notes ADD COLUMN last;")
            final class AddLast {}
            """);
    String before = Files.readString(file);

    Outcome outcome = renumber("AddLast", "com.example.AddTheirs", "IndexMine");

    assertEquals(0, outcome.code(), outcome.err());
    assertEquals(
        before
            .replace("version = 3)", "version = 4)")
            .replace("version = 2)", "version = 3)")
            .replace("VERSION = 3;", "VERSION = 5;"),
        Files.readString(file));
    assertEquals("2", version("AddMine"));
    assertEquals("5", version("IndexMine"));
    project.compile();
  }

  private Path java(String name) {
    return project.sources().resolve("com/example/" + name + ".java");
  }

  private Path sql(String name) {
    return project.sources().resolve("com/example/" + name + ".sql");
  }

  private boolean git(String... args) throws InterruptedException {
    try {
      List<String> command = new java.util.ArrayList<>(List.of("git"));
      command.addAll(List.of(args));
      return new ProcessBuilder(command).directory(folder.toFile()).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
