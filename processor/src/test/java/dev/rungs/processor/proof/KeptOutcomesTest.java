package dev.rungs.processor.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.Declarations;
import dev.rungs.processor.model.Options;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.ProblemKey.Severity;
import dev.rungs.processor.model.QueryDeclarations;
import dev.rungs.processor.model.ScriptMark;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.proof.Outcome.Answer;
import dev.rungs.processor.proof.Outcome.Kind;
import dev.rungs.processor.proof.Outcome.Question;
import dev.rungs.processor.proof.Outcome.Written;
import dev.rungs.processor.write.Output;
import dev.rungs.runtime.internal.sql.SqlPosition;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptOutcomesTest {
  private static final Declarations NOTHING =
      new Declarations(
          List.of(), List.of(), new TreeSet<>(), new TreeSet<>(), QueryDeclarations.NONE, Map.of());

  private static final Outcome OUTCOME =
      new Outcome(
          List.of("app.Schema"),
          List.of("app.Registry"),
          List.of("app.Registry"),
          List.of(
              new Answer(Question.IS_CLASS, "app.String", false),
              new Answer(Question.HAS_GENERATED_ANNOTATION, "app.Schema", true)),
          List.of(
              new Written("app.Registry", Kind.SOURCE, "app.Registry", new byte[] {'a'}),
              new Written("a lock", Kind.TEXT, "META-INF/rungs/a.lock", new byte[] {'b'}),
              new Written("app.Registry", Kind.BYTES, "app/Registry.image", new byte[] {0, -1})),
          List.of(new Written("a page", Kind.TEXT, "schema.md", new byte[] {'d'})),
          List.of(
              new Problem(
                  ProblemKey.LOST_DEPENDENTS,
                  Severity.WARNING,
                  3,
                  new Site("app.V3", Site.Part.UP),
                  "It is lost.",
                  Optional.of(
                      new ScriptMark(
                          new SqlPosition(3, 14), Optional.of("v3.sql"), "    DROP\n    ^")))),
          List.of(
              new Problem(
                  ProblemKey.NOTE,
                  Severity.NOTE,
                  0,
                  new Site(
                      "app.Notes",
                      Site.Part.QUERY,
                      Optional.of(new Site.Member("find()", "dev.rungs.Sql", 1, "value"))),
                  "It is not checked.",
                  Optional.empty())),
          Map.of("app.Schema", "# a page"),
          Map.of("app.Registry", Map.of("schema.sql", new byte[] {'c'})));

  @TempDir Path folder;

  private KeptOutcomes outcomes(String... options) {
    Map<String, String> all = new TreeMap<>();
    all.put("rungs.cache", folder.resolve("cache").toString());
    for (String option : options) {
      all.put(option.split("=")[0], option.split("=")[1]);
    }
    return new KeptOutcomes(Options.parse(all));
  }

  private Optional<Outcome> find() {
    return outcomes().find(NOTHING, new Answers("app.String", false, true));
  }

  private void keep() {
    KeptOutcomes outcomes = outcomes();
    assertTrue(outcomes.find(NOTHING, new Answers("app.String", false, true)).isEmpty());
    assertEquals(Optional.empty(), outcomes.keep(NOTHING, OUTCOME));
  }

  @Test
  void whatIsKeptComesBackWhole() {
    keep();
    Outcome found = find().orElseThrow();
    assertEquals(OUTCOME.schemas(), found.schemas());
    assertEquals(OUTCOME.registries(), found.registries());
    assertEquals(OUTCOME.classes(), found.classes());
    assertEquals(OUTCOME.answers(), found.answers());
    assertEquals(OUTCOME.problems(), found.problems());
    assertEquals(OUTCOME.lateProblems(), found.lateProblems());
    assertEquals(OUTCOME.pages(), found.pages());
    assertEquals(OUTCOME.schemaFiles().keySet(), found.schemaFiles().keySet());
    assertArrayEquals(new byte[] {'c'}, found.schemaFiles().get("app.Registry").get("schema.sql"));
    assertWritten(OUTCOME.early(), found.early());
    assertWritten(OUTCOME.late(), found.late());
  }

  private static void assertWritten(List<Written> expected, List<Written> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).what(), actual.get(i).what());
      assertEquals(expected.get(i).kind(), actual.get(i).kind());
      assertEquals(expected.get(i).name(), actual.get(i).name());
      assertArrayEquals(expected.get(i).content(), actual.get(i).content());
    }
  }

  @Test
  void anotherAnswerOfTheCompilerIsAnotherOutcome() {
    keep();
    assertTrue(outcomes().find(NOTHING, new Answers("app.String", true, true)).isEmpty());
    assertTrue(outcomes().find(NOTHING, new Answers("app.String", false, false)).isEmpty());
  }

  @Test
  void allReadsNone() {
    keep();
    Answers answers = new Answers("app.String", false, true);
    assertTrue(outcomes("rungs.verify=all").find(NOTHING, answers).isEmpty());
    assertTrue(outcomes("rungs.nonsense=1").find(NOTHING, answers).isEmpty());
  }

  @Test
  void aFileOfAnotherFormOrKeyIsNotUsed() throws IOException {
    keep();
    Path file = only();
    byte[] bytes = Files.readAllBytes(file);
    String key = OutcomeKey.of(Environment.digest().orElseThrow(), options(), NOTHING);
    byte[] content = Arrays.copyOf(bytes, bytes.length - Digest.LENGTH);
    ProofFolder kept = new ProofFolder(folder.resolve("cache"));
    // Each of these has a right digest at its end.
    List<byte[]> wrong =
        List.of(
            new byte[0],
            new byte[] {1, 2, 3},
            Arrays.copyOf(content, content.length - 5),
            OutcomeCode.of("f".repeat(64), OUTCOME),
            PackedBytes.pack(key, out -> out.writeInt(1)),
            PackedBytes.pack(key, out -> out.writeInt(Integer.MAX_VALUE)),
            PackedBytes.pack(key, out -> out.writeInt(-1)));
    for (byte[] other : wrong) {
      kept.write(key, other);
      assertTrue(find().isEmpty(), Arrays.toString(other));
    }
    kept.write(key, OutcomeCode.of(key, OUTCOME));
    assertTrue(find().isPresent());
  }

  private Options options() {
    return Options.parse(Map.of("rungs.cache", folder.resolve("cache").toString()));
  }

  private Path only() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      List<Path> all = new ArrayList<>(files.toList());
      assertEquals(1, all.size());
      return all.get(0);
    }
  }

  /** A compiler that has one class, or not, and allows the annotation, or not. */
  private record Answers(String className, boolean exists, boolean annotation) implements Output {
    @Override
    public boolean isClass(String name) {
      return name.equals(className) && exists;
    }

    @Override
    public boolean hasGeneratedAnnotation(String name) {
      return annotation;
    }

    @Override
    public boolean seesMissingClasses() {
      return false;
    }

    @Override
    public boolean source(String name, String text) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Writer resource(String path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public OutputStream bytes(String path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> existing(String path) {
      throw new UnsupportedOperationException();
    }
  }
}
