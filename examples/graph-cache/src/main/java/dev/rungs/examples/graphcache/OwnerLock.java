package dev.rungs.examples.graphcache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Makes one process the owner of a store, for as long as it lives.
 *
 * <p>The operating system holds the lock, on an empty file beside the store, and gives it up when
 * the process ends, however it ends. The store itself must not be locked so: closing any channel on
 * it would drop the locks that SQLite holds.
 */
final class OwnerLock implements AutoCloseable {
  private final FileChannel channel;

  private OwnerLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Returns the lock, or nothing if another owner has it. */
  static Optional<OwnerLock> tryAcquire(Path store) {
    try {
      FileChannel channel =
          FileChannel.open(
              store.resolveSibling(store.getFileName() + ".owner"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return Optional.of(new OwnerLock(channel));
        }
      } catch (OverlappingFileLockException e) {
        // This process has it already, which is no less taken.
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
