package dev.rungs.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.benchmarks.contender.Application;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.UnrecognizedSchemaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that the real Flyway and the real Liquibase created move to Rungs. */
class ComingFromTest {
  private static final List<String> SCRIPTS =
      List.of(
          "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);",
          "CREATE TABLE tags (note INTEGER NOT NULL REFERENCES notes, tag TEXT NOT NULL);\n"
              + "CREATE INDEX tags_by_note ON tags (note);",
          "ALTER TABLE notes ADD COLUMN slug TEXT;");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("app.db");
  }

  @Test
  void flyway() throws Exception {
    flyway(SCRIPTS.get(0), SCRIPTS.get(1));
    moves("SELECT max(installed_rank) FROM flyway_schema_history");
  }

  private void flyway(String... scripts) throws Exception {
    Path location = Files.createDirectory(folder.resolve("scripts"));
    for (int i = 0; i < scripts.length; i++) {
      Files.writeString(location.resolve("V" + (i + 1) + "__step.sql"), scripts[i]);
    }
    Flyway.configure()
        .dataSource("jdbc:sqlite:" + file, null, null)
        .locations("filesystem:" + location)
        .load()
        .migrate();
  }

  /** Versions 2 and 3 have one schema, so Flyway is asked: by the function of the page. */
  @Test
  void flywayIsAskedForTheVersion() throws Exception {
    flyway(SCRIPTS.get(0), SCRIPTS.get(1), "UPDATE notes SET body = trim(body);");
    Registry registry =
        new Scripts(
            List.of(
                SCRIPTS.get(0),
                SCRIPTS.get(1),
                "UPDATE notes SET body = trim(body);",
                SCRIPTS.get(2)));
    assertEquals(Action.REFUSE, Migrator.builder(registry).build().plan(file).action());

    // Shown in docs/coming-from.md.
    Migrator asking =
        Migrator.builder(registry)
            .adoptAs(
                connection -> {
                  try (Statement statement = connection.createStatement();
                      ResultSet row =
                          statement.executeQuery(
                              "SELECT CAST(max(CAST(version AS INTEGER)) AS INTEGER)"
                                  + " FROM flyway_schema_history WHERE success")) {
                    return row.getInt(1); // 0: not known, so the schema decides
                  }
                })
            .build();
    MigrationReport report = asking.migrate(file);
    assertEquals(
        List.of(Kind.ADOPTED, Kind.ADOPTED, Kind.ADOPTED, Kind.APPLIED),
        report.applied().stream().map(m -> m.kind()).toList());
    String page = Files.readString(Path.of("../../docs/coming-from.md"));
    String test =
        Files.readString(Path.of("src/test/java/dev/rungs/benchmarks/ComingFromTest.java"));
    String shown = page.substring(page.indexOf(".adoptAs("), page.indexOf(".build();"));
    assertTrue(words(test).contains(words(shown)), "the page shows what this test runs");
  }

  private static String words(String code) {
    return code.replaceAll("\\s+", " ");
  }

  @Test
  void whatFlywayCreatedIsRefusedIfTheSchemaDiffersByOneCheck() throws Exception {
    flyway(SCRIPTS.get(0).replace("NOT NULL", "NOT NULL CHECK (body <> '')"), SCRIPTS.get(1));
    byte[] before = Files.readAllBytes(file);
    UnrecognizedSchemaException refusal =
        assertThrows(
            UnrecognizedSchemaException.class,
            () -> Migrator.builder(new Notes(2)).build().migrate(file));
    assertTrue(refusal.getMessage().contains("CHECK"), refusal.getMessage());
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void liquibase() throws Exception {
    Files.writeString(
        folder.resolve("changelog.sql"),
        "--liquibase formatted sql\n--changeset me:1\n"
            + SCRIPTS.get(0)
            + "\n--changeset me:2\n"
            + SCRIPTS.get(1)
            + "\n");
    System.setProperty("liquibase.analytics.enabled", "false");
    try (Connection connection = Application.open(file);
        Liquibase liquibase =
            new Liquibase(
                "changelog.sql",
                new DirectoryResourceAccessor(folder),
                DatabaseFactory.getInstance()
                    .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
      liquibase.update(new Contexts());
    }

    moves("SELECT count(*) FROM DATABASECHANGELOG");
  }

  /** Adopts, upgrades now and later, and leaves the other tool's books alone. */
  private void moves(String books) throws Exception {
    execute("INSERT INTO notes (body) VALUES ('kept')");
    assertEquals("2", query(file, books));

    MigrationReport adopted = Migrator.builder(new Notes(2)).build().migrate(file);
    assertEquals(Action.ADOPT, adopted.action());
    assertEquals(
        List.of(Kind.ADOPTED, Kind.ADOPTED),
        adopted.applied().stream().map(m -> m.kind()).toList());
    assertEquals("2", query(adopted.backup().orElseThrow(), books));

    Migrator next = Migrator.builder(new Notes(3)).build();
    assertEquals(Action.UPGRADE, next.migrate(file).action());
    assertTrue(next.verify(file).findings().isEmpty(), next.verify(file).findings().toString());
    assertEquals("2", query(file, books));
    assertEquals("kept", query(file, "SELECT body FROM notes WHERE slug IS NULL"));
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = Application.open(file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static String query(Path file, String sql) throws Exception {
    try (Connection connection = Application.open(file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getString(1);
    }
  }

  private record Scripts(List<String> scripts) implements Registry {
    @Override
    public String schemaName() {
      return "app.NotesSchema";
    }

    @Override
    public int currentVersion() {
      return scripts.size();
    }

    @Override
    public MigrationDefinition migration(int version) {
      return MigrationDefinition.builder(version, "step_" + version, "app.Step" + version)
          .up(scripts.get(version - 1))
          .build();
    }
  }

  private record Notes(int currentVersion) implements Registry {
    @Override
    public String schemaName() {
      return "app.NotesSchema";
    }

    @Override
    public MigrationDefinition migration(int version) {
      return MigrationDefinition.builder(version, "step_" + version, "app.Step" + version)
          .up(SCRIPTS.get(version - 1))
          .build();
    }
  }
}
