package dev.rungs.runtime.internal.open;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes what was written survive a power cut, also if the thread is interrupted: what is done is
 * too late to cancel, and a channel that an interrupt closes has synced nothing.
 */
public final class DiskSync {
  private DiskSync() {}

  /** Makes the content of a file durable. */
  public static void file(Path file) throws IOException {
    force(file, StandardOpenOption.WRITE);
  }

  /**
   * Makes the names in a folder durable: a file that was synced is still lost in a power cut if its
   * name was not.
   */
  public static void folder(Path folder) {
    try {
      force(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      // Not every system can open a folder; such a one makes names durable in its own time.
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.DEBUG, "The folder " + folder + " could not be synced.", e);
    }
  }

  private static void force(Path path, OpenOption access) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try (FileChannel channel = FileChannel.open(path, access)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          // Once more, with the flag taken away.
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
