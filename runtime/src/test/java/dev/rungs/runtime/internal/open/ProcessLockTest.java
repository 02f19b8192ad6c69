package dev.rungs.runtime.internal.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which lock a file has that is created while others wait for it. */
class ProcessLockTest {
  private static final int TIMEOUT = 60_000;

  @TempDir Path directory;

  /** Which of two keys are locked. */
  private static List<String> held(Object... keys) {
    return Stream.of(keys)
        .map(String::valueOf)
        .filter(key -> System.getProperty("dev.rungs.lock." + key) != null)
        .toList();
  }

  private static Object key(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoeverWaitedForANewFileLocksTheFileAndNotItsPath() throws Exception {
    Path file = directory.resolve("app.db");
    CountDownLatch locked = new CountDownLatch(1);
    FutureTask<List<String>> second =
        new FutureTask<>(
            () -> {
              locked.await();
              return ProcessLock.whileWriting(file, TIMEOUT, () -> held(file, key(file)));
            });
    Thread waiting = new Thread(second);
    waiting.start();
    ProcessLock.whileWriting(
        file,
        TIMEOUT,
        () -> {
          locked.countDown();
          while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
          }
          return create(file);
        });
    assumeTrue(key(file) != null);
    assertEquals(List.of(String.valueOf(key(file))), second.get());
    assertEquals(List.of(), held(file, key(file)));
  }

  private static Path create(Path file) {
    try {
      return Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
