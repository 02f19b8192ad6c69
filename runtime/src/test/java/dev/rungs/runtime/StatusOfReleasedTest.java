package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationStatus.Entry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What status says of migrations that were changed after a file got them. */
class StatusOfReleasedTest {
  private static final String ONE = "CREATE TABLE a (x);";
  private static final String TWO = "CREATE TABLE b (x);";

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("app.db");
  }

  private MigrationStatus status(Registry registry) {
    return Migrator.builder(registry).build().status(file());
  }

  private static List<Integer> edited(MigrationStatus status) {
    return status.migrations().stream().filter(Entry::edited).map(Entry::version).toList();
  }

  private static List<String> recordedNames(MigrationStatus status) {
    return status.migrations().stream().map(Entry::recordedName).flatMap(Optional::stream).toList();
  }

  private void create(Registry registry) {
    Migrator.builder(registry).build().migrate(file());
  }

  @Test
  void nothingIsSaidOfWhatIsAsItWas() {
    create(Migrations.registry().up(ONE).up(TWO));
    MigrationStatus status =
        status(Migrations.registry().up(ONE + "  \r\n").up(TWO).up("CREATE TABLE c (x);"));
    assertEquals(List.of(), edited(status));
    assertEquals(List.of(), recordedNames(status));
  }

  @Test
  void anEditedMigrationShowsInACurrentFile() {
    create(Migrations.registry().up(ONE).up(TWO));
    Migrations edited = Migrations.registry().up(ONE + " -- edited").up(TWO);
    Map<String, String> before = TestFile.bytes(directory);

    assertEquals(List.of(1), edited(status(edited)));

    assertEquals(before, TestFile.bytes(directory));
    assertEquals(Action.NOTHING, Migrator.builder(edited).build().migrate(file()).action());
  }

  @Test
  void everyEditedMigrationShows() {
    create(Migrations.registry().up(ONE).up(TWO));
    assertEquals(
        List.of(1, 2),
        edited(status(Migrations.registry().up(ONE + " -- one").up(TWO + " -- two"))));
  }

  @Test
  void aScriptThatBecameAStepIsEdited() {
    create(Migrations.registry().up(ONE).up(TWO));
    assertEquals(List.of(2), edited(status(Migrations.registry().up(ONE).step(connection -> {}))));
  }

  @Test
  void itShowsOverAConnectionAndInAnOlderFile() throws Exception {
    create(Migrations.registry().up(ONE));
    Migrations edited = Migrations.registry().up(ONE + " -- edited").up(TWO);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      assertEquals(List.of(1), edited(Migrator.builder(edited).build().status(connection)));
    }
  }

  @Test
  void itShowsInAFileOfANewerBuild() {
    create(Migrations.registry().up(ONE).up(TWO));
    MigrationStatus status = status(Migrations.registry().up(ONE + " -- edited"));
    assertEquals(List.of(1), edited(status));
    assertEquals(MigrationStatus.State.UNKNOWN, status.migrations().get(1).state());
  }

  @Test
  void aRenamedMigrationKeepsItsNameInHistory() {
    create(firstCalled("add_tag").up(TWO));

    MigrationStatus status = status(firstCalled("add_tags").up(TWO));
    assertEquals(List.of(), edited(status));
    assertEquals("add_tags", status.migrations().get(0).name());
    assertEquals(Optional.of("add_tag"), status.migrations().get(0).recordedName());
    assertEquals(Optional.empty(), status.migrations().get(1).recordedName());

    Registry next = firstCalled("add_tags").up(TWO).up("CREATE TABLE c (x);");
    create(next);
    assertEquals(
        "add_tag", TestFile.query(file(), "SELECT name FROM rungs_history WHERE version = 1"));
    assertEquals(List.of("add_tag"), recordedNames(status(next)));
  }

  private static Migrations firstCalled(String name) {
    return Migrations.registry().add(name, first -> first.up(ONE));
  }

  @Test
  void theFileOfAnotherSchemaWasNotEdited() {
    create(Migrations.of("app.Other").up("CREATE TABLE others (x);"));
    assertEquals(List.of(), edited(status(Migrations.registry().up(ONE))));
  }

  @Test
  void historyBeyondTheStoredVersionIsPendingAndNotEdited() {
    create(Migrations.registry().up(ONE).up(TWO));
    TestFile.run(file(), "PRAGMA user_version = 1");
    assertEquals(
        List.of(1), edited(status(Migrations.registry().up(ONE + " -- one").up(TWO + " -- two"))));
  }

  @Test
  void aFileWithoutHistoryHasNothingToCompare() {
    create(Migrations.registry().up(ONE));
    TestFile.run(file(), "DROP TABLE rungs_history");
    MigrationStatus status = status(Migrations.registry().up(ONE + " -- edited"));
    assertEquals(List.of(), edited(status));
    assertTrue(status.migrations().get(0).appliedAt().isEmpty());
  }
}
