package dev.rungs.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Makes Ctrl-C stop a migration cleanly: the process ends only after the running migration was
 * rolled back and that was said.
 *
 * <p>On SIGINT and SIGTERM the JVM runs its shutdown hooks while the other threads continue. The
 * hook installed here interrupts the migrating thread, which the runtime treats as a request to
 * cancel, and waits for it. The exit code is then the JVM's own: 130 after SIGINT, 143 after
 * SIGTERM. While nothing is being changed, as at a question, the process ends at once.
 */
final class Interruption implements AutoCloseable {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::cancel, "rungs-cancel");
  private volatile Thread migrating;

  private Interruption() {}

  static Interruption install() {
    Interruption interruption = new Interruption();
    try {
      Runtime.getRuntime().addShutdownHook(interruption.hook);
    } catch (IllegalStateException e) {
      // The process is already ending: nothing will be changed any more.
      Thread.currentThread().interrupt();
    }
    return interruption;
  }

  /** From here on this thread may be changing a file. */
  void begin() {
    migrating = Thread.currentThread();
  }

  /** Everything was said. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running, and waits for the line below.
    }
    ended.countDown();
  }

  private void cancel() {
    Thread thread = migrating;
    if (thread == null) {
      return;
    }
    thread.interrupt();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
