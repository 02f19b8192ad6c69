package dev.rungs.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.Registry;
import dev.rungs.runtime.SchemaImage;
import dev.rungs.testing.HandWritten.Body;
import dev.rungs.testing.notes.MigrationRegistry;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** What the one line finds, and that it finds nothing where nothing is wrong. */
class MigrationTestsTest {
  private static final String NOTES =
      """
      CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
      CREATE TABLE notes (
        id INTEGER PRIMARY KEY, author INTEGER REFERENCES authors (id), body TEXT, draft TEXT);
      """;
  private static final String ADD_SLUG = "ALTER TABLE notes ADD COLUMN slug TEXT;";
  private static final String DROP_SLUG = "ALTER TABLE notes DROP COLUMN slug;";
  private static final Body NOTHING = connection -> {};

  @TempDir Path folder;

  /** As a user writes it; the registry is generated, and right. */
  @TestFactory
  Stream<DynamicTest> migrations() {
    return MigrationTests.of(MigrationRegistry.INSTANCE);
  }

  @Test
  void aHistoryMayBeginAboveVersionOne() {
    HandWritten registry =
        new HandWritten(37)
            .step(NOTES + "INSERT INTO authors VALUES (1, 'Ann');", NOTHING)
            .sql(ADD_SLUG, DROP_SLUG)
            .sql("CREATE INDEX by_slug ON notes (slug);");
    assertEquals(Map.of(), failures(registry));
    try (Stream<DynamicTest> tests = MigrationTests.of(registry)) {
      List<String> names = tests.map(DynamicTest::getDisplayName).toList();
      assertTrue(
          names.contains("version 37 step_37 leaves nothing when it is killed"), names::toString);
      assertTrue(names.contains("from version 37 to 39"), names::toString);
      assertFalse(names.toString().contains("36"), names::toString);
    }
    assertFound(
        failures(new HandWritten(37).sql(NOTES).step(ADD_SLUG, slugs(body -> body.toLowerCase()))),
        "version 38 step_38 with its step runs on generated rows and loses nothing",
        "body = NULL");
  }

  @Test
  void aFreshFileIsComparedWithOneFromTheBaseline() throws Exception {
    HandWritten registry = new HandWritten(37).sql(NOTES).sql(ADD_SLUG);
    MigrationFixture.at(registry, 37)
        .sql("INSERT INTO notes (id, body) VALUES (1, 'x')")
        .migrate()
        .assertRows("SELECT id, slug FROM notes", MigrationFixture.row(1, null));
    assertThrows(IllegalArgumentException.class, () -> MigrationFixture.at(registry, 36));
  }

  @Test
  void aStepThatThrowsOnNullIsFound() {
    Map<String, String> failures =
        failures(new HandWritten().sql(NOTES).step(ADD_SLUG, slugs(body -> body.toLowerCase())));
    assertFound(
        failures,
        "version 2 step_2 with its step runs on generated rows and loses nothing",
        "Version 2 (step_2)",
        "of notes",
        "body = NULL",
        "a row with NULL",
        "NullPointerException",
        "MigrationTestsTest");
  }

  @Test
  void aStepThatThrowsOnEmptyTextIsFound() {
    Map<String, String> failures =
        failures(
            new HandWritten()
                .sql(NOTES)
                .step(ADD_SLUG, slugs(body -> body == null ? null : body.substring(0, 1))));
    assertFound(
        failures,
        "version 2 step_2 with its step runs on generated rows and loses nothing",
        "of notes",
        "body = ''",
        "StringIndexOutOfBounds");
  }

  @Test
  void aStepThatLosesValuesIsFound() {
    Body body = connection -> execute(connection, "UPDATE notes SET draft = NULL");
    assertFound(
        failures(new HandWritten().sql(NOTES).step(body)),
        "version 2 step_2 with its step runs on generated rows and loses nothing",
        "Version 2 (step_2) loses data",
        "values of notes.draft are lost, as of the row (id = ",
        "@Migration(version = 2, destructive = true)");
  }

  @Test
  void aStepThatDeletesRowsIsFound() {
    Body body =
        connection ->
            execute(connection, "DELETE FROM notes WHERE id = (SELECT max(id) FROM notes)");
    assertFound(
        failures(new HandWritten().sql(NOTES).step(body)),
        "version 2 step_2 with its step runs on generated rows and loses nothing",
        "values of notes.body are lost");
  }

  @Test
  void aStepThatOverwritesValuesIsFound() {
    Body body = connection -> execute(connection, "UPDATE notes SET body = 'same for all'");
    assertFound(
        failures(new HandWritten().sql(NOTES).step(body)),
        "version 2 step_2 with its step runs on generated rows and loses nothing",
        "notes.body");
  }

  @Test
  void aStepThatLeavesReferencesToNothingIsFound() {
    Body body = connection -> execute(connection, "DELETE FROM authors");
    assertFound(
        failures(new HandWritten().sql(NOTES).step(body)),
        "version 2 step_2 with its step runs on generated rows and loses nothing",
        "Version 2 (step_2) fails",
        "of notes",
        "authors");
  }

  @Test
  void aStepThatDoesNotBringRowsBackIsFound() {
    Body down =
        connection ->
            execute(connection, "DELETE FROM notes WHERE id > (SELECT min(id) FROM notes)");
    assertFound(
        failures(new HandWritten().sql(NOTES).reversible(ADD_SLUG, DROP_SLUG, NOTHING, down)),
        "version 2 reversible_2 can be undone",
        "Version 2 (reversible_2) does not come back",
        "the row (id = ",
        "of notes is missing");
  }

  @Test
  void aStepThatBringsOtherValuesBackIsFound() {
    Body up = connection -> execute(connection, "UPDATE notes SET slug = body");
    Body down = connection -> execute(connection, "UPDATE notes SET body = lower(body)");
    assertFound(
        failures(new HandWritten().sql(NOTES).reversible(ADD_SLUG, DROP_SLUG, up, down)),
        "version 2 reversible_2 can be undone",
        "does not come back",
        "of notes is missing; there is one that has body = tq");
  }

  @Test
  void aStepThatThrowsOnItsWayBackIsFound() {
    Body down =
        connection -> {
          throw new IllegalStateException("not thought of");
        };
    assertFound(
        failures(new HandWritten().sql(NOTES).reversible(ADD_SLUG, DROP_SLUG, NOTHING, down)),
        "version 2 reversible_2 can be undone",
        "cannot be undone",
        "not thought of");
  }

  @Test
  void aScriptThatDoesNotRestoreTheSchemaIsFound() {
    assertFound(
        failures(new HandWritten().sql(NOTES).sql(ADD_SLUG, "SELECT 1;")),
        "version 2 sql_2 can be undone",
        "slug");
  }

  @Test
  void aFreshFileThatDiffersIsFound() throws Exception {
    HandWritten registry =
        new HandWritten().sql(NOTES).sql("INSERT INTO authors VALUES (1, 'Ann');");
    Path other = folder.resolve("other.db");
    TestDatabase.migrator(registry).migrate(other);
    TestDatabase.on(
        other,
        connection -> {
          execute(connection, "UPDATE authors SET name = 'Bob'");
          return null;
        });
    byte[] packed = SchemaImage.pack(Files.readAllBytes(other));
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(packed));
    registry.image(SchemaImage.read(2, hash, new ByteArrayInputStream(packed)).orElseThrow());
    assertFound(
        failures(registry), "a fresh file equals an upgraded one", "(id = 1, name = 'Ann')");
  }

  @Test
  void rowsThatTheSqlRefusesAreLeftOut() {
    HandWritten registry =
        new HandWritten()
            .sql(NOTES)
            .step("CREATE UNIQUE INDEX one_body ON notes (body);", NOTHING)
            .sql("CREATE INDEX by_draft ON notes (draft);", "DROP INDEX by_draft;");
    assertEquals(Map.of(), failures(registry));
  }

  @Test
  void sqlThatFailsOnOrdinaryRowsIsFound() {
    HandWritten registry = new HandWritten().sql(NOTES).sql("UPDATE notes SET id = 1; -- each");
    assertFound(
        failures(registry),
        "version 2 sql_2 runs on generated rows and loses nothing",
        "The SQL of Version 2 (sql_2) fails",
        "UNIQUE");
  }

  @Test
  void rowsOfTheTestAreTakenInsteadOfGeneratedOnes() {
    HandWritten registry =
        new HandWritten().sql(NOTES).step(ADD_SLUG, slugs(body -> body.toLowerCase()));
    String fine = "INSERT INTO notes (id, body) VALUES (1, 'a')";
    String wrong = "INSERT INTO notes (id, body) VALUES (1, NULL)";
    assertEquals(Map.of(), failures(MigrationTests.builder(registry).rows(2, fine).tests()));
    assertFound(
        failures(MigrationTests.builder(registry).rows(2, wrong).tests()),
        "version 2 step_2 with its step runs on given rows and loses nothing",
        "on the rows that the test gives",
        "NullPointerException");
    assertThrows(
        RuntimeException.class, () -> MigrationTests.builder(registry).rows(3, fine).tests());
  }

  @Test
  void aTableWithoutRowsIsSaid() {
    String puzzle = "CREATE TABLE puzzles (a TEXT CHECK (hex(a) = hex(upper(a)) || '7E'));";
    HandWritten registry = new HandWritten().sql(puzzle).step(NOTHING);
    List<String> skipped = new ArrayList<>();
    try (Stream<DynamicTest> tests = MigrationTests.of(registry)) {
      for (DynamicTest test : tests.toList()) {
        try {
          test.getExecutable().execute();
        } catch (TestAbortedException e) {
          skipped.add(e.getMessage());
        } catch (Throwable e) {
          throw new AssertionError(test.getDisplayName(), e);
        }
      }
    }
    assertEquals(1, skipped.size(), skipped.toString());
    assertTrue(skipped.get(0).contains("without rows in puzzles"), skipped.get(0));
  }

  @Test
  void whatSaysThatItLosesDataMayLoseThem() {
    HandWritten registry =
        new HandWritten()
            .sql(NOTES)
            .destructive("ALTER TABLE notes DROP COLUMN draft;")
            .rebuild("DROP TABLE notes; CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);")
            .step(NOTHING);
    assertEquals(Map.of(), failures(registry));
  }

  @Test
  void aRegistryWithoutMigrationsHasNoTests() {
    assertEquals(0, MigrationTests.of(new HandWritten()).count());
  }

  @Test
  void closingTheStreamDeletesTheFiles() throws Exception {
    List<Path> files = new ArrayList<>();
    Body body =
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery("PRAGMA database_list")) {
            row.next();
            files.add(Path.of(row.getString("file")));
          }
        };
    failures(new HandWritten().sql(NOTES).step(body));
    assertFalse(files.isEmpty());
    for (Path file : files) {
      assertFalse(Files.exists(file.getParent()), file.toString());
    }
  }

  /** The names of the tests that fail, and what they say. */
  private static Map<String, String> failures(Registry registry) {
    return failures(MigrationTests.of(registry));
  }

  private static Map<String, String> failures(Stream<DynamicTest> all) {
    Map<String, String> failures = new LinkedHashMap<>();
    try (Stream<DynamicTest> tests = all) {
      tests.forEach(
          test -> {
            try {
              test.getExecutable().execute();
            } catch (TestAbortedException e) {
              // Another test has failed for the same reason.
            } catch (Throwable e) {
              failures.put(test.getDisplayName(), String.valueOf(e.getMessage()));
            }
          });
    }
    return failures;
  }

  private static void assertFound(Map<String, String> failures, String test, String... phrases) {
    assertTrue(failures.containsKey(test), () -> test + " did not fail: " + failures);
    for (String phrase : phrases) {
      assertTrue(
          failures.get(test).contains(phrase),
          () -> "Not said: " + phrase + "\n" + failures.get(test));
    }
  }

  private static Body slugs(UnaryOperator<String> slug) {
    return connection -> {
      Map<Long, String> bodies = new LinkedHashMap<>();
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT id, body FROM notes")) {
        while (rows.next()) {
          bodies.put(rows.getLong(1), rows.getString(2));
        }
      }
      try (PreparedStatement update =
          connection.prepareStatement("UPDATE notes SET slug = ? WHERE id = ?")) {
        for (Map.Entry<Long, String> body : bodies.entrySet()) {
          update.setString(1, slug.apply(body.getValue()));
          update.setLong(2, body.getKey());
          update.executeUpdate();
        }
      }
    };
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
