package dev.rungs.runtime.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same power cut for other tools and for code written by hand: right after an upgrade from
 * version 1 to 3 is reported as done. Prints a table; asserts what Rungs promises of itself.
 *
 * <p>Runs only if {@code rungs.peers} names {@code benchmarks.jar}; see {@code docs/testing.md}.
 */
class PowerCutPeersTest {
  private static final List<String> CONTENDERS =
      List.of("BASELINE", "FLYWAY", "LIQUIBASE", "MIGRATOR", "RUNGS");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs"})
  void whatPeersReportedSurvivesOrNot(String type) throws Exception {
    String jar = System.getProperty("rungs.peers");
    assumeTrue(jar != null, "rungs.peers names no benchmarks.jar");
    Optional<String> missing = CrashableDisk.missing(type, folder);
    assumeTrue(missing.isEmpty(), missing::get);
    int cuts = Counts.of("rungs.soak.peers", 4);
    List<String> table = new ArrayList<>();
    try (CrashableDisk disk = CrashableDisk.create(type, folder)) {
      for (String settings : List.of("driver", "application")) {
        for (String contender : CONTENDERS) {
          int lost = 0;
          for (int cut = 0; cut < cuts; cut++) {
            Path file = disk.root().resolve(settings + contender + cut + ".db");
            end(migrate(jar, settings, contender, file, 1));
            disk.sync();
            Process child = migrate(jar, settings, contender, file, 3);
            disk.cutPower();
            end(child);
            disk.restorePower();
            lost += versionOf(file) == 3 ? 0 : 1;
          }
          table.add("| %s | %s | %s | %d of %d |".formatted(type, settings, contender, lost, cuts));
          if (contender.equals("MIGRATOR") || contender.equals("RUNGS")) {
            assertEquals(0, lost, table::toString);
          }
        }
      }
    } finally {
      table.forEach(System.out::println);
    }
  }

  private static void end(Process process) {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts a process that migrates, says so, and waits. */
  private Process migrate(String jar, String settings, String contender, Path file, int version)
      throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:ErrorFile=/dev/null",
                "-Drungs.bench.settings=" + settings,
                "-cp",
                jar,
                "dev.rungs.benchmarks.contender.MigrateAndHold",
                file.toString(),
                "" + version,
                Files.createDirectories(folder.resolve("workloads")).toString(),
                contender)
            .redirectError(ProcessBuilder.Redirect.to(new File(folder.toFile(), "errors.txt")))
            .start();
    BufferedReader lines = process.inputReader();
    String line = lines.readLine();
    while (line != null && !line.equals("ACKNOWLEDGED")) {
      line = lines.readLine();
    }
    assertTrue(line != null, this::errors);
    return process;
  }

  private String errors() {
    try {
      return Files.readString(folder.resolve("errors.txt"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** What each of the three scripts leaves, no matter which tool ran it. */
  private static int versionOf(Path file) throws SQLException {
    try (Connection connection = PlainSqlite.file(file)) {
      assertEquals("ok", DatabaseContent.value(connection, "PRAGMA integrity_check"));
      String version =
          "SELECT (SELECT count(*) FROM sqlite_schema WHERE name IN ('t_1', 't_1_parent'))"
              + " + (SELECT count(*) FROM pragma_table_info('t_1') WHERE name = 'state')";
      return Integer.parseInt(DatabaseContent.value(connection, version));
    }
  }
}
