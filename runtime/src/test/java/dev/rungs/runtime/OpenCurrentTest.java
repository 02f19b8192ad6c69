package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.jdbc4.JDBC4Connection;

/** Opening a file that is current costs one look at its header. */
class OpenCurrentTest {
  /** The most that Rungs loads on top of what the driver loads for the same work. */
  private static final int MOST_CLASSES = 40;

  @TempDir Path directory;

  @Test
  void nothingIsAskedOfTheRegistryButItsVersion() {
    Path file = directory.resolve("app.db");
    TestFile.run(file, "CREATE TABLE t (a)", "PRAGMA user_version = 10000");

    try (AppDatabase db = AppDatabase.open(file, new Untouchable(10000))) {
      assertEquals(10000, db.schemaVersion());
    }
    Migrator migrator = Migrator.builder(new Untouchable(10000)).build();
    assertEquals(MigrationPlan.Action.NOTHING, migrator.migrate(file).action());
    assertEquals(MigrationPlan.Action.NOTHING, migrator.plan(file).action());
  }

  @Test
  void fewClassesAreLoaded() throws Exception {
    Path file = directory.resolve("app.db");
    TestFile.run(file, "CREATE TABLE t (a)", "PRAGMA user_version = 10000");
    Set<String> driver = classes(Driver.class, file);

    for (Class<?> program : List.of(ByAppDatabase.class, ByMigrator.class)) {
      Set<String> own = classes(program, file);
      own.removeAll(driver);
      own.removeIf(name -> name.startsWith(OpenCurrentTest.class.getName()));
      assertTrue(own.size() < MOST_CLASSES, () -> own.size() + " classes: " + own);
      assertTrue(own.contains("dev.rungs.runtime.Migrator"), own::toString);
    }
  }

  private Set<String> classes(Class<?> program, Path file) throws Exception {
    Path log = directory.resolve(program.getSimpleName() + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Xlog:class+load:file=" + log);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(program.getName(), file.toString()));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertEquals(0, process.waitFor());
    Set<String> classes = new TreeSet<>();
    for (String line : Files.readAllLines(log)) {
      int source = line.indexOf(" source:");
      if (source > 0) {
        String name = line.substring(line.lastIndexOf(' ', source - 1) + 1, source);
        // Hidden classes get new numbers in each process.
        classes.add(name.replaceFirst("(\\$\\$Lambda|/0x|\\+0x).*", ""));
      }
    }
    return classes;
  }

  /** A registry that must not be asked for anything that grows with its history. */
  record Untouchable(int currentVersion) implements Registry {
    @Override
    public String schemaName() {
      throw new AssertionError("The name of the schema is not needed.");
    }

    @Override
    public MigrationDefinition migration(int version) {
      throw new AssertionError("No migration is needed.");
    }
  }

  /** What the same work takes without Rungs. */
  static final class Driver {
    public static void main(String[] args) throws Exception {
      try (Connection connection =
          new JDBC4Connection("jdbc:sqlite:" + args[0], args[0], new Properties())) {
        TestFile.query(connection, "PRAGMA user_version");
        TestFile.run(connection, "PRAGMA foreign_keys = ON", "PRAGMA synchronous = NORMAL");
        TestFile.query(connection, "PRAGMA journal_mode = WAL");
      }
    }
  }

  static final class ByAppDatabase {
    public static void main(String[] args) {
      AppDatabase.open(Path.of(args[0]), new Untouchable(10000)).close();
    }
  }

  static final class ByMigrator {
    public static void main(String[] args) {
      Migrator.builder(new Untouchable(10000)).build().migrate(Path.of(args[0]));
    }
  }
}
