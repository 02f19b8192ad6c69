package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What depends on how a process was started: its umask and its character set. */
class ProcessSettingsTest {
  private static final Migrations ONE = Migrations.registry().up("CREATE TABLE notes (body, x);");
  private static final Migrations TWO =
      Migrations.registry()
          .up("CREATE TABLE notes (body, x);")
          .destructive("ALTER TABLE notes DROP COLUMN x;");

  @TempDir Path folder;

  @BeforeEach
  void requireShell() {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
            && Files.isExecutable(Path.of("/bin/sh")));
  }

  /** Runs a shell in the folder; {@code $JAVA} starts one of the programs below. */
  private String shell(String locale, String script) throws IOException, InterruptedException {
    String java =
        String.join(
            " ",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Dslf4j.internal.verbosity=ERROR",
            "-Dorg.sqlite.tmpdir=" + System.getProperty("java.io.tmpdir"),
            "-cp",
            System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-ec", script)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("JAVA", java);
    builder.environment().put("LC_ALL", locale);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  /** The name of a nested class has a dollar in it. */
  private static String start(Class<?> program) {
    return "$JAVA '" + program.getName() + "'";
  }

  private Map<String, String> permissions() throws IOException {
    Map<String, String> permissions = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : files.toList()) {
        String kind = path.getFileName().toString().replaceFirst("^.*\\.v1-.*\\.bak$", "backup");
        permissions.put(kind, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      }
    }
    return permissions;
  }

  @ParameterizedTest
  @ValueSource(strings = {"000", "002", "022", "027", "077"})
  void filesAreAsReadableAsThoseOfSqliteItself(String umask) throws Exception {
    shell("C.UTF-8", "umask " + umask + "; " + start(Creating.class));
    Map<String, String> found = permissions();
    String sqlite = found.remove("plain.db");
    assertEquals(
        Map.of("chain.db", sqlite, "image.db", sqlite, "empty.db", found.get("empty.db")), found);
  }

  @ParameterizedTest
  @CsvSource({"000,600", "002,640", "002,664", "022,600"})
  void backupsAreNoMoreReadableThanTheFile(String umask, String mode) throws Exception {
    Migrator.builder(ONE).build().migrate(folder.resolve("app.db"));
    shell("C.UTF-8", "chmod " + mode + " app.db; umask " + umask + "; " + start(Upgrading.class));
    Map<String, String> found = permissions();
    assertEquals(found.get("app.db"), found.get("backup"));
    assertEquals(2, found.size(), found.toString());
  }

  /** The same names, once more than this process can write, once more than the child can read. */
  @ParameterizedTest
  @CsvSource({"C.UTF-8,caf\\351.db", "C,gr\\303\\266sse.db", "C.UTF-8,caf\\351/app.db"})
  void aNameThatIsNoTextIsRefused(String locale, String name) throws Exception {
    String start = "start";
    Migrator.builder(Migrations.notes().upTo(1)).build().migrate(folder.resolve(start));
    String file = "\"$(printf '" + name + "')\"";
    String said =
        shell(
            locale,
            "mkdir in; cd in; case "
                + file
                + " in */*) mkdir \"$(dirname "
                + file
                + ")\";; esac; mv ../start "
                + file
                + "; find . -type f -exec cksum {} + > ../before; "
                + start(Finding.class)
                + "; find . -type f -exec cksum {} + | cmp - ../before");
    assertTrue(said.contains("plan: REFUSE "), said);
    assertTrue(said.contains("migrate: MigrationException "), said);
    assertTrue(said.contains("open: MigrationException "), said);
    assertTrue(said.contains("Its name is not valid text in "), said);
  }

  /** The name of the file is text, but not that of the folder the process was started in. */
  @Test
  void aProcessInAFolderWhoseNameIsNoText() throws Exception {
    String said =
        shell(
            "C.UTF-8",
            "mkdir \"$(printf 'caf\\351')\"; cd caf*; "
                + start(Relative.class)
                + "; find .. -name '*.db*'");
    assertTrue(said.contains("migrate: MigrationException "), said);
    assertTrue(said.contains("Its name is not valid text in "), said);
    assertTrue(said.strip().endsWith("start."), said);
  }

  /** Creates files in each way, and one by SQLite alone. */
  static final class Creating {
    public static void main(String[] args) throws Exception {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:plain.db");
          Statement statement = connection.createStatement()) {
        statement.executeUpdate("CREATE TABLE t (a)");
      }
      Files.createFile(Path.of("empty.db"));
      Migrator.builder(Migrations.notes()).build().migrate(Path.of("chain.db"));
      Migrator.builder(Migrations.notes().imaged()).build().migrate(Path.of("image.db"));
      Migrator.builder(Migrations.notes()).build().migrate(Path.of("empty.db"));
    }
  }

  /** Upgrades a file with a backup. */
  static final class Upgrading {
    public static void main(String[] args) {
      Migrator.builder(TWO).allowDestructive().build().migrate(Path.of("app.db"));
    }
  }

  /** Says what becomes of the only file below the folder it runs in, by a path that it finds. */
  static final class Finding {
    public static void main(String[] args) throws Exception {
      Path file = Path.of(".");
      while (Files.isDirectory(file)) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(file)) {
          file = entries.iterator().next();
        }
      }
      tell(file);
    }
  }

  /** Says what becomes of a file in the folder it runs in. */
  static final class Relative {
    public static void main(String[] args) {
      tell(Path.of("app.db"));
      System.out.println("start.");
    }
  }

  private static void tell(Path file) {
    Migrator migrator = Migrator.builder(Migrations.notes()).build();
    MigrationPlan plan = migrator.plan(file);
    System.out.println("plan: " + plan.action() + " " + plan.refusal().orElse(null));
    List<Runnable> calls = new ArrayList<>();
    calls.add(() -> migrator.migrate(file));
    calls.add(() -> AppDatabase.open(file, Migrations.notes()).close());
    for (int i = 0; i < calls.size(); i++) {
      String what = i == 0 ? "migrate: " : "open: ";
      try {
        calls.get(i).run();
        System.out.println(what + "done");
      } catch (RuntimeException e) {
        System.out.println(what + e.getClass().getSimpleName() + " " + e.getMessage());
      }
    }
  }
}
