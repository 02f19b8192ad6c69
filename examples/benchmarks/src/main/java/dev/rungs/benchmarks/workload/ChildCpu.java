package dev.rungs.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processor time of the processes that this one has started and that have ended, as Linux keeps
 * it (proc(5), {@code /proc/self/stat}, fields 16 and 17). Unlike the time on the clock it hardly
 * depends on what else the machine does.
 */
final class ChildCpu {
  private static final Path STAT = Path.of("/proc/self/stat");

  /** Of the kernel's clock, as programs see it; the same on all of Java's platforms. */
  private static final long TICKS_A_SECOND = 100;

  private ChildCpu() {}

  /**
   * Reads it.
   *
   * @return user and system time together; 0 on another system
   */
  static long nanos() throws IOException {
    if (!Files.isReadable(STAT)) {
      return 0;
    }
    // The name of the program, field 2, stands in brackets and may have blanks in it.
    String text = Files.readString(STAT);
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
    return ticks * 1_000_000_000L / TICKS_A_SECOND;
  }
}
