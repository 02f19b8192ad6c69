package dev.rungs.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Migrator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
  @TempDir Path folder;

  @Test
  void createsAFileAndWritesTheFirstNotes() throws SQLException {
    String output = run(folder.resolve("notes.db"), null);
    assertTrue(output.contains("a new file, to be created at version 3"), output);
    assertTrue(output.contains("    2  add_tags"), output);
    assertTrue(output.contains("now at version 3."), output);
    assertTrue(
        output.contains("  1  Buy milk and bread         /buy-milk-and-bread  #errand #home"),
        output);
  }

  @Test
  void saysThatASecondRunHasNothingToDo() throws SQLException {
    Path file = folder.resolve("notes.db");
    run(file, null);
    String output = run(file, "Water the plants #home");
    assertTrue(output.contains("notes.db is up to date at version 3."), output);
    assertTrue(output.contains("  3  Water the plants"), output);
  }

  @Test
  void givesOldNotesTheirSlugs() throws SQLException {
    Path file = folder.resolve("notes.db");
    Migrator migrator =
        Migrator.builder(MigrationRegistry.INSTANCE).allowDestructive().withoutBackups().build();
    migrator.migrate(file);
    migrator.rollbackTo(file, 2);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO notes (body) VALUES ('Crème brûlée!')");
    }

    MigrationReport report = Migrator.builder(MigrationRegistry.INSTANCE).build().migrate(file);

    assertEquals(2, report.fromVersion());
    assertEquals(3, report.toVersion());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      assertEquals(
          List.of(new Notes.Note(1, "Crème brûlée!", "creme-brulee", List.of())),
          new Notes(connection).all());
    }
  }

  private static String run(Path file, String text) throws SQLException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Quickstart(new PrintStream(bytes, true, StandardCharsets.UTF_8)).run(file, text);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
