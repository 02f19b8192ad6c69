package dev.rungs.benchmarks.jmh;

import dev.rungs.benchmarks.contender.Contender;
import dev.rungs.benchmarks.contender.Contender.Kind;
import dev.rungs.benchmarks.workload.Folders;
import dev.rungs.benchmarks.workload.Javac;
import dev.rungs.benchmarks.workload.WorkFolder;
import dev.rungs.benchmarks.workload.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Creating a file that does not exist. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FreshFileBenchmark {
  /** Who makes it. */
  @Param("RUNGS")
  public Kind contender;

  /** How long the history is; each migration makes a table and an index. */
  @Param("10")
  public int migrations;

  private Path home;
  private Contender subject;

  /**
   * Makes the contender.
   *
   * @throws Exception if it fails
   */
  @Setup
  public void makeContender() throws Exception {
    WorkFolder folder =
        WorkFolder.of(Work.folder(), Workload.tables(migrations), Javac.Mode.NO_CACHE);
    subject = contender.on(folder);
  }

  /**
   * Makes the folder.
   *
   * @throws Exception if it fails
   */
  @Setup(Level.Invocation)
  public void makeHome() throws Exception {
    home = Files.createTempDirectory(Work.folder(), "fresh");
  }

  /**
   * Deletes the folder.
   *
   * @throws Exception if it fails
   */
  @TearDown(Level.Invocation)
  public void deleteHome() throws Exception {
    Folders.delete(home);
  }

  /**
   * Makes the file.
   *
   * @throws Exception if it fails
   */
  @Benchmark
  public void create() throws Exception {
    subject.migrate(home.resolve("app.db"));
  }
}
