package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.internal.open.DatabaseAddress;
import dev.rungs.runtime.internal.open.OpenMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is current costs one look at its header, whatever the number of migrations. */
class FastPathTest {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("app.db");
  }

  @Test
  void asksTheRegistryForItsVersionOnly() {
    Migrator.builder(Migrations.notes()).build().migrate(file());
    Registry silent = new OpenCurrentTest.Untouchable(3);
    assertEquals(
        MigrationPlan.Action.NOTHING, Migrator.builder(silent).build().migrate(file()).action());
  }

  @Test
  void doesNotReadTheSchema() {
    Migrator.builder(Migrations.notes()).build().migrate(file());
    TestFile.run(
        file(),
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = 'CREATE TABLE notes (' WHERE name = 'notes'");
    assertEquals(
        MigrationPlan.Action.NOTHING,
        Migrator.builder(Migrations.notes()).build().migrate(file()).action());
  }

  @Test
  void loadsFewClasses() throws Exception {
    Migrator.builder(Migrations.notes()).build().migrate(file());
    Set<String> driver = loaded("open", file());
    Set<String> migrating = loaded("migrate", file());

    migrating.removeAll(driver);
    // Their names are numbers, so that one lambda more gives many another name.
    migrating.removeIf(name -> name.contains("$$Lambda"));

    assertTrue(migrating.stream().noneMatch(name -> name.contains("Planner")), migrating::toString);
    assertTrue(
        migrating.stream().noneMatch(name -> name.contains("ScriptSplitter")), migrating::toString);
    assertTrue(migrating.size() < 25, migrating.size() + ": " + migrating);
  }

  private static Set<String> loaded(String what, Path file)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xlog:class+load:stdout",
                    "-Xshare:auto",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Child.class.getName(),
                    what,
                    file.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, child.waitFor(), output);
    Set<String> classes = new TreeSet<>();
    for (String line : output.split("\n")) {
      int source = line.indexOf(" source:");
      if (source > 0) {
        String name = line.substring(0, source);
        name = name.substring(name.lastIndexOf(' ') + 1);
        // Hidden classes of lambdas have an address in their name.
        classes.add(name.replaceAll("0x[0-9a-f]+", ""));
      }
    }
    return classes;
  }

  /** The program whose classes are counted. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      Path file = Path.of(args[1]);
      if (args[0].equals("open")) {
        try (var connection = DatabaseAddress.open(file, OpenMode.WRITE);
            var statement = connection.createStatement();
            var rows = statement.executeQuery("PRAGMA user_version")) {
          if (rows.getInt(1) != 3) {
            throw new AssertionError();
          }
        }
      } else if (Migrator.builder(new OpenCurrentTest.Untouchable(3))
              .build()
              .migrate(file)
              .toVersion()
          != 3) {
        throw new AssertionError();
      }
    }
  }
}
