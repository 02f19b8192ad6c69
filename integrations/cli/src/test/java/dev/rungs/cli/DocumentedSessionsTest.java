package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs every session of {@code docs/cli.md}, the other pages that have some, and the README from
 * top to bottom and compares what it printed. {@code -Drungs.docs.update=true} writes it into the
 * page instead.
 */
class DocumentedSessionsTest {
  private static final Path PAGES = Path.of("../../docs");
  private static final Pattern BLOCK =
      Pattern.compile("```console release=(\\d+)(?: answer=(\\w+))?\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"cli.md, 30", "fleet.md, 8", "check.md, 20", "../README.md, 0"})
  void thePageShowsWhatTheCommandPrints(String name, int atLeast) throws Exception {
    Path file = PAGES.resolve(name);
    ShellSession shell = new ShellSession(folder);
    shell.writeSources();
    shell.copyHistories();
    String page = Files.readString(file);
    Matcher blocks = BLOCK.matcher(page);
    StringBuilder printed = new StringBuilder();
    int commands = 0;
    while (blocks.find()) {
      StringBuilder block = new StringBuilder();
      for (String command : commands(blocks.group(3))) {
        block.append("$ ").append(command).append('\n');
        block.append(shell.run(Integer.parseInt(blocks.group(1)), blocks.group(2), command));
        commands++;
      }
      String head = page.substring(blocks.start(), blocks.start(3));
      blocks.appendReplacement(printed, Matcher.quoteReplacement(head + block + "```"));
    }
    blocks.appendTail(printed);
    assertTrue(commands > atLeast, "the page has sessions");
    compare(file, page, printed.toString());
  }

  private static void compare(Path file, String page, String printed) throws IOException {
    if (Boolean.getBoolean("rungs.docs.update")) {
      Files.writeString(file, printed);
    } else {
      assertEquals(printed, page, "Run this test with -Drungs.docs.update=true.");
    }
  }

  private static List<String> commands(String session) {
    List<String> commands = new ArrayList<>();
    for (String line : session.split("\n")) {
      if (line.startsWith("$ ")) {
        commands.add(line.substring(2));
      }
    }
    return commands;
  }
}
