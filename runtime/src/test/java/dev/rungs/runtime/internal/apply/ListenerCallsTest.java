package dev.rungs.runtime.internal.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.errors.ExceptionFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Warnings come from file systems that a test does not have. */
class ListenerCallsTest {
  private static final ErrorContext CONTEXT = new ErrorContext(Path.of("app.db"), 2, 5);

  private static MigrationListener throwing(RuntimeException mine) {
    return new MigrationListener() {
      @Override
      public void warning(String message) {
        throw mine;
      }
    };
  }

  @Test
  void whatAListenerThrowsAtAWarningGetsTheFile() {
    RuntimeException mine = new IllegalStateException("mine");
    var failure =
        assertThrows(
            MigrationException.class, () -> ListenerCalls.warning(throwing(mine), "slow", CONTEXT));
    assertSame(mine, failure.getCause());
    assertEquals(Path.of("app.db"), failure.file().orElseThrow());
    assertEquals(2, failure.storedVersion());
    assertEquals(5, failure.currentVersion());
    assertTrue(failure.getMessage().contains("mine when it was told a warning"));
  }

  @Test
  void aListenersOwnMigrationExceptionIsLeftAsItIs() {
    MigrationException mine =
        ExceptionFactory.exceptions()
            .general(new ErrorContext(Path.of("b.db"), 1, 1).problem("mine"));
    assertSame(
        mine,
        assertThrows(
            MigrationException.class,
            () -> ListenerCalls.warning(throwing(mine), "slow", CONTEXT)));
  }
}
