package dev.rungs.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet whose files come from several tools, and a registry that begins at version 37. */
class MixedOriginsTest {
  private static final String NOTES =
      "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL CHECK (body <> ''))";
  private static final String ROOM =
      "CREATE TABLE room_master_table (id INTEGER PRIMARY KEY, identity_hash TEXT)";
  private static final Registry REGISTRY = new Notes();

  @TempDir Path folder;
  private Path tenants;
  private int runs;

  @BeforeEach
  void create() throws Exception {
    tenants = Files.createDirectory(folder.resolve("tenants"));
    Migrator.builder(REGISTRY.upTo(37)).build().migrate(tenants.resolve("ours.db"));
    file(
        "flyway.db",
        "CREATE TABLE flyway_schema_history (installed_rank INT NOT NULL PRIMARY KEY, version"
            + " VARCHAR(50), success BOOLEAN NOT NULL)",
        "INSERT INTO flyway_schema_history VALUES (1, '37', 1)");
    file(
        "room.db", ROOM, "CREATE TABLE android_metadata (locale TEXT)", "PRAGMA user_version = 37");
    file("unversioned.db");
    file("audited.db", "CREATE TABLE audit_log (what)");
    file("older.db", ROOM, "PRAGMA user_version = 36");
    file("above.db", "PRAGMA user_version = 99");
    Path drifted = tenants.resolve("drifted.db");
    Tenants.sql(drifted, NOTES.replace(" CHECK (body <> '')", ""), "PRAGMA user_version = 37");
  }

  private void file(String name, String... statements) throws SQLException {
    Tenants.sql(tenants.resolve(name), NOTES, "INSERT INTO notes VALUES (1, 'kept')");
    Tenants.sql(tenants.resolve(name), statements);
  }

  /** How each file ended, by its name without the ending. */
  private Map<String, String> migrate(Fleet fleet) {
    Map<String, String> outcomes = new TreeMap<>();
    try (Stream<Path> files = DatabaseFiles.in(tenants);
        FleetReport report = fleet.migrate(files);
        Stream<FileOutcome> all = report.outcomes()) {
      all.forEach(
          outcome ->
              outcomes.put(
                  outcome.file().getFileName().toString().replace(".db", ""),
                  outcome
                      .failure()
                      .map(failure -> failure.cause().word())
                      .orElse(outcome.state().word())));
    }
    return outcomes;
  }

  @Test
  void eachFileIsAdoptedUpgradedOrRefusedByWhatItIs() throws Exception {
    Map<String, String> before = Tenants.contents(tenants);
    assertEquals(
        Map.of(
            "ours", "migrated",
            "flyway", "migrated",
            "room", "migrated",
            "unversioned", "migrated",
            "audited", "unrecognized",
            "older", "below-baseline",
            "above", "unrecognized",
            "drifted", "drift"),
        migrate(fleet()));
    Map<String, String> after = Tenants.contents(tenants);
    for (String refused : List.of("audited.db", "older.db", "above.db", "drifted.db")) {
      assertEquals(before.get(refused), after.get(refused), refused);
    }
    for (String moved : List.of("flyway.db", "room.db", "unversioned.db")) {
      assertEquals(38, Tenants.version(tenants.resolve(moved)));
      assertEquals(
          1,
          Tenants.number(tenants.resolve(moved), "SELECT count(*) FROM notes WHERE body = 'kept'"));
    }
    assertEquals(
        1,
        Tenants.number(tenants.resolve("flyway.db"), "SELECT count(*) FROM flyway_schema_history"));

    // What the operator knows takes two more along; nothing else is done again.
    assertEquals(
        Map.of(
            "ours", "current",
            "flyway", "current",
            "room", "current",
            "unversioned", "current",
            "audited", "migrated",
            "older", "below-baseline",
            "above", "migrated",
            "drifted", "drift"),
        migrate(fleet().migrator(m -> m.ignoring("audit_*").adoptAs(connection -> 37))));
    assertEquals(38, Tenants.version(tenants.resolve("above.db")));
  }

  private Fleet fleet() {
    return Fleet.of(REGISTRY).journal(folder.resolve("fleet" + runs++ + ".journal"));
  }

  private static final class Notes implements Registry {
    @Override
    public String schemaName() {
      return "app.NotesSchema";
    }

    @Override
    public int baseline() {
      return 37;
    }

    @Override
    public int currentVersion() {
      return 38;
    }

    @Override
    public MigrationDefinition migration(int version) {
      return switch (version) {
        case 37 -> MigrationDefinition.builder(37, "whole", "app.Whole").up(NOTES + ";").build();
        case 38 ->
            MigrationDefinition.builder(38, "add_slugs", "app.AddSlugs")
                .up("ALTER TABLE notes ADD COLUMN slug TEXT;")
                .build();
        default -> throw new IllegalArgumentException("There is no version " + version + ".");
      };
    }
  }
}
