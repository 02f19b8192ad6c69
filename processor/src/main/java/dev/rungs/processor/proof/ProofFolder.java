package dev.rungs.processor.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder with one file for each proof. A file is written beside its place and moved there, and
 * ends with a digest of its content: what is half written, damaged or under another name is as good
 * as missing. Several compilers may use the folder at once.
 */
final class ProofFolder {
  private static final String SUFFIX = ".proof";
  private static final String UNFINISHED = ".proof-tmp";

  /** The folder never holds more, counted after each write. */
  private static final long MOST_BYTES = 64L << 20;

  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path folder;
  private final long mostBytes;
  private Optional<IOException> failure = Optional.empty();

  ProofFolder(Path folder) {
    this(folder, MOST_BYTES);
  }

  ProofFolder(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /** Why something could not be kept, if so. */
  Optional<IOException> failure() {
    return failure;
  }

  /** Tells for many keys at once which are kept. */
  Predicate<String> kept() {
    Set<Path> files = new HashSet<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.forEach(files::add);
    } catch (IOException | RuntimeException e) {
      return key -> false;
    }
    return key -> files.contains(file(key));
  }

  /** Reads what is kept under a key; empty if there is nothing, or nothing that can be used. */
  Optional<byte[]> read(String key) {
    try {
      Path file = file(key);
      if (!Files.isRegularFile(file) || Files.size(file) > mostBytes) {
        return Optional.empty();
      }
      byte[] bytes = Files.readAllBytes(file);
      int length = bytes.length - Digest.LENGTH;
      if (length < 0) {
        return Optional.empty();
      }
      byte[] content = Arrays.copyOf(bytes, length);
      if (!Arrays.equals(seal(key, content), Arrays.copyOfRange(bytes, length, bytes.length))) {
        return Optional.empty();
      }
      touch(file);
      return Optional.of(content);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** What was used last is deleted last. */
  private static void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // The folder can only be read.
    }
  }

  /** Keeps a proof. If that fails, the next compile makes it again. */
  void write(String key, byte[] content) {
    if (content.length + Digest.LENGTH > mostBytes) {
      return;
    }
    Path unfinished = null;
    try {
      Files.createDirectories(folder);
      unfinished = Files.createTempFile(folder, "rungs", UNFINISHED);
      byte[] bytes = Arrays.copyOf(content, content.length + Digest.LENGTH);
      System.arraycopy(seal(key, content), 0, bytes, content.length, Digest.LENGTH);
      Files.write(unfinished, bytes);
      Files.move(unfinished, file(key), StandardCopyOption.ATOMIC_MOVE);
      unfinished = null;
      deleteOldest();
    } catch (IOException e) {
      failure = Optional.of(e);
    } finally {
      delete(unfinished);
    }
  }

  private record Kept(Path file, long size, FileTime used) {}

  private void deleteOldest() throws IOException {
    List<Kept> kept = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(UNFINISHED) && isAbandoned(file)) {
          delete(file);
        } else if (name.endsWith(SUFFIX)) {
          kept.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
        }
      }
    } catch (java.nio.file.NoSuchFileException e) {
      return; // Another compiler deletes as well.
    }
    kept.sort(Comparator.comparing(Kept::used).reversed().thenComparing(Kept::file));
    long total = 0;
    for (Kept proof : kept) {
      total += proof.size;
      if (total > mostBytes) {
        delete(proof.file);
      }
    }
  }

  private static boolean isAbandoned(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(ABANDONED));
  }

  private static void delete(Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // It is deleted another time.
      }
    }
  }

  private static byte[] seal(String key, byte[] content) {
    return new Digest().add(key).add(content).value();
  }

  private Path file(String key) {
    return folder.resolve(key.substring(0, 40) + SUFFIX);
  }
}
