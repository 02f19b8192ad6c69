package dev.rungs.runtime.internal.open;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.internal.errors.ErrorContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process is told in which the driver's library cannot be unpacked. */
class LibraryFolderTest {
  private static final String PROPERTY = "org.sqlite.tmpdir";

  private final String before = System.getProperty(PROPERTY);

  @TempDir Path directory;

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(PROPERTY);
    } else {
      System.setProperty(PROPERTY, before);
    }
  }

  private void assertSays(Path folder, String defect) {
    System.setProperty(PROPERTY, folder.toString());
    SQLException failure = new SQLException("not loaded", new UnsatisfiedLinkError("'void a()'"));
    String message =
        Failures.of(failure, new ErrorContext(directory.resolve("app.db"), 0, 1)).getMessage();
    assertTrue(message.contains(folder + " (org.sqlite.tmpdir), which " + defect), message);
    assertTrue(message.contains("Set org.sqlite.tmpdir"), message);
  }

  @Test
  void theFolderAndWhatIsWrongWithIt() throws Exception {
    assertSays(directory.resolve("missing"), "does not exist.");
    assertSays(Files.createFile(directory.resolve("file")), "is not a folder.");
    assertSays(directory, "");
  }
}
