package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: exit codes, streams, signals, and company on the file. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ProcessTest {
  @TempDir Path folder;
  @TempDir Path elsewhere;
  private Path file;

  @BeforeEach
  void choose() {
    file = folder.resolve("app.db");
  }

  private ProcessBuilder java(Class<?> main, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).directory(folder.toFile());
  }

  /** A program that embeds the command need not have what reads the folders of other tools. */
  @Test
  void theOtherCommandsWorkWithoutTheModuleForFolders() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
            .filter(
                entry ->
                    !entry.matches(
                        ".*(rungs-check|check/target|checkmain|rungs-processor|processor/target|/proc).*"))
            .collect(java.util.stream.Collectors.joining(java.io.File.pathSeparator));
    ProcessBuilder builder = java(RungsCli.class, "check", ".");
    builder.command().set(builder.command().indexOf("-cp") + 1, classPath);
    Process process = builder.redirectError(errors().toFile()).start();
    process.getOutputStream().close();
    process.getInputStream().readAllBytes();
    assertEquals(1, process.waitFor());
    String error = Files.readString(builder.redirectError().file().toPath());
    assertTrue(error.contains("This command needs rungs-check"), error);
  }

  private Outcome run(String... args) throws IOException, InterruptedException {
    Path errors = errors();
    Process process = java(NotesProgram.class, args).redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), out, Files.readString(errors));
  }

  private Process start(Class<?> main, String... args) throws IOException {
    return java(main, args).redirectError(errors().toFile()).start();
  }

  private Path errors() throws IOException {
    return Files.createTempFile(elsewhere, "err", ".txt");
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getLong(1);
    }
  }

  /**
   * The content of every file; of {@code -shm}, which holds locks and no content, only its name.
   */
  private Map<String, String> everything() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.toList()) {
        String name = path.getFileName().toString();
        files.put(name, name.endsWith("-shm") ? "" : Arrays.toString(Files.readAllBytes(path)));
      }
    }
    return files;
  }

  @Test
  void separatesResultsFromErrors() throws Exception {
    Outcome missing = run("2", "status", "--db", "app.db");
    assertEquals(1, missing.code());
    assertEquals("", missing.out());
    assertTrue(missing.err().startsWith("error: app.db does not exist."), missing.err());
    assertEquals(2, run("2", "nonsense").code());

    Outcome created = run("2", "up", "--create", "--db", "app.db");
    assertEquals(0, created.code(), created.err());
    assertEquals("", created.err());
    assertTrue(created.out().endsWith("app.db: created at version 2.\n"), created.out());
    assertFalse(created.out().contains("\u001b"), "no colour into a pipe");

    assertEquals(3, run("3", "status", "--exit-code", "--db", "app.db").code());
    Outcome down = run("2", "down", "--db", "app.db");
    assertEquals(1, down.code(), "there is nobody to confirm");
    assertEquals(2, number("PRAGMA user_version"));
  }

  /** A process that a shell started in the background passes on that it ignores SIGINT. */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return false;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("SigIgn:")) {
        long ignored = Long.parseUnsignedLong(line.substring(7).strip(), 16);
        return (ignored & 1L << 2 - 1) != 0;
      }
    }
    return false;
  }

  @Test
  void interruptedItRollsBackAndSaysSo() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "SIGINT is sent by kill");
    assumeFalse(ignoresInterrupts(), "SIGINT is ignored by whatever started this build");
    assertEquals(0, run("5", "up", "--create", "--allow-destructive", "--db", "app.db").code());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
              + " INSERT INTO notes (body) SELECT 'note ' || i FROM n");
    }
    Process process = start(InterruptedProgram.class);
    try (BufferedReader out = process.inputReader()) {
      assertEquals("started", out.readLine());
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertEquals(130, process.waitFor());
      String printed = String.join("\n", out.lines().toList());
      assertTrue(printed.contains("Stopped. The running migration was rolled back"), printed);
    }
    assertEquals(5, number("PRAGMA user_version"));
    assertEquals(0, number("SELECT count(*) FROM sqlite_schema WHERE name = 'words'"));
    assertEquals(0, run("5", "verify", "--db", "app.db").code());
  }

  @Test
  void readsBesideAWriterAndChangesNothing() throws Exception {
    assertEquals(0, run("2", "up", "--create", "--db", "app.db").code());
    Process writer = start(WriterProgram.class, file.toString());
    try (BufferedReader out = writer.inputReader()) {
      assertEquals("wrote", out.readLine());
      Map<String, String> before = everything();
      assertTrue(before.containsKey("app.db-wal"), before.keySet().toString());
      for (String command : List.of("status", "plan", "history", "verify")) {
        Outcome outcome = run("3", command, "--db", "app.db");
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(before, everything(), command);
      }
      writer.destroyForcibly();
      writer.waitFor();
      // What a crash leaves is left too: its log is not moved into the file by who only looks.
      assertEquals(0, run("3", "status", "--db", "app.db").code());
      assertEquals(before, everything());
    }
    assertEquals(1, number("SELECT count(*) FROM notes"));
  }

  /** Says when the slow migration begins, so that the test need not guess. */
  static final class InterruptedProgram {
    public static void main(String[] args) {
      PrintWriter out = new PrintWriter(System.out, true);
      System.exit(
          RungsCli.of(Notes.announcing(6, () -> out.println("started")))
              .streams(out, out, null)
              .execute("up", "--db", "app.db"));
    }
  }

  /** Writes in WAL mode and stays. */
  static final class WriterProgram {
    public static void main(String[] args) throws Exception {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0]);
          Statement statement = connection.createStatement()) {
        statement.executeUpdate("PRAGMA journal_mode = WAL");
        statement.executeUpdate("INSERT INTO notes (body) VALUES ('in the log')");
        System.out.println("wrote");
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }
}
