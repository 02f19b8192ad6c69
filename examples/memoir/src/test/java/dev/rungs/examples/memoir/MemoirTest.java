package dev.rungs.examples.memoir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, from the outside. */
class MemoirTest {
  @TempDir Path folder;

  private final Clock clock = new SteppingClock();

  @Test
  void aNewFileBeginsWithAStory() throws SQLException {
    String recalled = run(0);
    assertEquals(2, recalled.lines().count(), recalled);
    assertTrue(recalled.contains("The office is in Basel"), recalled);
    assertTrue(recalled.contains("Meetings are on Tuesdays"), recalled);
    assertEquals(recalled, run(0), "a second run adds nothing");
    // The test's clock begins with 2026; the story began three weeks before.
    String before = run(0, "recall", "2025-12-20T00:00:00Z");
    assertTrue(before.contains("The office is in Bern"), before);
    assertEquals(2, before.lines().count(), before);
  }

  @Test
  void remembersSupersedesAndForgets() throws SQLException {
    String old = run(0, "remember", "Tea at four").strip();
    String young = run(0, "remember", "Tea at five").strip();
    assertEquals("", run(0, "supersede", old, young));
    assertTrue(run(0, "log").contains(old + " superseded by " + young));
    assertEquals(List.of("Tea at five"), bodies());
    run(0, "unsupersede", old);
    assertEquals(List.of("Tea at four", "Tea at five"), bodies());
    run(0, "supersede", old, young);
    assertEquals("forgotten", run(0, "forget", young).strip());
    assertEquals(List.of("Tea at four"), bodies());
    assertEquals("no such memory", run(0, "forget", young).strip());
  }

  @Test
  void explainsItself() throws SQLException {
    assertTrue(run(2, "rember", "Tea").startsWith("usage:"));
    assertTrue(run(2, "supersede", "only-one").startsWith("usage:"));
  }

  private List<String> bodies() throws SQLException {
    return run(0, "recall").lines().map(line -> line.replaceFirst("^\\S+ +\\S+ +", "")).toList();
  }

  private String run(int status, String... command) throws SQLException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    String[] args = new String[command.length + 1];
    args[0] = folder.resolve("memoir.db").toString();
    System.arraycopy(command, 0, args, 1, command.length);
    assertEquals(
        status, new Memoir(out, clock).run(args), () -> bytes.toString(StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
