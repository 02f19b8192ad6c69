package dev.rungs.processor.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofFolderTest {
  @TempDir Path folder;

  private static String key(int number) {
    return String.format("%040x", number).repeat(2).substring(0, 64);
  }

  @Test
  void staysBelowItsBoundAndKeepsWhatWasUsedLast() throws IOException {
    ProofFolder kept = new ProofFolder(folder, 10_000);
    for (int i = 0; i < 9; i++) {
      kept.write(key(i), new byte[2_000]);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) { // as if each had been written an hour before the next
          FileTime older =
              FileTime.from(Files.getLastModifiedTime(file).toInstant().minus(Duration.ofHours(1)));
          Files.setLastModifiedTime(file, older);
        }
      }
      kept.read(key(0));
    }
    assertArrayEquals(new byte[2_000], kept.read(key(0)).orElseThrow(), "used all the time");
    assertArrayEquals(new byte[2_000], kept.read(key(8)).orElseThrow(), "written last");
    assertEquals(Optional.empty(), kept.read(key(1)));
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.count() <= 5);
    }
  }

  @Test
  void whatIsLargerThanTheBoundIsNotKept() {
    ProofFolder kept = new ProofFolder(folder, 1_000);
    kept.write(key(1), new byte[1_000]);
    assertEquals(Optional.empty(), kept.read(key(1)));
    assertEquals(Optional.empty(), kept.failure());
  }

  @Test
  void whatACompilerLeftHalfWrittenIsRemovedInTime() throws IOException {
    Path fresh = Files.writeString(folder.resolve("rungs1.proof-tmp"), "of a running compiler");
    Path old = Files.writeString(folder.resolve("rungs2.proof-tmp"), "of one that was killed");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Path foreign = Files.writeString(folder.resolve("notes.txt"), "not ours");
    new ProofFolder(folder).write(key(1), new byte[] {1});

    assertTrue(Files.exists(fresh));
    assertTrue(Files.notExists(old));
    assertTrue(Files.exists(foreign));
  }
}
