package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backup leaves alone, who may read it, and what does not stop it. */
class BackupSafetyTest {
  private static final Migrations ONE = Migrations.registry().up("CREATE TABLE notes (body, x);");
  private static final Migrations TWO =
      Migrations.registry()
          .up("CREATE TABLE notes (body, x);")
          .destructive("ALTER TABLE notes DROP COLUMN x;");

  private static final String NAME = "app.db.v1-20261121T081500Z.bak";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T08:15:00Z"), ZoneOffset.UTC);

  @TempDir Path parent;

  private Path directory;
  private Path file;

  @BeforeEach
  void createFile() {
    if (directory == null) {
      directory = parent;
    }
    file = directory.resolve("app.db");
    Migrator.builder(ONE).build().migrate(file);
    TestFile.run(file, "INSERT INTO notes VALUES ('secret', 1)");
  }

  private static Migrator.Builder upgrade() {
    return Migrator.builder(TWO).allowDestructive().clock(CLOCK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----", "rw-rw-r--", "rw-r--r--"})
  void aBackupIsNoMoreReadableThanTheFile(String permissions) throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    Path byHand = directory.resolve("by-hand.db");
    List<String> meanwhile = new ArrayList<>();

    Migrator.builder(ONE).build().backup(file, byHand);
    Path backup =
        upgrade()
            .listener(
                new MigrationListener() {
                  @Override
                  public void backingUp(double share) {
                    meanwhile.add(permissions(directory.resolve(NAME + ".part")));
                  }
                })
            .build()
            .migrate(file)
            .backup()
            .orElseThrow();

    assertEquals(permissions, permissions(backup));
    assertEquals(permissions, permissions(byHand));
    assertFalse(meanwhile.isEmpty());
    meanwhile.forEach(found -> assertEquals(permissions, found));
  }

  @Test
  void onlyWhatIsLeftOfABackupOfThisFileIsDeleted() throws IOException {
    List<String> theirs =
        List.of(
            NAME + ".partaa",
            NAME + ".part.txt",
            "app.db.v2.db.v7-20260101T000000Z.bak.part",
            "app.db.videos.bak.partition.sql",
            "my-app.db.v1-20260101T000000Z.bak.part");
    for (String name : theirs) {
      Files.writeString(directory.resolve(name), "mine");
    }
    upgrade().build().migrate(file);

    for (String name : theirs) {
      assertEquals("mine", Files.readString(directory.resolve(name)), name);
    }
  }

  /** Another connection writes while the first backup is made. */
  private final class ChangesTheFileOnce implements MigrationListener {
    private boolean done;

    @Override
    public void backingUp(double share) {
      if (!done) {
        done = true;
        TestFile.run(file, "INSERT INTO notes VALUES ('late', 2)");
      }
    }
  }

  @Test
  void aBackupIsOfTheStateTheWorkBeginsFrom() throws IOException {
    MigrationReport report = upgrade().listener(new ChangesTheFileOnce()).build().migrate(file);

    Path backup = report.backup().orElseThrow();
    assertEquals("secret|1\nlate|2", TestFile.query(backup, "SELECT * FROM notes"));
    assertEquals(List.of("app.db", NAME), FolderState.names(directory));
  }

  @Test
  void theLeftoversOfAProcessThatDiedAreDeleted() throws IOException {
    for (String end : List.of("", "-journal", "-wal", "-shm")) {
      Files.writeString(directory.resolve("app.db.v1-20250101T000000Z-3.bak.part" + end), "half");
    }

    upgrade().build().migrate(file);

    assertEquals(List.of("app.db", NAME), FolderState.names(directory));
  }

  @Test
  void aLinkToNothingDoesNotStopIt() throws IOException {
    Path link = directory.resolve(NAME);
    Files.createSymbolicLink(link, directory.resolve("nowhere"));

    Path backup = upgrade().build().migrate(file).backup().orElseThrow();

    assertEquals("app.db.v1-20261121T081500Z-2.bak", backup.getFileName().toString());
    assertTrue(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void aFileThatIsKeptToItselfIsBackedUp(String journal) {
    try (AppDatabase database =
        AppDatabase.builder(TWO)
            .pragma("locking_mode", "EXCLUSIVE")
            .pragma("journal_mode", journal)
            .migrator(Migrator.Builder::allowDestructive)
            .open(file)) {
      Path backup = database.migration().orElseThrow().backup().orElseThrow();
      assertEquals("secret|1", TestFile.query(backup, "SELECT * FROM notes"));
    }
  }

  @Test
  void anInterruptEndsIt() throws IOException {
    Migrator migrator =
        upgrade()
            .listener(
                new MigrationListener() {
                  @Override
                  public void backingUp(double share) {
                    Thread.currentThread().interrupt();
                  }
                })
            .build();

    assertThrows(MigrationCancelledException.class, () -> migrator.migrate(file));

    assertTrue(Thread.interrupted());
    assertEquals(1, TestFile.version(file));
    assertEquals(List.of("app.db"), FolderState.names(directory));
  }

  /** Whether it comes before the copy, or early in it: nothing is created afterwards. */
  @Test
  void anInterruptThatComesEarlyLeavesNothing() throws Exception {
    for (int round = 0; round < 40; round++) {
      int nanos = round * 25_000;
      directory = Files.createDirectory(parent.resolve("round" + round));
      createFile();
      Thread caller = Thread.currentThread();
      Thread other =
          new Thread(
              () -> {
                LockSupport.parkNanos(nanos);
                caller.interrupt();
              });
      Migrator migrator =
          upgrade()
              .listener(
                  new MigrationListener() {
                    @Override
                    public void planned(MigrationPlan plan) {
                      if (nanos == 0) {
                        caller.interrupt();
                      }
                      other.start();
                    }
                  })
              .build();

      List<String> left = List.of("app.db", NAME);
      try {
        migrator.migrate(file);
      } catch (MigrationCancelledException e) {
        left = List.of("app.db");
      }

      assertEquals(left, FolderState.names(directory), "round " + round);
      while (other.isAlive()) {
        Thread.onSpinWait();
      }
      Thread.interrupted();
      assertEquals(left, FolderState.names(directory), "later, round " + round);
    }
  }

  @Test
  void aListenerThatThrowsEndsIt() throws IOException {
    Migrator migrator =
        upgrade()
            .listener(
                new MigrationListener() {
                  @Override
                  public void backingUp(double share) {
                    throw new IllegalStateException("no");
                  }
                })
            .build();

    MigrationException refused =
        assertThrows(MigrationException.class, () -> migrator.migrate(file));

    assertTrue(refused.getMessage().contains("how far the backup is"), refused.getMessage());
    assertEquals(1, TestFile.version(file));
    assertEquals(List.of("app.db"), FolderState.names(directory));
  }

  @Test
  void aRebuildOfDerivedContentIsBackedUpOnlyOnRequest() {
    Migrations rebuilt =
        Migrations.registry().up("CREATE TABLE notes (body, x);").rebuild("CREATE TABLE t (a);");
    Path other = directory.resolve("other.db");
    Migrator.builder(ONE).build().migrate(other);

    assertTrue(Migrator.builder(rebuilt).allowRebuild().build().migrate(file).backup().isEmpty());
    assertTrue(
        Migrator.builder(rebuilt)
            .allowRebuild()
            .backups(directory)
            .build()
            .migrate(other)
            .backup()
            .isPresent());
  }

  @Test
  void aRebuildOfAFileThatWasChangedOutsideRungsIsBackedUp() {
    Migrations rebuilt =
        Migrations.registry().up("CREATE TABLE notes (body, x);").rebuild("CREATE TABLE t (a);");
    TestFile.run(file, "CREATE TABLE users_own (a)");

    MigrationReport report = Migrator.builder(rebuilt).allowRebuild().build().migrate(file);

    assertEquals(
        "0", TestFile.query(report.backup().orElseThrow(), "SELECT count(*) FROM users_own"));
  }

  @Test
  void olderBackupsAreDeletedByTheirWholeNames() throws IOException {
    List<String> theirs =
        List.of("app.db.v1-20240101T000000Z.bak.partaa", "app.db.v1-copy.bak", "b.db.v1.bak");
    for (String name : theirs) {
      Files.writeString(directory.resolve(name), "mine");
    }
    for (int day = 1; day <= 4; day++) {
      Clock clock = Clock.offset(CLOCK, Duration.ofDays(day));
      Migrator.builder(TWO).allowDestructive().clock(clock).keepBackups(2).build().migrate(file);
      Files.deleteIfExists(file);
      Migrator.builder(ONE).build().migrate(file);
    }

    List<String> kept = new ArrayList<>(theirs);
    kept.addAll(
        List.of("app.db", "app.db.v1-20261124T081500Z.bak", "app.db.v1-20261125T081500Z.bak"));
    assertEquals(kept.stream().sorted().toList(), FolderState.names(directory));
  }

  @Test
  void whatIsNoFileOfThatNameIsLeft() throws IOException {
    Files.createDirectory(directory.resolve("app.db.v1-20240101T000000Z.bak"));
    Files.createDirectory(directory.resolve("app.db.v1-20240102T000000Z.bak.part"));
    Files.createSymbolicLink(directory.resolve("app.db.v1-20240103T000000Z.bak"), parent);
    Files.writeString(directory.resolve("app.db.v1-20240104T000000Z-99999999999.bak"), "mine");
    List<String> theirs = FolderState.names(directory);

    upgrade().keepBackups(1).build().migrate(file);

    assertTrue(FolderState.names(directory).containsAll(theirs));
  }

  /** SQLite would take the path for one of the default file system. */
  @Test
  void aFolderOfAnotherFileSystemIsRefused() throws IOException {
    URI zip = URI.create("jar:" + parent.resolve("a.zip").toUri());
    try (FileSystem system = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path inside = Files.createDirectory(system.getPath("/backups"));
      assertRefused(upgrade().backups(inside), "not a path of the default file system");
    }
  }

  @Test
  void aFolderWhosePathIsTooLongIsRefused() throws IOException {
    Path deep = directory;
    while (deep.toString().length() < 480) {
      deep = deep.resolve("x".repeat(20));
    }
    Files.createDirectories(deep);
    assertRefused(upgrade().backups(deep), "too long");
    assertEquals(List.of(), FolderState.names(deep));
  }

  private void assertRefused(Migrator.Builder builder, String why) {
    var refusal = assertThrows(MigrationException.class, () -> builder.build().migrate(file));
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    assertTrue(refusal.remedies().contains(Remedy.BACKUPS));
    assertEquals(1, TestFile.version(file));
  }

  @Test
  void aFailureDeletesNoBackup() throws IOException {
    Files.writeString(directory.resolve("app.db.v1-20240101T000000Z.bak"), "old");
    Migrations failing =
        Migrations.registry().up("CREATE TABLE notes (body, x);").destructive("SELECT nothing;");

    assertThrows(
        MigrationFailedException.class,
        () -> Migrator.builder(failing).allowDestructive().keepBackups(1).build().migrate(file));

    assertEquals(List.of("app.db", "app.db.v1-20240101T000000Z.bak"), FolderState.names(directory));
  }

  private static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
