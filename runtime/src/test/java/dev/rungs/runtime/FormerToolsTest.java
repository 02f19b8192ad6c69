package dev.rungs.runtime;

import static dev.rungs.runtime.TestFile.query;
import static dev.rungs.runtime.TestFile.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each recipe of {@code docs/coming-from.md} on a file as the former tool leaves it: its own DDL,
 * as these tools write it. Flyway's and Liquibase's are run with the tools themselves, in {@code
 * examples/benchmarks}.
 */
class FormerToolsTest {
  private static final Set<String> WITH_THE_TOOL = Set.of("Flyway", "Liquibase");

  @TempDir Path folder;

  /**
   * A recipe.
   *
   * @param name as on the page
   * @param file what the tool has done
   * @param registry whose last version is not applied yet
   * @param action for the version that the file has
   * @param version that the file has
   * @param books a query on the tool's own table, which must stay as it is
   */
  record Recipe(
      String name, List<String> file, Registry registry, Action action, int version, String books) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String NOTES =
      "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)";
  private static final String TAGS = "CREATE TABLE tags (note INTEGER REFERENCES notes, tag TEXT)";

  static List<Recipe> recipes() {
    return List.of(
        // What Room's generated _Impl class executes, at @Database(version = 7).
        new Recipe(
            "Room",
            List.of(
                "CREATE TABLE android_metadata (locale TEXT)",
                "INSERT INTO android_metadata VALUES ('en_US')",
                "CREATE TABLE IF NOT EXISTS `notes` (`id` INTEGER PRIMARY KEY AUTOINCREMENT NOT"
                    + " NULL, `body` TEXT NOT NULL)",
                "CREATE INDEX IF NOT EXISTS `index_notes_body` ON `notes` (`body`)",
                "CREATE TABLE IF NOT EXISTS room_master_table (id INTEGER PRIMARY KEY,identity_hash"
                    + " TEXT)",
                "INSERT OR REPLACE INTO room_master_table (id,identity_hash) VALUES(42,"
                    + " 'c103703e120ae8cc73c9248622f3cd1e')",
                "PRAGMA user_version = 7"),
            Migrations.from(7)
                .up(
                    "CREATE TABLE IF NOT EXISTS `notes` (`id` INTEGER PRIMARY KEY AUTOINCREMENT NOT"
                        + " NULL, `body` TEXT NOT NULL);"
                        + "CREATE INDEX IF NOT EXISTS `index_notes_body` ON `notes` (`body`);")
                .up("ALTER TABLE notes ADD COLUMN slug TEXT;"),
            Action.UPGRADE,
            7,
            "SELECT id FROM room_master_table"),
        // .sq: version 1; 1.sqm leads to 2.
        new Recipe(
            "SQLDelight",
            List.of(
                "CREATE TABLE notes (\n  id INTEGER NOT NULL PRIMARY KEY,\n  body TEXT NOT NULL\n)",
                "ALTER TABLE notes ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",
                "PRAGMA user_version = 2"),
            Migrations.registry()
                .up("CREATE TABLE notes (id INTEGER NOT NULL PRIMARY KEY, body TEXT NOT NULL);")
                .up("ALTER TABLE notes ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;")
                .up("ALTER TABLE notes ADD COLUMN slug TEXT;"),
            Action.UPGRADE,
            2,
            "SELECT 42"),
        new Recipe(
            "Android's `SQLiteOpenHelper`",
            List.of(
                "CREATE TABLE android_metadata (locale TEXT)",
                "INSERT INTO android_metadata VALUES ('en_US')",
                NOTES,
                TAGS,
                "PRAGMA user_version = 12"),
            Migrations.from(12).up(NOTES + ";" + TAGS + ";").up("DROP TABLE tags;"),
            Action.UPGRADE,
            12,
            "SELECT locale FROM android_metadata"),
        new Recipe(
            "GRDB",
            List.of(
                "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)",
                "CREATE TABLE \"notes\" (\"id\" INTEGER PRIMARY KEY AUTOINCREMENT, \"body\" TEXT NOT"
                    + " NULL)",
                "INSERT INTO grdb_migrations (identifier) VALUES ('createNotes')",
                "CREATE TABLE \"tags\" (\"note\" INTEGER REFERENCES \"notes\"(\"id\"), \"tag\" TEXT)",
                "INSERT INTO grdb_migrations (identifier) VALUES ('createTags')"),
            Migrations.registry()
                .up(
                    "CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL);")
                .up("CREATE TABLE tags (note INTEGER REFERENCES notes (id), tag TEXT);")
                .up("ALTER TABLE notes ADD COLUMN slug TEXT;"),
            Action.ADOPT,
            2,
            "SELECT count(*) FROM grdb_migrations"),
        new Recipe(
            "Entity Framework Core",
            List.of(
                "CREATE TABLE \"__EFMigrationsLock\" (\n    \"Id\" INTEGER NOT NULL CONSTRAINT"
                    + " \"PK___EFMigrationsLock\" PRIMARY KEY,\n    \"Timestamp\" TEXT NOT NULL\n)",
                "CREATE TABLE \"__EFMigrationsHistory\" (\n    \"MigrationId\" TEXT NOT NULL"
                    + " CONSTRAINT \"PK___EFMigrationsHistory\" PRIMARY KEY,\n   "
                    + " \"ProductVersion\" TEXT NOT NULL\n)",
                "CREATE TABLE \"Notes\" (\n    \"Id\" INTEGER NOT NULL CONSTRAINT \"PK_Notes\""
                    + " PRIMARY KEY AUTOINCREMENT,\n    \"Body\" TEXT NOT NULL\n)",
                "INSERT INTO \"__EFMigrationsHistory\" VALUES ('20240101000000_Initial', '9.0.0')"),
            Migrations.registry()
                .up(
                    "CREATE TABLE \"Notes\" (\"Id\" INTEGER NOT NULL CONSTRAINT \"PK_Notes\" PRIMARY"
                        + " KEY AUTOINCREMENT, \"Body\" TEXT NOT NULL);")
                .up("ALTER TABLE \"Notes\" ADD \"Slug\" TEXT NULL;"),
            Action.ADOPT,
            1,
            "SELECT MigrationId FROM __EFMigrationsHistory"),
        new Recipe(
            "MyBatis Migrations",
            List.of(
                "CREATE TABLE CHANGELOG (\nID NUMERIC(20,0) NOT NULL,\nAPPLIED_AT VARCHAR(25) NOT"
                    + " NULL,\nDESCRIPTION VARCHAR(255) NOT NULL\n)",
                NOTES,
                "INSERT INTO CHANGELOG VALUES (20240101000000, '2024-01-01 00:00:00', 'create"
                    + " notes')"),
            Migrations.registry().up(NOTES + ";", "DROP TABLE notes;").up(TAGS + ";"),
            Action.ADOPT,
            1,
            "SELECT ID FROM CHANGELOG"),
        new Recipe(
            "golang-migrate",
            List.of(
                "CREATE TABLE schema_migrations (version uint64,dirty bool)",
                "CREATE UNIQUE INDEX version_unique ON schema_migrations (version)",
                NOTES,
                TAGS,
                "INSERT INTO schema_migrations VALUES (2, false)"),
            Migrations.registry()
                .up(NOTES + ";", "DROP TABLE notes;")
                .up(TAGS + ";", "DROP TABLE tags;")
                .up("ALTER TABLE notes ADD COLUMN slug TEXT;"),
            Action.ADOPT,
            2,
            "SELECT version FROM schema_migrations"),
        new Recipe(
            "Hand-written `user_version`",
            List.of(NOTES, TAGS, "PRAGMA user_version = 37"),
            Migrations.from(37)
                .up(NOTES + ";" + TAGS + ";")
                .up("ALTER TABLE notes ADD COLUMN slug TEXT;"),
            Action.UPGRADE,
            37,
            "SELECT 42"));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void moves(Recipe recipe) {
    Path file = folder.resolve("app.db");
    run(file, recipe.file().toArray(String[]::new));
    run(file, "INSERT INTO notes (body) VALUES ('kept')");
    String books = query(file, recipe.books());
    Registry registry = recipe.registry();

    // The release that moves: nothing of the schema is new yet.
    Migrator first = Migrator.builder(registry.upTo(recipe.version())).build();
    Action expected = recipe.action() == Action.ADOPT ? Action.ADOPT : Action.NOTHING;
    assertEquals(expected, first.plan(file).action());
    assertEquals(expected, first.migrate(file).action());
    // Where the number is the tool's, history begins with the first upgrade.
    assertEquals(
        recipe.action() == Action.ADOPT ? List.of() : List.of(Verification.Check.HISTORY),
        first.verify(file).findings().stream().map(Verification.Finding::check).toList());

    // The next release.
    Migrator next = Migrator.builder(registry).allowDestructive().build();
    MigrationReport report = next.migrate(file);
    assertEquals(Action.UPGRADE, report.action());
    assertEquals(recipe.version(), report.fromVersion());
    assertEquals(registry.currentVersion(), report.toVersion());
    assertTrue(next.verify(file).findings().isEmpty(), () -> "" + next.verify(file));
    assertEquals("kept", query(file, "SELECT body FROM notes"));
    assertEquals(books, query(file, recipe.books()));
    assertEquals(Action.NOTHING, next.migrate(file).action());

    // A fresh file has the schema that an adopted one has.
    Path fresh = folder.resolve("fresh.db");
    next.migrate(fresh);
    assertTrue(next.verify(fresh).findings().isEmpty());
  }

  /** Both releases at once: a user who skipped the one that only adopts. */
  @ParameterizedTest
  @MethodSource("recipes")
  void movesAndUpgradesAtOnce(Recipe recipe) {
    Path file = folder.resolve("app.db");
    run(file, recipe.file().toArray(String[]::new));
    MigrationReport report =
        Migrator.builder(recipe.registry()).allowDestructive().build().migrate(file);
    assertEquals(recipe.action(), report.action());
    assertEquals(recipe.registry().currentVersion(), report.toVersion());
  }

  @Test
  void thePageHasARecipeForEachAndNoOther() throws IOException {
    String page = Files.readString(Path.of("../docs/coming-from.md"));
    Set<String> onThePage = new TreeSet<>();
    Pattern.compile("(?m)^\\*\\*([^*]+)\\.\\*\\* ")
        .matcher(page.substring(page.indexOf("## Recipes")))
        .results()
        .map((MatchResult found) -> found.group(1))
        .forEach(onThePage::add);
    Set<String> tested = new TreeSet<>(WITH_THE_TOOL);
    recipes().forEach(recipe -> tested.add(recipe.name()));
    assertEquals(tested, onThePage);
  }

  /** golang-migrate counts as we do, and marks a migration that failed half-way. */
  @Test
  void theToolIsAskedForItsVersion() {
    Recipe recipe =
        recipes().stream().filter(r -> r.name().equals("golang-migrate")).findFirst().orElseThrow();
    VersionReader reader =
        connection ->
            Integer.parseInt(
                query(connection, "SELECT version FROM schema_migrations WHERE NOT dirty"));
    Path file = folder.resolve("app.db");
    run(file, recipe.file().toArray(String[]::new));
    assertEquals(
        2,
        Migrator.builder(recipe.registry()).adoptAs(reader).build().migrate(file).applied().stream()
            .filter(row -> row.kind() == AppliedMigration.Kind.ADOPTED)
            .count());

    Path dirty = folder.resolve("dirty.db");
    run(dirty, recipe.file().toArray(String[]::new));
    run(dirty, "UPDATE schema_migrations SET dirty = true");
    assertThrows(
        MigrationException.class,
        () -> Migrator.builder(recipe.registry()).adoptAs(reader).build().migrate(dirty));
  }

  /** The files of the issue: below, at, above and far above the baseline. */
  @ParameterizedTest
  @ValueSource(ints = {36, 37, 38, 99})
  void aHandWrittenNumberAroundTheBaseline(int number) {
    Registry registry =
        Migrations.from(37)
            .up(NOTES + ";")
            .up("ALTER TABLE notes ADD COLUMN slug TEXT;")
            .up(TAGS + ";");
    Path file = folder.resolve("app.db");
    run(file, NOTES, "INSERT INTO notes VALUES (1, 'kept')");
    if (number == 38) {
      run(file, "ALTER TABLE notes ADD COLUMN slug TEXT");
    }
    run(file, "PRAGMA user_version = " + number);
    Migrator migrator = Migrator.builder(registry).build();
    switch (number) {
      case 36 -> assertThrows(BelowBaselineException.class, () -> migrator.migrate(file));
      case 99 -> {
        NewerSchemaException refusal =
            assertThrows(NewerSchemaException.class, () -> migrator.migrate(file));
        assertTrue(refusal.getMessage().contains("adoptAs(37)"), refusal.getMessage());
        Migrator.builder(registry).adoptAs(37).build().migrate(file);
        assertEquals("37 38 39", versions(file));
      }
      default -> {
        assertEquals(Action.UPGRADE, migrator.migrate(file).action());
        assertEquals("37 38 39", versions(file));
      }
    }
    assertEquals("kept", query(file, "SELECT body FROM notes"));
  }

  private static String versions(Path file) {
    return query(
        file,
        "SELECT group_concat(version, ' ') FROM (SELECT version FROM rungs_history ORDER BY 1)");
  }
}
