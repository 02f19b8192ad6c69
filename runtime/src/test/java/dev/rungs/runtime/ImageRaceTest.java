package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes at one absent file, and one that dies while it makes it. */
class ImageRaceTest {
  private static final int PROCESSES = 3;
  private static final int FILES = Integer.getInteger("rungs.soak.races", 20);

  @TempDir Path directory;

  @Test
  void oneProcessMakesTheFileAndTheOthersFindItMade() throws Exception {
    Path files = Files.createDirectory(directory.resolve("files"));
    List<Process> processes = new ArrayList<>();
    List<Path> logs = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      logs.add(directory.resolve(i + ".log"));
      processes.add(start(Racer.class, logs.get(i), files));
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      assertEquals(0, processes.get(i).waitFor(), Files.readString(logs.get(i)));
      lines.addAll(Files.readAllLines(logs.get(i)));
    }

    for (int f = 0; f < FILES; f++) {
      String created = f + " CREATE";
      assertEquals(1, lines.stream().filter(created::equals).count(), lines::toString);
      assertEquals(3, TestFile.version(files.resolve(f + ".db")));
      assertEquals("ok", TestFile.query(files.resolve(f + ".db"), "PRAGMA integrity_check"));
    }
    long found = lines.stream().filter(line -> line.endsWith(" NOTHING")).count();
    assertEquals((PROCESSES - 1) * FILES, found, lines::toString);
    assertEquals(FILES, FolderState.names(files).size(), "no draft is left");
  }

  @Test
  void aProcessThatDiesLeavesNoHalfFile() throws Exception {
    Path log = directory.resolve("dies.log");
    Path file = directory.resolve("app.db");
    assertEquals(7, start(Dying.class, log, file).waitFor(), Files.readString(log));

    assertFalse(Files.exists(file));
    assertTrue(FolderState.names(directory).stream().anyMatch(name -> name.endsWith(".rungs-new")));

    Migrator.builder(Migrations.notes().imaged()).build().migrate(file);
    assertEquals(3, TestFile.version(file));
  }

  private static Process start(Class<?> program, Path log, Path argument) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Drungs.soak.races=" + FILES,
            "-cp",
            System.getProperty("java.class.path"),
            program.getName(),
            argument.toString())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  static final class Racer {
    public static void main(String[] args) {
      Migrator migrator = Migrator.builder(Migrations.notes().imaged()).build();
      for (int f = 0; f < FILES; f++) {
        System.out.println(f + " " + migrator.migrate(Path.of(args[0], f + ".db")).action());
      }
    }
  }

  static final class Dying {
    public static void main(String[] args) {
      Migrations migrations = Migrations.notes().step(connection -> Runtime.getRuntime().halt(7));
      Migrator.builder(migrations.imaged(3)).build().migrate(Path.of(args[0]));
    }
  }
}
