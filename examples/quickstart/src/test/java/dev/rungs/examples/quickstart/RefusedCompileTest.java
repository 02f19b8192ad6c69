package dev.rungs.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees who breaks the ladder of this very example. */
class RefusedCompileTest {
  @TempDir Path folder;

  private Path sources;

  @BeforeEach
  void copySources() throws IOException {
    Javac.copySources(folder);
    sources = folder.resolve("dev/rungs/examples/quickstart");
  }

  @Test
  void compilesAsItIs() {
    Javac.Result result = Javac.compile(folder);
    assertEquals(0, result.exitCode(), result.output());
    assertEquals("", result.output());
  }

  @Test
  void refusesADeletedMigration() throws IOException {
    Files.delete(sources.resolve("AddTags.java"));
    Javac.Result result = Javac.compile(folder);
    assertEquals(1, result.exitCode(), result.output());
    assertTrue(result.output().contains("AddSlugs.java:"), result.output());
    assertTrue(
        result.output().contains("[rungs.MissingVersion] No migration declares version 2."),
        result.output());
  }

  @Test
  void refusesADuplicatedMigration() throws IOException {
    edit("AddSlugs.java", "version = 3", "version = 2");
    Javac.Result result = Javac.compile(folder);
    assertEquals(1, result.exitCode(), result.output());
    assertTrue(result.output().contains("AddSlugs.java:"), result.output());
    assertTrue(result.output().contains("AddTags.java:"), result.output());
    assertTrue(result.output().contains("[rungs.DuplicateVersion]"), result.output());
  }

  @Test
  void refusesARenumberedMigration() throws IOException {
    edit("AddSlugs.java", "version = 3", "version = 4");
    Javac.Result result = Javac.compile(folder);
    assertEquals(1, result.exitCode(), result.output());
    assertTrue(result.output().contains("[rungs.VersionOutOfRange]"), result.output());
  }

  @Test
  void refusesARaisedVersionWithNoMigration() throws IOException {
    edit("NotesSchema.java", "CURRENT_VERSION = 3", "CURRENT_VERSION = 4");
    Javac.Result result = Javac.compile(folder);
    assertEquals(1, result.exitCode(), result.output());
    assertTrue(result.output().contains("NotesSchema.java:"), result.output());
    assertTrue(
        result.output().contains("[rungs.MissingVersion] No migration declares version 4."),
        result.output());
  }

  @Test
  void refusesSqlThatSqliteRefuses() throws IOException {
    edit(
        "add_tags.up.sql",
        "CREATE INDEX note_tags_by_tag ON note_tags",
        "CREATE INDEX note_tags_by_tag ON notetags");
    Javac.Result result = Javac.compile(folder);
    assertEquals(1, result.exitCode(), result.output());
    assertTrue(result.output().contains("[rungs.SqlRejected]"), result.output());
    assertTrue(result.output().contains("add_tags.up.sql:12:"), result.output());
  }

  private void edit(String file, String from, String to) throws IOException {
    Path path = sources.resolve(file);
    String text = Files.readString(path);
    assertTrue(text.contains(from), text);
    Files.writeString(path, text.replace(from, to));
  }
}
