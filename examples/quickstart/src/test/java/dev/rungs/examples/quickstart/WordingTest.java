package dev.rungs.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages, Javadoc, comments and messages use the words that people search for. */
class WordingTest {
  private static final Path ROOT = Path.of("../..");

  /** What a native reader stumbles over, and what to write. */
  private static final Map<Pattern, String> WORDS = new LinkedHashMap<>();

  static {
    word("mend(s|ed|ing)?", "fix");
    word("anew", "again, new");
    word("whoever", "any program that, an attacker who, …");
    word("(is|are) not there", "does not exist, is missing");
    word("(is|are) there (again|already)", "is restored, already exists");
    word("ways? (up|down|back)", "@Up, @Down, script, rollback");
    word("java bod(y|ies)", "step in Java");
    word("(empty|null|none|true|false|0|also) (?-i:where)", "if");
    word("other hands", "outside Rungs");
    word("(is|are|be) no drift", "is not drift");
    word("for who", "for those who");
  }

  private static void word(String pattern, String better) {
    WORDS.put(
        Pattern.compile("\\b" + pattern.replace(" ", "[\\s*]+") + "\\b", Pattern.CASE_INSENSITIVE),
        better);
  }

  @Test
  void plainWordsAreUsed() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files()) {
      String text = Files.readString(file);
      WORDS.forEach(
          (pattern, better) -> {
            Matcher word = pattern.matcher(text);
            while (word.find()) {
              long line = text.substring(0, word.start()).lines().count();
              found.add(ROOT.relativize(file) + ":" + line + " " + word.group() + " -> " + better);
            }
          });
    }
    assertEquals(List.of(), found);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      List<Path> found =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
              .filter(WordingTest::isRead)
              .sorted()
              .toList();
      assertTrue(found.size() > 300, "only " + found.size() + " files");
      return found;
    }
  }

  private static boolean isRead(Path file) {
    String name = file.toString();
    return name.endsWith(".md") || name.endsWith(".java") && name.contains("/src/main/");
  }
}
