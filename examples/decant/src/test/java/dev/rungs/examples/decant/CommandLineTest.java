package dev.rungs.examples.decant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.Migrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The program and its {@code migrate} commands, as a person types them: real processes. */
class CommandLineTest {
  @TempDir static Path shared;

  private static Workshop built;

  private Workshop workshop = built;
  private String file;

  @BeforeAll
  static void buildTheProgram() throws Exception {
    built = Workshop.copiedTo(shared);
    assertCompiles(built);
  }

  @BeforeEach
  void nameTheFile(TestInfo test) {
    file = test.getTestMethod().orElseThrow().getName() + ".db";
  }

  @Test
  void statusDownUpAndReset() throws Exception {
    String missing = run(1, "migrate", "status");
    assertTrue(missing.contains(file + " does not exist."), missing);
    assertFalse(Files.exists(shared.resolve(file)), "a mistyped path makes no file");

    assertEquals("1\n", run(0, "add", "https://sqlite.org/", "SQLite", "databases"));
    assertStatus("[x] 1 initial_schema", "[x] 2 add_indexes", "[x] 3 add_tree_indexes");
    assertTrue(status().endsWith("Total: 3 | Applied: 3 | Pending: 0\n"));

    // Nobody is there to agree, so nothing is undone.
    run(1, "migrate", "down");
    assertStatus("[x] 1 initial_schema", "[x] 2 add_indexes", "[x] 3 add_tree_indexes");

    run(0, "migrate", "down", "--yes");
    assertStatus("[x] 1 initial_schema", "[x] 2 add_indexes", "[ ] 3 add_tree_indexes");
    assertTrue(status().endsWith("Total: 3 | Applied: 2 | Pending: 1\n"));
    assertEquals(1, copies());

    String up = run(0, "migrate", "up");
    assertTrue(up.contains("add_tree_indexes"), up);
    assertTrue(up.contains("version 2 to 3"), up);
    assertEquals("SQLite\n", run(0, "tree"));

    run(0, "migrate", "reset", "--yes");
    assertStatus("[ ] 1 initial_schema", "[ ] 2 add_indexes", "[ ] 3 add_tree_indexes");
    assertEquals(2, copies());
  }

  @Test
  void aMigrationIsUndoneOnlyAfterThoseAboveIt() throws Exception {
    run(0, "add", "https://sqlite.org/", "SQLite");
    // There is no way to name one in the middle: what came later may stand on it.
    assertEquals(2, workshop.decant(file, "migrate", "down", "add_indexes").exitCode());
    assertStatus("[x] 1 initial_schema", "[x] 2 add_indexes", "[x] 3 add_tree_indexes");

    List<String> undone = new ArrayList<>();
    MigrationListener listener =
        new MigrationListener() {
          @Override
          public void finished(MigrationDefinition migration, Duration duration) {
            undone.add(migration.name());
          }
        };
    Migrator.builder(MigrationRegistry.INSTANCE)
        .allowDestructive()
        .listener(listener)
        .build()
        .rollbackTo(shared.resolve(file), 1);
    assertEquals(List.of("add_tree_indexes", "add_indexes"), undone);
    assertStatus("[x] 1 initial_schema", "[ ] 2 add_indexes", "[ ] 3 add_tree_indexes");
  }

  @Test
  void createWritesTheNextMigrationAndTheProgramCompiles(@TempDir Path folder) throws Exception {
    workshop = Workshop.copiedTo(folder);
    assertCompiles(workshop);
    run(0, "add", "https://sqlite.org/", "SQLite");
    String created = run(0, "migrate", "create", "add_ratings");
    assertTrue(created.contains("AddRatings.java"), created);

    writeSql(folder);
    assertCompiles(workshop);
    assertStatus(
        "[x] 1 initial_schema", "[x] 2 add_indexes", "[x] 3 add_tree_indexes", "[ ] 4 add_ratings");
  }

  @Test
  void findsAndExplains() throws Exception {
    run(0, "add", "https://sqlite.org/fts5.html", "SQLite FTS5", "search", "databases");
    run(0, "add", "https://sqlite.org/", "SQLite", "databases");
    run(0, "under", "1", "2");
    assertEquals("SQLite\n  SQLite FTS5\n", run(0, "tree"));
    assertEquals("SQLite FTS5\n", run(0, "search", "fts5"));
    assertEquals("SQLite\nSQLite FTS5\n", run(0, "about", "databases"));
    assertTrue(run(2, "tre").startsWith("usage:"));
    String help = run(0, "migrate", "help");
    for (String command : List.of("status", "up", "down", "create", "reset", "help")) {
      assertTrue(help.contains("\n  " + command + " "), help);
    }
  }

  /** Writes SQL in place of what {@code create} put there, which does not compile. */
  private static void writeSql(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.endsWith("AddRatings.java")).toList()) {
        String text = Files.readString(file);
        Files.writeString(file, text.replaceAll("REPLACE_THIS -- .*", "SELECT 1;"));
      }
    }
  }

  private static void assertCompiles(Workshop workshop) throws IOException {
    Workshop.Result compiled = workshop.compile();
    assertEquals(0, compiled.exitCode(), compiled.output());
  }

  /** Asserts the marks, versions and names that {@code migrate status} lists. */
  private void assertStatus(String... expected) throws Exception {
    List<String> lines =
        status()
            .lines()
            .filter(line -> line.strip().startsWith("["))
            .map(line -> line.strip().replaceFirst("^(\\[.]) +(\\d+) +(\\S+).*", "$1 $2 $3"))
            .toList();
    assertEquals(List.of(expected), lines);
  }

  private String status() throws Exception {
    return run(0, "migrate", "status");
  }

  private long copies() throws Exception {
    try (Stream<Path> files = Files.list(shared)) {
      return files
          .map(copy -> copy.getFileName().toString())
          .filter(copy -> copy.startsWith(file) && copy.endsWith(".bak"))
          .count();
    }
  }

  private String run(int exitCode, String... command) throws Exception {
    String[] args = new String[command.length + 1];
    args[0] = file;
    System.arraycopy(command, 0, args, 1, command.length);
    Workshop.Result result = workshop.decant(args);
    assertEquals(exitCode, result.exitCode(), result.output());
    return result.output();
  }
}
