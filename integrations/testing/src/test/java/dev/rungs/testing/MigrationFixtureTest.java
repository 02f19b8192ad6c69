package dev.rungs.testing;

import static dev.rungs.testing.MigrationFixture.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.testing.notes.MigrationRegistry;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of an earlier version, its rows, and what became of them. */
class MigrationFixtureTest {
  @TempDir Path folder;

  @Test
  void rowsOfAnEarlierVersionAreFollowed() {
    MigrationFixture fixture =
        MigrationFixture.at(MigrationRegistry.INSTANCE, 1)
            .sql("INSERT INTO notes (id, body) VALUES (1, 'Buy milk!'), (2, NULL)")
            .migrateTo(2)
            .assertRows("SELECT id, slug FROM notes ORDER BY id", row(1, "buy-milk"), row(2, null))
            .migrate()
            .assertRows("SELECT body FROM notes ORDER BY id", row("Buy milk!"), row(""));
    assertEquals(4, fixture.version());
    assertEquals(2, fixture.report().fromVersion());
    assertEquals(List.of(List.of(2L)), fixture.rows("SELECT count(*) FROM notes"));
  }

  @Test
  void aRollbackIsFollowed() {
    MigrationFixture.at(MigrationRegistry.INSTANCE, 1)
        .sql("INSERT INTO notes (id, body) VALUES (1, 'Buy milk!')")
        .migrateTo(2)
        .rollbackTo(1)
        .assertRows(
            "SELECT name FROM pragma_table_info('notes')", row("id"), row("body"), row("draft"))
        .assertRows("SELECT id, body, draft FROM notes", row(1, "Buy milk!", null));
  }

  @Test
  void otherRowsFail() {
    MigrationFixture fixture =
        MigrationFixture.at(MigrationRegistry.INSTANCE, 1)
            .sql("INSERT INTO notes (id, body) VALUES (1, 'x')");
    AssertionError text =
        assertThrows(
            AssertionError.class,
            () -> fixture.assertRows("SELECT id, body FROM notes", row(1, "y")));
    assertTrue(text.getMessage().contains("[1, 'x']"), text.getMessage());
    assertThrows(
        AssertionError.class, () -> fixture.assertRows("SELECT id FROM notes", row(1), row(2)));
    assertThrows(AssertionError.class, () -> fixture.assertRows("SELECT '1'", row(1)));
    assertThrows(AssertionError.class, () -> fixture.assertRows("SELECT NULL", row("null")));
  }

  @Test
  void numbersAndBytesAreCompared() {
    MigrationFixture.at(MigrationRegistry.INSTANCE, 0)
        .assertRows(
            "SELECT 1, 9000000000, 0.5, x'00ff', 'a'",
            row((short) 1, 9_000_000_000L, 0.5f, new byte[] {0, -1}, "a"));
  }

  @Test
  void sqlThatIsRefusedFailsTheTest() {
    MigrationFixture fixture = MigrationFixture.at(MigrationRegistry.INSTANCE, 1);
    AssertionError unknown =
        assertThrows(AssertionError.class, () -> fixture.sql("INSERT INTO no_table VALUES (1)"));
    assertTrue(unknown.getMessage().contains("no such table: no_table"), unknown.getMessage());
    assertThrows(
        AssertionError.class, () -> fixture.sql("INSERT INTO tags VALUES (99, 'no such note')"));
    assertThrows(AssertionError.class, () -> fixture.rows("SELECT nothing"));
  }

  @Test
  void aReleasedFileIsCopiedAndNeverChanged() throws Exception {
    Path released = folder.resolve("released.db");
    Files.copy(
        MigrationFixture.at(MigrationRegistry.INSTANCE, 1)
            .sql("INSERT INTO notes (id, body) VALUES (7, 'kept')")
            .file(),
        released);
    byte[] before = Files.readAllBytes(released);

    MigrationFixture.released(MigrationRegistry.INSTANCE, released)
        .migrate()
        .assertRows("SELECT id, body, slug FROM notes", row(7, "kept", "kept"));

    assertArrayEquals(before, Files.readAllBytes(released));
  }

  @Test
  void aReleasedFileAmongTheResourcesIsUpgraded() {
    MigrationFixture.released(MigrationRegistry.INSTANCE, getClass(), "/released/notes-1.db")
        .migrate()
        .assertRows(
            "SELECT id, body, slug FROM notes ORDER BY id",
            row(1, "Buy milk!", "buy-milk"),
            row(2, "", null));
  }

  @Test
  void whatIsNoFileIsNamed() {
    UncheckedIOException file =
        assertThrows(
            UncheckedIOException.class,
            () -> MigrationFixture.released(MigrationRegistry.INSTANCE, folder.resolve("none.db")));
    assertTrue(file.getMessage().contains("none.db"), file.getMessage());
    UncheckedIOException resource =
        assertThrows(
            UncheckedIOException.class,
            () -> MigrationFixture.released(MigrationRegistry.INSTANCE, getClass(), "/none.db"));
    assertTrue(resource.getMessage().contains("/none.db"), resource.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> MigrationFixture.at(MigrationRegistry.INSTANCE, 9));
  }
}
