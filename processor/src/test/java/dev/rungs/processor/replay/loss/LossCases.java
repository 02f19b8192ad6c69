package dev.rungs.processor.replay.loss;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.replay.ReplayResult;
import dev.rungs.processor.testing.Schemas;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Labelled migrations out of a resource file. */
final class LossCases {
  /** One migration: a schema, a script, and whether it can lose stored data. */
  record Case(String name, String label, String why, String schema, String migration) {
    boolean lossy() {
      return label.equals("lossy");
    }

    ReplayResult replay() {
      return Schemas.schema().up(schema).up(migration).replay();
    }

    Case withSchema(String other) {
      return new Case(name, label, why, other, migration);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private LossCases() {}

  static List<Case> read(String resource) throws IOException {
    String text;
    try (InputStream in = LossCases.class.getResourceAsStream(resource)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Case> cases = new ArrayList<>();
    String[] parts = text.split("(?m)^== ");
    for (int i = 1; i < parts.length; i++) {
      String[] headAndBody = parts[i].split("\n", 2);
      String[] head = headAndBody[0].split(" \\| ", 3);
      String[] scripts = headAndBody[1].split("(?m)^-- migrate\n", 2);
      cases.add(new Case(head[0], head[1], head[2], scripts[0], scripts[1]));
    }
    return cases;
  }

  static boolean isFlagged(ReplayResult result) {
    return result.problems().stream().anyMatch(p -> p.key() == ProblemKey.UNDECLARED_DESTRUCTIVE);
  }

  /** What the compiler took a migration for: {@code lossy}, {@code replaced}, {@code safe}, … */
  static String judged(ReplayResult result) {
    List<String> keys = result.problems().stream().map(p -> p.key().key()).toList();
    if (keys.contains("UndeclaredDestructive")) {
      return "lossy";
    }
    return keys.contains("ValueReplaced")
        ? "replaced"
        : keys.contains("Unverified") ? "unknown" : "safe";
  }

  /**
   * The names of the cases in a file that are judged otherwise than they are labelled; what was
   * said of them is printed, and of all with {@code rungs.loss.show}.
   */
  static List<String> misjudged(String resource) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Case c : read(resource)) {
      ReplayResult result = c.replay();
      String seen = judged(result);
      if (!seen.equals(c.label())) {
        wrong.add(c.name());
        System.out.printf("%s: %s, seen %s%n%s", c.name(), c.label(), seen, told(result));
      }
      if (Boolean.getBoolean("rungs.loss.show")) {
        System.out.println(seen + " " + c.name());
        System.out.print(told(result));
      }
    }
    return wrong;
  }

  /** What was said, one problem a line. */
  static String told(ReplayResult result) {
    StringBuilder told = new StringBuilder();
    for (Problem problem : result.problems()) {
      told.append("    ").append(Schemas.summary(problem)).append('\n');
    }
    return told.toString();
  }
}
