package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rungs import}: what it prints, and that the result is a project. */
class ImportCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Path history = Files.createDirectories(folder.resolve("migrations"));
    Files.writeString(
        history.resolve("V1__create_notes.sql"),
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, tag TEXT);\n");
    Files.writeString(
        history.resolve("V1.1__drop_tag.sql"), "ALTER TABLE notes DROP COLUMN tag;\n");
  }

  private Outcome importing(String... options) {
    String[] args = new String[options.length + 3];
    args[0] = "import";
    args[1] = folder.resolve("migrations").toString();
    args[2] = "--out=" + folder.resolve("src/main/java");
    System.arraycopy(options, 0, args, 3, options.length);
    return Outcome.standalone(args);
  }

  @Test
  void theResultIsAProjectThatCompiles() throws IOException {
    Outcome outcome = importing("--package=com.example");
    assertEquals(ExitCode.OK, outcome.code(), outcome.err());
    assertEquals(
        """
        Wrote 2 migrations of Flyway as versions 1 to 2, 6 files in DIR/src/main/java/com/example.

        For you to decide:
        - Version 1.1 is declared as destructive: Statement 1 loses notes.tag.

        Files that Flyway made are recognised by their schema, or by its own table: \
        adoptAs(FlywayVersions::of).
        Next: compile, and look at the warnings; then docs/coming-from.md.
        """,
        outcome.out().replace(folder.toString(), "DIR"));
    new TestProject(folder).compile();
    Outcome status =
        Outcome.standalone("schema", "--classpath", folder.resolve("classes").toString());
    assertTrue(status.out().startsWith("-- com.example.AppSchema at version 2"), status.out());
  }

  @Test
  void jsonNamesTheFiles() {
    Outcome outcome = importing("--package=com.example", "--schema=NotesSchema", "--json");
    assertEquals(ExitCode.OK, outcome.code(), outcome.err());
    assertTrue(outcome.out().contains("\"currentVersion\": 2"), outcome.out());
    assertTrue(outcome.out().contains("com/example/NotesSchema.java\""), outcome.out());
    assertTrue(outcome.out().contains("\"adoptAs\": \"FlywayVersions\""), outcome.out());
  }

  @Test
  void whatIsWrongIsRefused() {
    assertEquals(ExitCode.USAGE, importing().code());
    Outcome name = importing("--package=com.1x");
    assertEquals(ExitCode.FAILED, name.code());
    assertTrue(name.err().contains("'com.1x' is no name of a package."), name.err());
    Outcome baseline = importing("--package=com.example", "--baseline=9");
    assertEquals(ExitCode.FAILED, baseline.code());
    assertTrue(baseline.err().contains("There is no version 9. The last is 1.1."), baseline.err());
    assertEquals(ExitCode.OK, importing("--package=com.example").code());
    assertTrue(importing("--package=com.example").err().contains("Nothing was written."));
  }
}
