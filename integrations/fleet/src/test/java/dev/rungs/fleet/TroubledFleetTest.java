package dev.rungs.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.fleet.FileOutcome.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fleet with trouble of many kinds among healthy files. {@code -Drungs.fleet.files=2000} makes it
 * larger.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TroubledFleetTest {
  private static final int FILES = Integer.getInteger("rungs.fleet.files", 200);

  @TempDir Path folder;
  private Path tenants;
  private final Map<Path, FailureCause> expected = new TreeMap<>();
  private final List<AutoCloseable> held = new ArrayList<>();

  @BeforeEach
  void create() throws Exception {
    tenants = Files.createDirectory(folder.resolve("tenants"));
    Tenants.createMany(tenants, 0, FILES / 2, 1);
    Tenants.createMany(tenants, FILES / 2, FILES - FILES / 2, 2);
    for (int i = 0; i < Math.max(1, FILES / 100); i++) {
      addTrouble(i);
    }
  }

  @AfterEach
  void release() throws Exception {
    for (AutoCloseable each : held) {
      each.close();
    }
    done("umount", folder.resolve("tenants/full").toString());
    done("chattr", "-i", trouble("read-only", 0).toString());
  }

  private Path trouble(String kind, int number) {
    return tenants.resolve(kind + "-" + number + ".db");
  }

  private void expect(Path file, FailureCause cause) {
    expected.put(file, cause);
  }

  private void addTrouble(int i) throws Exception {
    Path corrupt = Tenants.create(trouble("corrupt", i), 1);
    try (FileChannel channel = FileChannel.open(corrupt, StandardOpenOption.WRITE)) {
      // The page of the schema, after the header.
      channel.write(ByteBuffer.wrap("damage".repeat(100).getBytes()), 100);
    }
    expect(corrupt, FailureCause.CORRUPT);

    Path text = trouble("text", i);
    Files.writeString(text, "This is not a database. ".repeat(300));
    expect(text, FailureCause.NOT_A_DATABASE);

    expect(Tenants.create(trouble("newer", i), 5), FailureCause.NEWER);

    Path drifted = Tenants.create(trouble("drifted", i), 2);
    Tenants.sql(drifted, "ALTER TABLE customers ADD COLUMN added_by_hand TEXT");
    expect(drifted, FailureCause.DRIFT);

    Path locked = Tenants.create(trouble("locked", i), 1);
    Connection connection = Tenants.connect(locked);
    Statement statement = connection.createStatement();
    statement.executeUpdate("BEGIN IMMEDIATE");
    held.add(connection);
    expect(locked, FailureCause.BUSY);

    expect(Files.createDirectories(trouble("folder", i)), FailureCause.FOLDER);

    Path dangling = trouble("dangling", i);
    Files.createSymbolicLink(dangling, folder.resolve("no-such-file.db"));
    expect(dangling, FailureCause.DANGLING_LINK);

    Path duplicates = Tenants.create(trouble("duplicates", i), 2);
    Tenants.sql(
        duplicates, "INSERT INTO customers (email, name) VALUES ('bob@example.com', 'Bob 2')");
    expect(duplicates, FailureCause.MIGRATION_FAILED);

    Path nulls = Tenants.create(trouble("nulls", i), 1);
    Tenants.sql(nulls, "INSERT INTO customers (name) VALUES ('Nobody')");
    expect(nulls, FailureCause.MIGRATION_FAILED);

    Path foreign = trouble("foreign", i);
    Tenants.sql(foreign, "CREATE TABLE somebody_elses (x)");
    expect(foreign, FailureCause.UNRECOGNIZED);

    Path history = Tenants.create(trouble("history", i), 2);
    Tenants.sql(history, "DELETE FROM rungs_history WHERE version = 1");
    expect(history, FailureCause.HISTORY_MISMATCH);

    if (i == 0) {
      addReadOnly(i);
      addFullDisk();
    }
  }

  /** For root, permissions are no obstacle; an immutable file is. */
  private void addReadOnly(int i) throws Exception {
    Path readOnly = Tenants.create(trouble("read-only", i), 1);
    boolean cannotBeWritten;
    if ("root".equals(System.getProperty("user.name"))) {
      cannotBeWritten = done("chattr", "+i", readOnly.toString());
    } else {
      cannotBeWritten = readOnly.toFile().setReadOnly();
    }
    if (cannotBeWritten) {
      expect(readOnly, FailureCause.READ_ONLY);
    }
  }

  private void addFullDisk() throws Exception {
    Path disk = Files.createDirectory(tenants.resolve("full"));
    if (!done("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString())) {
      return;
    }
    Path file = Tenants.create(disk.resolve("full.db"), 1);
    Tenants.sql(
        file,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000)"
            + " INSERT INTO customers (email, name) SELECT i || '@example.com', 'N' FROM n");
    byte[] block = new byte[4096];
    try (var filler = Files.newOutputStream(disk.resolve("filler"))) {
      while (true) {
        filler.write(block);
      }
    } catch (IOException full) {
      expect(file, FailureCause.DISK_FULL);
    }
  }

  private static boolean done(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Map<Path, String> troubled() {
    Map<Path, String> contents = new TreeMap<>();
    expected.keySet().forEach(file -> contents.put(file, Tenants.content(file)));
    return contents;
  }

  private FleetReport migrate(Fleet fleet) {
    try (Stream<Path> files = DatabaseFiles.in(tenants)) {
      return fleet.busyTimeout(Duration.ofMillis(500)).migrate(files);
    }
  }

  private void assertAsExpected(FleetReport report) {
    Map<Path, FailureCause> causes = new TreeMap<>();
    Map<FailureCause, Long> counts = new EnumMap<>(FailureCause.class);
    report
        .failures()
        .forEach(
            outcome -> {
              FileFailure failure = outcome.failure().orElseThrow();
              causes.put(outcome.file(), failure.cause());
              assertTrue(failure.message().length() > 30, failure.message());
            });
    assertEquals(expected, causes);
    expected.values().forEach(cause -> counts.merge(cause, 1L, Long::sum));
    Map<FailureCause, Long> grouped = new EnumMap<>(FailureCause.class);
    report.failureGroups().forEach(group -> grouped.merge(group.cause(), group.files(), Long::sum));
    assertEquals(counts, grouped);
    assertTrue(counts.size() >= 9, "many kinds: " + counts);
  }

  @Test
  void everyHealthyFileBecomesCurrentAndEveryOtherStaysAsItIs() throws Exception {
    Map<Path, String> before = troubled();
    try (FleetReport report = migrate(Fleet.of(Shop.release(4)))) {
      assertAsExpected(report);
      assertEquals(FileOutcome.State.values().length, 6);
      assertEquals(FILES, report.count(State.MIGRATED));
      assertEquals(FILES + expected.size(), report.files());
    }
    assertEquals(before, troubled());
    for (int i = 0; i < FILES; i++) {
      Path file = tenants.resolve(Tenants.name(i));
      assertEquals(4, Tenants.version(file));
      assertEquals(2, Tenants.number(file, "SELECT count(*) FROM people"));
    }
    try (Stream<Path> files = Files.list(tenants)) {
      assertEquals(
          List.of(),
          files.filter(file -> file.toString().matches(".*(-wal|-journal|-shm|part)")).toList());
    }
  }

  @Test
  void aRehearsalSaysTheSameBeforeAndChangesNothing() throws Exception {
    // Of a file that is only read, neither a full disk nor a writer elsewhere is in the way.
    expected.values().removeIf(cause -> cause == FailureCause.DISK_FULL);
    expected.values().removeIf(cause -> cause == FailureCause.BUSY);
    Map<String, String> before = Tenants.contents(tenants);
    try (Stream<Path> files = DatabaseFiles.in(tenants);
        FleetReport report = Fleet.of(Shop.release(4)).rehearse(files)) {
      assertAsExpected(report);
      assertEquals(
          report.files() - expected.size(), report.count(State.REHEARSED), "all others succeeded");
    }
    assertEquals(before, Tenants.contents(tenants));
  }

  @Test
  void aLossWithoutApprovalIsRefusedForEveryFileAndChangesNone() throws Exception {
    Map<String, String> before = Tenants.contents(tenants);
    try (FleetReport report = migrate(Fleet.of(Shop.release(5)))) {
      long refused =
          report.failureGroups().stream()
              .filter(group -> group.cause() == FailureCause.APPROVAL_REQUIRED)
              .mapToLong(FailureGroup::files)
              .sum();
      assertTrue(refused >= FILES, refused + " were refused");
      assertEquals(0, report.count(State.MIGRATED));
    }
    assertEquals(before, Tenants.contents(tenants));
  }
}
