package dev.rungs.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of the project refer to what exists, and the decisions are listed. */
class DocumentationTest {
  private static final Path ROOT = Path.of("../..");
  private static final Path DECISIONS = ROOT.resolve("docs/decisions");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern PAGE_NAME = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      String text = FENCE.matcher(Files.readString(page)).replaceAll("");
      for (MatchResult link : LINK.matcher(text).results().toList()) {
        if (!link.group(1).matches("[a-z]+:.*") && !exists(page, link.group(1))) {
          broken.add(ROOT.relativize(page) + ": " + link.group(1));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void everyDecisionHasItsNumberInItsHeadingAndALineInTheIndex() throws IOException {
    List<String> expected = new ArrayList<>();
    for (Path page : decisions()) {
      Matcher name = PAGE_NAME.matcher(page.getFileName().toString());
      assertTrue(name.matches(), () -> page + " is not called NNNN-title.md");
      String heading = Files.readString(page).lines().findFirst().orElse("");
      String start = "# " + name.group(1) + ": ";
      assertTrue(heading.startsWith(start), () -> page + " does not begin with " + start);
      expected.add(
          "| [%s](%s) | %s |"
              .formatted(name.group(1), page.getFileName(), heading.substring(start.length())));
    }
    List<String> index =
        Files.readString(DECISIONS.resolve("README.md"))
            .lines()
            .filter(line -> line.startsWith("| [0"))
            .toList();
    assertEquals(expected, index);
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String folder : List.of("docs", "examples", "integrations")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".md") && !file.toString().contains("target"))
            .forEach(pages::add);
      }
    }
    try (Stream<Path> files = Files.list(ROOT)) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    assertTrue(pages.size() > 10, pages::toString);
    return pages;
  }

  private static List<Path> decisions() throws IOException {
    try (Stream<Path> files = Files.list(DECISIONS)) {
      return files.filter(file -> !file.endsWith("README.md")).sorted().toList();
    }
  }

  private static boolean exists(Path page, String link) throws IOException {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? page : page.resolveSibling(file);
    if (!Files.exists(target)) {
      return false;
    }
    return hash < 0 || anchors(target).contains(link.substring(hash + 1));
  }

  /** As GitHub makes them from headings, and those that a page sets itself. */
  private static List<String> anchors(Path page) throws IOException {
    String text = Files.readString(page);
    List<String> anchors = new ArrayList<>();
    for (MatchResult heading :
        HEADING.matcher(FENCE.matcher(text).replaceAll("")).results().toList()) {
      anchors.add(
          heading.group(1).toLowerCase().replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
    }
    Pattern.compile("<a id=\"([^\"]+)\">")
        .matcher(text)
        .results()
        .forEach(match -> anchors.add(match.group(1)));
    return anchors;
  }
}
