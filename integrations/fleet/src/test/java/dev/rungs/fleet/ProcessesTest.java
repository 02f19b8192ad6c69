package dev.rungs.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs as processes of their own: killed, several at once, in parts, with little memory. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ProcessesTest {
  private static final int FILES = Integer.getInteger("rungs.fleet.files", 200);
  private static final int NAMES = Integer.getInteger("rungs.fleet.names", 20_000);

  @TempDir Path folder;
  private Path tenants;
  private Path journal;
  private String locale = "C.UTF-8";

  @BeforeEach
  void create() throws Exception {
    tenants = Files.createDirectory(folder.resolve("tenants"));
    journal = folder.resolve("fleet.journal");
  }

  private Process start(List<String> options, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), FleetProgram.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("LC_ALL", locale);
    return builder.start();
  }

  private Process start(int pause, String shard) throws IOException {
    return start(List.of(), tenants.toString(), journal.toString(), "" + pause, shard);
  }

  /** Migrated, current, failed, whether it was continued, files. */
  private static List<String> result(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    String last = out.strip().substring(out.strip().lastIndexOf("done ") + 5);
    return List.of(last.split(" "));
  }

  private int current() throws SQLException {
    int current = 0;
    for (int i = 0; i < FILES; i++) {
      current += Tenants.version(tenants.resolve(Tenants.name(i))) == 4 ? 1 : 0;
    }
    return current;
  }

  @Test
  void aKilledRunIsContinuedAndTheReportCoversBoth() throws Exception {
    Tenants.createMany(tenants, 0, FILES, 1);
    int kills = 0;
    int before = 0;
    while (kills < 3) {
      Process process = start(20, "0/1");
      process.getInputStream().read();
      // Some are done, some are not, some are in work.
      while (process.isAlive() && current() < Math.min(FILES - 20, before + 20)) {
        Thread.sleep(20);
      }
      process.destroyForcibly().waitFor();
      before = current();
      kills++;
      for (int i = 0; i < FILES; i++) {
        int version = Tenants.version(tenants.resolve(Tenants.name(i)));
        assertTrue(version == 1 || version == 4, "no file is in between: " + version);
      }
    }
    assertTrue(before >= 20 && before < FILES, before + " were done when it was killed");
    List<String> result = result(start(0, "0/1"));
    assertEquals("true", result.get(3), "it continues the run");
    assertEquals("0", result.get(2));
    int migrated = Integer.parseInt(result.get(0));
    int found = Integer.parseInt(result.get(1));
    assertEquals(FILES, migrated + found);
    // Of each kill, only files committed but not yet written down were found to be current.
    assertTrue(found <= kills * 8, found + " were not known to have been migrated");
    assertEquals(FILES, current());
  }

  @Test
  void runsAtTheSameTimeMigrateEachFileOnce() throws Exception {
    Tenants.createMany(tenants, 0, FILES, 1);
    List<Process> processes = List.of(start(2, "0/1"), start(2, "0/1"), start(2, "0/1"));
    int migrated = 0;
    for (Process process : processes) {
      List<String> result = result(process);
      assertEquals("0", result.get(2), "none failed");
      assertEquals("" + FILES, result.get(4));
      migrated += Integer.parseInt(result.get(0));
    }
    assertEquals(FILES, migrated, "each was migrated by one of them");
    assertEquals(FILES, current());
    for (int i = 0; i < FILES; i++) {
      Path file = tenants.resolve(Tenants.name(i));
      assertEquals(4, Tenants.number(file, "SELECT count(*) FROM rungs_history"));
      assertEquals(2, Tenants.number(file, "SELECT count(*) FROM people"));
    }
  }

  /** As the pods of a Kubernetes Indexed Job, each with its JOB_COMPLETION_INDEX. */
  @Test
  void shardsInProcessesOfTheirOwnTakeEachFileOnce() throws Exception {
    Tenants.createMany(tenants, 0, FILES, 1);
    List<Process> processes = new ArrayList<>();
    for (int index = 0; index < 3; index++) {
      String own = folder.resolve("fleet-" + index + ".journal").toString();
      processes.add(start(List.of(), tenants.toString(), own, "0", index + "/3"));
    }
    int files = 0;
    for (Process process : processes) {
      List<String> result = result(process);
      assertEquals(result.get(4), result.get(0), "all of its part were migrated by it");
      files += Integer.parseInt(result.get(4));
    }
    assertEquals(FILES, files);
    assertEquals(FILES, current());
  }

  /** In the C locale, Java cannot write this name down and read the same one back. */
  @Test
  void aNameThatTheProcessCannotWriteIsReportedAndNotMissed() throws Exception {
    Tenants.createMany(tenants, 0, 2, 1);
    Process rename =
        new ProcessBuilder(
                "sh",
                "-c",
                "mv \"$1\" \"$(printf '%s/caf\\303\\251.db' \"$2\")\"",
                "sh",
                tenants.resolve(Tenants.name(1)).toString(),
                tenants.toString())
            .inheritIO()
            .start();
    assertEquals(0, rename.waitFor());
    locale = "C";
    List<String> result =
        result(start(List.of(), tenants.toString(), journal.toString(), "0", "0/1"));
    assertEquals(List.of("1", "0", "1"), result.subList(0, 3));
    String problem =
        FleetReport.lastRun(journal, FleetReport.Verb.MIGRATE)
            .orElseThrow()
            .failures()
            .toList()
            .get(0)
            .failure()
            .orElseThrow()
            .message();
    assertTrue(problem.contains("caf%C3%A9.db") && problem.contains("UTF-8"), problem);
  }

  /** {@code -Drungs.fleet.names=1000000} for a million. */
  @Test
  void memoryDoesNotGrowWithTheNumberOfFiles() throws Exception {
    List<String> result =
        result(start(List.of("-Xmx24m"), "" + NAMES, journal.toString(), "0", "0/1"));
    assertEquals("" + NAMES, result.get(2), "all were reported as missing");
  }
}
