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
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Opening a file that is at the newest version already. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OpenCurrentBenchmark {
  /** Who opens. */
  @Param("RUNGS")
  public Kind contender;

  /** How long the history is; the schema it leaves is the same. */
  @Param("10")
  public int migrations;

  private Path home;
  private Path file;
  private Contender subject;

  /**
   * Makes the file.
   *
   * @throws Exception if it fails
   */
  @Setup
  public void makeFile() throws Exception {
    WorkFolder folder =
        WorkFolder.of(Work.folder(), Workload.pastOnly(migrations), Javac.Mode.VERIFY_OFF);
    home = Files.createTempDirectory(Work.folder(), "open");
    file = home.resolve("app.db");
    subject = contender.on(folder);
    (contender == Kind.BARE ? Kind.BASELINE.on(folder) : subject).migrate(file);
    subject.openReadClose(file);
  }

  /**
   * Deletes the file.
   *
   * @throws Exception if it fails
   */
  @TearDown
  public void deleteFile() throws Exception {
    Folders.delete(home);
  }

  /**
   * Opens, reads and closes.
   *
   * @return what was read
   * @throws Exception if it fails
   */
  @Benchmark
  public int open() throws Exception {
    return subject.openReadClose(file);
  }
}
