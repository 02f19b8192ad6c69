package dev.rungs.runtime.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/** A {@link ChildMain} in a process of its own. For use by one thread. */
final class ChildProcess implements AutoCloseable {
  private static final String END = "";
  private static final int PATIENCE_SECONDS = Counts.of("rungs.soak.patience", 120);

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private ChildProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "child-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a process. It is not ready yet; see {@link #await}.
   *
   * @param library a folder from {@link #library}
   * @param shapes what it will work on
   */
  static ChildProcess start(Path library, Shape... shapes) {
    List<String> command = new ArrayList<>();
    Collections.addAll(
        command,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx200m",
        // Mapped memory of a disk that failed ends a process; that needs no report.
        "-XX:ErrorFile=/dev/null",
        "-XX:-CreateCoredumpOnCrash",
        "-Dslf4j.internal.verbosity=ERROR",
        "-Dorg.sqlite.lib.path=" + library,
        // Where the driver looks for what other processes left, and trips over their clean-up.
        "-Dorg.sqlite.tmpdir=" + library,
        "-cp",
        System.getProperty("java.class.path"),
        ChildMain.class.getName());
    for (Shape shape : shapes) {
      command.add(shape.name());
    }
    try {
      return new ChildProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Unpacks SQLite once: a killed process would leave its own copy behind, and start later.
   *
   * @param folder where to
   * @return the folder
   */
  static Path library(Path folder) {
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      Files.createDirectories(folder);
      Files.copy(packed, folder.resolve(name));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  void send(String... words) {
    try {
      process
          .getOutputStream()
          .write((String.join("\t", words) + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException("The child is gone: " + new ArrayList<>(lines), e);
    }
  }

  /**
   * Waits for a line that starts with one of these words, and returns its words. The empty word
   * stands for the end of the process.
   */
  String[] await(String... expected) {
    while (true) {
      String line = next();
      String[] words = line.split("\t");
      if (List.of(expected).contains(words[0])) {
        return words;
      }
      if (line.equals(END) && !List.of(expected).contains(END)) {
        throw new IllegalStateException("The child ended before " + List.of(expected) + ".");
      }
      if (!words[0].equals("AT") && !words[0].equals("GO")) {
        throw new IllegalStateException(
            "The child said, instead of " + List.of(expected) + ": " + line + kill());
      }
    }
  }

  /**
   * Kills the process as {@code kill -9} does.
   *
   * @return what it said up to then and was not yet read
   */
  List<String> kill() {
    process.destroyForcibly();
    return remaining();
  }

  /** Waits for the process to end by itself and returns what it said. */
  List<String> remaining() {
    List<String> said = new ArrayList<>();
    for (String line = next(); !line.equals(END); line = next()) {
      said.add(line);
    }
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return said;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private String next() {
    try {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        process.destroyForcibly();
        throw new IllegalStateException("The child said nothing for " + PATIENCE_SECONDS + " s.");
      }
      return line;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isEmpty()) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      lines.add("The pipe broke: " + e);
    }
    lines.add(END);
  }
}
