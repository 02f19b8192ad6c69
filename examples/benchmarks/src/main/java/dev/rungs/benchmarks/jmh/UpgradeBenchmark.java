package dev.rungs.benchmarks.jmh;

import dev.rungs.benchmarks.contender.Contender;
import dev.rungs.benchmarks.contender.Contender.Kind;
import dev.rungs.benchmarks.workload.Folders;
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

/** Bringing a full file of version 1 to version 2. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class UpgradeBenchmark {
  /** Who upgrades. */
  @Param("RUNGS")
  public Kind contender;

  /** What the file holds. */
  @Param("BACKFILL")
  public FullFile content;

  /** Rows for a backfill, megabytes for a cache. */
  @Param("1000")
  public int size;

  private Path template;
  private Path home;
  private Contender subject;

  /**
   * Fills a file of version 1, or finds it filled.
   *
   * @throws Exception if it fails
   */
  @Setup
  public void makeTemplate() throws Exception {
    template = content.template(Work.folder(), contender, size);
    subject = contender.on(content.folder(Work.folder()));
  }

  /**
   * Copies the file.
   *
   * @throws Exception if it fails
   */
  @Setup(Level.Invocation)
  public void copy() throws Exception {
    home = Files.createTempDirectory(Work.folder(), "upgrade");
    Files.copy(template, home.resolve("app.db"));
  }

  /**
   * Deletes the copy.
   *
   * @throws Exception if it fails
   */
  @TearDown(Level.Invocation)
  public void deleteCopy() throws Exception {
    Folders.delete(home);
  }

  /**
   * Upgrades the file.
   *
   * @throws Exception if it fails
   */
  @Benchmark
  public void upgrade() throws Exception {
    subject.migrate(home.resolve("app.db"));
  }
}
