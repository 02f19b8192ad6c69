package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an exception that a listener throws. */
class ThrowingListenerTest {
  @TempDir Path directory;

  @BeforeEach
  void create() {
    Migrator.builder(Migrations.notes()).build().migrate(file());
  }

  private Path file() {
    return directory.resolve("app.db");
  }

  private static void assertSays(MigrationException failure, String... parts) {
    for (String part : parts) {
      assertTrue(failure.getMessage().contains(part), failure.getMessage());
    }
  }

  @Test
  void whenToldOfAMigrationItFailsIt() {
    RuntimeException mine = new RuntimeException("mine");
    Migrations registry = Migrations.notes().up("CREATE TABLE t (x);");
    Migrator migrator =
        Migrator.builder(registry)
            .listener(
                new MigrationListener() {
                  @Override
                  public void finished(MigrationDefinition migration, Duration duration) {
                    throw mine;
                  }
                })
            .build();
    var failure = assertThrows(MigrationFailedException.class, () -> migrator.migrate(file()));
    assertSame(mine, failure.getCause());
    assertEquals(3, TestFile.version(file()));
  }

  private static final class Thrower implements MigrationListener {
    final RuntimeException mine = new UnsupportedOperationException("not now");

    @Override
    public void planned(MigrationPlan plan) {
      throw mine;
    }
  }

  @Test
  void whenToldOfThePlanItEndsTheCall() {
    Thrower listener = new Thrower();
    Migrations registry = Migrations.notes().up("CREATE TABLE t (x);");
    Migrator migrator = Migrator.builder(registry).allowDestructive().listener(listener).build();
    Map<String, String> before = TestFile.bytes(directory);
    for (Executable call :
        List.<Executable>of(() -> migrator.migrate(file()), () -> migrator.rollbackTo(file(), 1))) {
      var failure = assertThrows(MigrationException.class, call);
      assertSame(listener.mine, failure.getCause());
      assertEquals(file(), failure.file().orElseThrow());
      assertEquals(3, failure.storedVersion());
      assertEquals(4, failure.currentVersion());
      assertSays(failure, "listener", "UnsupportedOperationException: not now", "planned");
      assertEquals(before, TestFile.bytes(directory));
    }
  }

  @Test
  void whenToldOfAFailureItIsAddedToIt() {
    RuntimeException mine = new IllegalStateException("mine");
    Migrator migrator =
        Migrator.builder(Migrations.notes().up("INSERT INTO missing VALUES (1);"))
            .listener(
                new MigrationListener() {
                  @Override
                  public void failed(MigrationDefinition migration, MigrationException failure) {
                    throw mine;
                  }
                })
            .build();
    var failure = assertThrows(MigrationFailedException.class, () -> migrator.migrate(file()));
    assertSays(failure, "no such table: missing");
    assertSame(mine, failure.getSuppressed()[0]);
    assertEquals(3, TestFile.version(file()));
  }
}
