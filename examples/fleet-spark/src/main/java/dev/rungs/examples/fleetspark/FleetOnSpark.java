package dev.rungs.examples.fleetspark;

import dev.rungs.fleet.DatabaseFiles;
import dev.rungs.fleet.FileOutcome;
import dev.rungs.fleet.FileOutcome.State;
import dev.rungs.fleet.Fleet;
import dev.rungs.fleet.FleetReport;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Migrates a fleet on the executors of a Spark cluster: each partition of the paths becomes one
 * report. The executors must see the files under the same paths, each on a disk of its own or on
 * storage whose locks work.
 */
public final class FleetOnSpark {
  private FleetOnSpark() {}

  /** What one executor did with one partition; a report itself stays where its journal is. */
  record Part(long process, long migrated, long current, List<String> failures)
      implements Serializable {}

  /**
   * Migrates the files of a folder.
   *
   * @param args the folder, and into how many parts it is cut
   */
  public static void main(String[] args) {
    List<String> paths;
    try (Stream<Path> files = DatabaseFiles.in(Path.of(args[0]))) {
      paths = files.map(Path::toString).toList();
    }
    try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("fleet"))) {
      List<Part> parts =
          spark
              .parallelize(paths, Integer.parseInt(args[1]))
              .mapPartitions(FleetOnSpark::migrate)
              .collect();
      System.out.println("driver " + ProcessHandle.current().pid());
      for (Part part : parts) {
        System.out.printf(
            "executor %d migrated %d current %d failed %d%n",
            part.process(), part.migrated(), part.current(), part.failures().size());
        part.failures().forEach(System.out::println);
      }
    }
  }

  /** Runs on an executor. A partition that Spark tries again finds its files current. */
  private static Iterator<Part> migrate(Iterator<String> paths) {
    Stream<Path> files =
        StreamSupport.stream(Spliterators.spliteratorUnknownSize(paths, Spliterator.ORDERED), false)
            .map(Path::of);
    try (FleetReport report = Fleet.of(MigrationRegistry.INSTANCE).workers(2).migrate(files)) {
      return List.of(
              new Part(
                  ProcessHandle.current().pid(),
                  report.count(State.MIGRATED),
                  report.count(State.CURRENT),
                  report.failures().map(FleetOnSpark::describe).toList()))
          .iterator();
    }
  }

  private static String describe(FileOutcome failed) {
    return failed.file() + ": " + failed.failure().orElseThrow().message();
  }
}
