package dev.rungs.benchmarks.contender;

import dev.rungs.benchmarks.workload.WorkFolder;
import java.nio.file.Path;

/** Any contender as a whole program. */
public final class OpenCold {
  private OpenCold() {}

  /**
   * Opens a file, brings it to the newest version, and reads a value.
   *
   * @param args the file, the newest version, the workload's folder, and the contender
   * @throws Exception if it fails
   */
  public static void main(String[] args) throws Exception {
    WorkFolder folder = new WorkFolder(Path.of(args[2]), Integer.parseInt(args[1]));
    Contender contender = Contender.Kind.valueOf(args[3]).on(folder);
    System.out.println(contender.openReadClose(Path.of(args[0])));
  }
}
