package dev.rungs.runtime.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A folder with one file whose bytes are known, in memory where the system has such a place. */
final class FuzzFolder implements AutoCloseable {
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Path folder;
  private final Path file;
  private byte[] before;

  FuzzFolder() throws IOException {
    folder =
        Files.isWritable(MEMORY)
            ? Files.createTempDirectory(MEMORY, "rungs")
            : Files.createTempDirectory("rungs");
    file = folder.resolve("app.db");
  }

  Path file() {
    return file;
  }

  /** Empties the folder and writes the file. */
  void put(byte[] bytes) throws IOException {
    empty();
    before = bytes;
    Files.write(file, bytes);
  }

  /** Writes a companion of the file. */
  void putBeside(String end, byte[] bytes) throws IOException {
    Files.write(folder.resolve("app.db" + end), bytes);
  }

  /** Says what differs from what was put, or null. Only while nothing has the file open. */
  String difference() throws IOException {
    List<String> names = names();
    if (!names.equals(List.of("app.db"))) {
      return "the folder has " + names;
    }
    byte[] after = Files.readAllBytes(file);
    int at = Arrays.mismatch(before, after);
    return at < 0 ? null : "byte " + at + " of " + before.length + ", now " + after.length;
  }

  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    empty();
    Files.delete(folder);
  }

  /** Deletes what is in the folder. */
  void empty() throws IOException {
    for (String name : names()) {
      Files.delete(folder.resolve(name));
    }
  }
}
