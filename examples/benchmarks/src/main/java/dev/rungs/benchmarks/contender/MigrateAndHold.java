package dev.rungs.benchmarks.contender;

import dev.rungs.benchmarks.workload.Javac;
import dev.rungs.benchmarks.workload.WorkFolder;
import dev.rungs.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.sql.Connection;

/**
 * Any contender as a program that says when its migration is reported as done, and then waits to be
 * killed with a connection open, as an application with a pool has one. {@code PowerCutPeersTest}
 * of the runtime cuts the power there.
 */
public final class MigrateAndHold {
  private MigrateAndHold() {}

  /**
   * Brings a file to a version.
   *
   * @param args the file, the version (of three), a folder for workloads, and the contender
   * @throws Exception if it fails
   */
  public static void main(String[] args) throws Exception {
    int version = Integer.parseInt(args[1]);
    Workload workload = version == 3 ? Workload.growth(3) : Workload.growth(3).upTo(version);
    WorkFolder folder = WorkFolder.of(Path.of(args[2]), workload, Javac.Mode.NO_CACHE);
    Contender contender = Contender.Kind.valueOf(args[3]).on(folder);
    Path file = Path.of(args[0]);
    try (Connection pooled = Application.open(file)) {
      Application.read(pooled);
      contender.migrate(file);
      System.out.println("ACKNOWLEDGED");
      System.in.read();
    }
  }
}
