package dev.rungs.runtime;

import static dev.rungs.runtime.TestFile.query;
import static dev.rungs.runtime.TestFile.run;
import static dev.rungs.runtime.TestFile.version;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process is killed while it adopts another tool's file: at a system call that writes, syncs,
 * truncates or deletes, of the backup or of the file. What is left is the file as it was, or the
 * adopted one, and the next process finishes the work.
 *
 * <p>{@code rungs.soak.adoptions} sets how many calls are tried in each journal mode.
 */
class AdoptionKilledTest {
  private static final String CALLS = "pwrite64,fsync,fdatasync,ftruncate,unlink";
  private static final int POINTS = Integer.getInteger("rungs.soak.adoptions", 8);

  @TempDir Path folder;

  private static Migrations registry() {
    return Migrations.registry()
        .up("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);")
        .up("ALTER TABLE notes ADD COLUMN slug TEXT; UPDATE notes SET slug = 'note-' || id;");
  }

  /** The process that is killed. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      Migrator.builder(registry()).build().migrate(Path.of(args[0]));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete", "wal"})
  void leavesTheFileAsItWasOrAdopted(String journal) throws Exception {
    assumeTrue(canTrace(), "strace cannot be used here");
    Path log = folder.resolve("calls.log");
    assertEquals(0, adopt(file("counted", journal), "trace=" + CALLS, log));
    // strace counts the calls of each thread apart; one does the work.
    long calls =
        Files.readAllLines(log).stream()
            .filter(line -> line.matches("\\d+ +(" + CALLS.replace(',', '|') + ")\\(.*"))
            .collect(Collectors.groupingBy(line -> line.split(" ")[0], Collectors.counting()))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    assertTrue(calls > 10, "strace saw " + calls + " calls");
    Set<Integer> points = new TreeSet<>();
    for (int i = 0; i < POINTS; i++) {
      points.add((int) (1 + i * (calls - 1) / Math.max(1, POINTS - 1)));
    }
    Set<Integer> left = new TreeSet<>();
    for (int point : points) {
      Path file = file("killed" + point, journal);
      String inject = "inject=" + CALLS + ":signal=KILL:when=" + point;
      int code = adopt(file, inject, folder.resolve("killed.log"));
      assertTrue(code != 0 || point == calls, "point " + point + " of " + calls);
      left.add(check(file));
    }
    assertTrue(left.contains(0), "killed before the commit: " + left);
    assertTrue(left.size() > 1, "and after: " + left);
  }

  /** As Flyway leaves it, with rows on many pages. */
  private Path file(String name, String journal) throws IOException {
    Path file = Files.createDirectory(folder.resolve(name)).resolve("app.db");
    run(
        file,
        "PRAGMA journal_mode = " + journal,
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
            + " INSERT INTO notes SELECT i, printf('%0200d', i) FROM n",
        "CREATE TABLE flyway_schema_history (installed_rank INT PRIMARY KEY, version VARCHAR(50))",
        "INSERT INTO flyway_schema_history VALUES (1, '1')");
    return file;
  }

  /** Checks what is left, lets the work be finished, and returns the version that was left. */
  private static int check(Path file) {
    int left = version(file);
    assertTrue(left >= 0 && left <= 2, "version " + left);
    assertEquals("ok", query(file, "PRAGMA integrity_check"));
    assertEquals("500|125250", query(file, "SELECT count(*), sum(body) FROM notes"));
    boolean adopted =
        query(file, "SELECT count(*) FROM sqlite_schema WHERE name = 'rungs_history'").equals("1");
    assertEquals(left > 0, adopted, "history and version are one transaction");

    Migrator migrator = Migrator.builder(registry()).build();
    MigrationReport report = migrator.migrate(file);
    assertEquals(2, report.toVersion());
    assertTrue(migrator.verify(file).findings().isEmpty());
    assertEquals("1|adopted\n2|applied", query(file, "SELECT version, kind FROM rungs_history"));
    assertEquals("500", query(file, "SELECT count(*) FROM notes WHERE slug = 'note-' || id"));
    assertEquals("1|1", query(file, "SELECT * FROM flyway_schema_history"));
    return left;
  }

  private static int adopt(Path file, String what, Path log)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", log.toString()));
    command.addAll(List.of("-e", "trace=" + CALLS, "-e", what));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            file.toString()));
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static boolean canTrace() {
    try {
      return new ProcessBuilder(
                  "strace", "-f", "-qq", "-e", "inject=write:error=EIO:when=99", "true")
              .redirectErrorStream(true)
              .start()
              .waitFor()
          == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }
}
