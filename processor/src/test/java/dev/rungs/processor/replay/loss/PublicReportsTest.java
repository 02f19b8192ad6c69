package dev.rungs.processor.replay.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.replay.ReplayResult;
import dev.rungs.processor.testing.Schemas;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Migrations reduced from public bug reports: what a file would lose is told, and no more. */
class PublicReportsTest {
  record Report(String name, String expected, List<String> scripts) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Report> reports() throws IOException {
    String text;
    try (InputStream in = PublicReportsTest.class.getResourceAsStream("public-reports.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Report> reports = new ArrayList<>();
    String[] parts = text.split("(?m)^== ");
    for (int i = 1; i < parts.length; i++) {
      String[] head = parts[i].split("\n", 2);
      String[] nameAndKeys = head[0].split(" \\| ", 2);
      List<String> scripts = List.of(head[1].split("(?m)^-- (?=\\d)"));
      reports.add(new Report(nameAndKeys[0], nameAndKeys[1], scripts.subList(1, scripts.size())));
    }
    return reports;
  }

  @ParameterizedTest
  @MethodSource("reports")
  void isJudgedRightly(Report report) {
    Schemas schema = Schemas.schema();
    for (String script : report.scripts) {
      String[] head = script.split("\n", 2);
      if (head[0].contains("destructive")) {
        schema.destructive(head[1]);
      } else {
        schema.up(head[1]);
      }
    }
    ReplayResult result = schema.replay();
    Set<String> said =
        result.problems().stream().map(p -> p.key().key()).collect(Collectors.toSet());
    if (report.expected.equals("ok")) {
      assertEquals(List.of(), result.problems().stream().filter(Problem::isError).toList());
    } else if (report.expected.startsWith("no ")) {
      assertTrue(!said.contains(report.expected.substring(3)), () -> LossCases.told(result));
    } else {
      List<String> keys = Arrays.asList(report.expected.split("\\|"));
      assertTrue(keys.stream().anyMatch(said::contains), () -> LossCases.told(result));
    }
  }
}
