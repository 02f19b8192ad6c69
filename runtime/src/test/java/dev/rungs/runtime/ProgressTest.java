package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Progress that never goes back and ends at 1, and a thread that may say stop. */
class ProgressTest {
  private static final int ROWS = Integer.getInteger("rungs.progress.rows", 100_000);

  @TempDir Path directory;

  private final List<Double> shares = new ArrayList<>();

  private Path file() {
    return directory.resolve("app.db");
  }

  @BeforeEach
  void create() {
    Migrator.builder(Migrations.notes()).build().migrate(file());
    TestFile.run(
        file(),
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + ROWS
            + ") INSERT INTO notes (body) SELECT 'note ' || i FROM n");
  }

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  private MigrationListener recorder(int interruptAfter) {
    return new MigrationListener() {
      @Override
      public void progress(MigrationDefinition migration, double share) {
        shares.add(share);
        if (shares.size() == interruptAfter) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  @Test
  void isMonotoneAndEndsAtOne() {
    Migrations registry =
        Migrations.notes()
            .step(
                connection -> TestFile.run(connection, "UPDATE notes SET slug = upper(slug) || id"),
                builder ->
                    builder.up(
                        "UPDATE notes SET slug = lower(body) || '-' || id;\n"
                            + "CREATE INDEX by_slug ON notes (slug);"));

    Migrator.builder(registry).listener(recorder(-1)).build().migrate(file());

    assertTrue(shares.size() > 20, shares.toString());
    assertEquals(0, shares.get(0));
    for (int i = 1; i < shares.size(); i++) {
      assertTrue(shares.get(i) > shares.get(i - 1), shares.toString());
    }
    assertEquals(1, shares.get(shares.size() - 1));
    assertEquals(1, shares.stream().filter(share -> share == 1).count());
  }

  @Test
  void isInTheMiddleInTheMiddle() {
    // The estimate is rough; but a share that is told must mean something.
    Migrations registry = Migrations.notes().up("UPDATE notes SET slug = lower(body);");

    Migrator.builder(registry).listener(recorder(-1)).build().migrate(file());

    double half = shares.get(shares.size() / 2);
    assertTrue(half > 0.2 && half < 0.9, half + " of " + shares.size());
  }

  /** What is pending knows the tables as the migrations before it leave them. */
  @ParameterizedTest
  @EnumSource(Transactions.class)
  void isInTheMiddleOfATableThatAnEarlierMigrationMade(Transactions transactions) {
    Migrations registry =
        Migrations.notes()
            .up("ALTER TABLE notes RENAME TO memos;")
            .up("UPDATE memos SET slug = lower(body);")
            .up(
                "CREATE TABLE IF NOT EXISTS main.\"new\" (id INTEGER PRIMARY KEY, body);\n"
                    + "INSERT INTO \"new\" SELECT id, body FROM memos;")
            .up("UPDATE new SET body = upper(body);")
            .destructive("DROP TABLE memos;\nALTER TABLE new RENAME TO memos;")
            .up("UPDATE memos SET body = lower(body);")
            .up(
                "INSERT INTO tags VALUES (1, 'a');\n".repeat(300)
                    + "CREATE TABLE t AS SELECT * FROM memos;")
            .up("UPDATE t SET body = upper(body);");
    Map<Integer, List<Double>> told = new HashMap<>();
    MigrationListener listener =
        new MigrationListener() {
          @Override
          public void progress(MigrationDefinition migration, double share) {
            told.computeIfAbsent(migration.version(), version -> new ArrayList<>()).add(share);
          }
        };

    Migrator.builder(registry)
        .allowDestructive()
        .transactions(transactions)
        .listener(listener)
        .build()
        .migrate(file());

    for (int version : new int[] {5, 7, 9, 11}) {
      List<Double> shares = told.get(version);
      double half = shares.get(shares.size() / 2);
      assertTrue(half > 0.2 && half < 0.9, version + ": " + shares);
    }
  }

  @Test
  void interruptingRollsBackAndKeepsTheFlag() {
    Migrations registry =
        Migrations.notes()
            .up("CREATE TABLE done (x);")
            .up("UPDATE notes SET slug = lower(body) || '-' || id;");
    List<String> failed = new ArrayList<>();
    MigrationListener listener =
        new MigrationListener() {
          @Override
          public void progress(MigrationDefinition migration, double share) {
            if (migration.version() == 5 && share > 0.1) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void failed(MigrationDefinition migration, MigrationException failure) {
            failed.add(migration.version() + " " + failure.getClass().getSimpleName());
          }
        };

    var cancelled =
        assertThrows(
            MigrationCancelledException.class,
            () -> Migrator.builder(registry).listener(listener).build().migrate(file()));

    assertTrue(Thread.interrupted());
    assertEquals(4, cancelled.storedVersion());
    assertEquals(List.of("5 MigrationCancelledException"), failed);
    assertEquals(4, TestFile.version(file()));
    assertEquals("0", TestFile.query(file(), "SELECT count(*) FROM notes WHERE slug IS NOT NULL"));
    assertEquals(5, Migrator.builder(registry).build().migrate(file()).toVersion());
  }

  @Test
  void aStepThatIsInterruptedWhileItWaitsIsCancelled() {
    Migrations registry =
        Migrations.notes()
            .step(
                connection -> {
                  Thread.currentThread().interrupt();
                  try {
                    Thread.sleep(Duration.ofMinutes(1).toMillis());
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });

    assertThrows(
        MigrationCancelledException.class,
        () -> Migrator.builder(registry).build().migrate(file()));

    assertTrue(Thread.interrupted());
    assertEquals(3, TestFile.version(file()));
  }

  @Test
  void waitingForTheLockIsCancelledToo() throws Exception {
    Migrations registry = Migrations.notes().up("CREATE TABLE t (x);");
    try (var holder = TestFile.connect(file())) {
      TestFile.run(holder, "BEGIN IMMEDIATE");
      Thread.currentThread().interrupt();
      Migrator migrator = Migrator.builder(registry).busyTimeout(Duration.ofMinutes(10)).build();
      assertThrows(MigrationCancelledException.class, () -> migrator.migrate(file()));
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void anInterruptedThreadStillLearnsThatNothingIsToDo() {
    Thread.currentThread().interrupt();
    assertEquals(
        Action.NOTHING, Migrator.builder(Migrations.notes()).build().migrate(file()).action());
    assertTrue(Thread.interrupted());
  }
}
