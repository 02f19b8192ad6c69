package dev.rungs.runtime.internal.open;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What is done to folders. */
public final class Folders {
  private Folders() {}

  /**
   * Makes the names in a folder durable: a file that was synced is still lost in a power cut if its
   * name was not.
   *
   * @param folder of the files
   */
  public static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every system can open a folder; such a one makes names durable in its own time.
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.DEBUG, "The folder " + folder + " could not be synced.", e);
    }
  }
}
