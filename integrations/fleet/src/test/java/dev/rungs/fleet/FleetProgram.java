package dev.rungs.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A program that migrates a folder and says {@code started} and {@code done}: arguments are the
 * folder, the journal, how many milliseconds each file takes, and a shard.
 */
public final class FleetProgram {
  private FleetProgram() {}

  /** Migrates and prints the counts. */
  public static void main(String[] args) throws IOException {
    long pause = Long.parseLong(args[2]);
    String[] shard = args[3].split("/");
    Fleet fleet =
        Fleet.of(
                pause == 0
                    ? Shop.release(4)
                    : Shop.withStep(
                        4,
                        connection -> {
                          try {
                            Thread.sleep(pause);
                          } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                          }
                        }))
            .journal(Path.of(args[1]))
            .busyTimeout(Duration.ofMinutes(1))
            .shard(Integer.parseInt(shard[0]), Integer.parseInt(shard[1]));
    System.out.println("started");
    try (Stream<Path> files = files(args[0]);
        FleetReport report = fleet.migrate(files)) {
      System.out.println(
          "done "
              + report.count(FileOutcome.State.MIGRATED)
              + " "
              + report.count(FileOutcome.State.CURRENT)
              + " "
              + report.count(FileOutcome.State.FAILED)
              + " "
              + report.isContinued()
              + " "
              + report.files());
    }
  }

  /** A number stands for so many files that do not exist. */
  private static Stream<Path> files(String name) {
    return Files.isDirectory(Path.of(name))
        ? DatabaseFiles.in(Path.of(name))
        : Stream.iterate(0, i -> i + 1)
            .limit(Long.parseLong(name))
            .map(i -> Path.of("/nowhere/tenants/some-longer-name/" + i + "/app.db"));
  }
}
