package dev.rungs.processor.replay.diagnose;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.replay.ReplayResult;
import dev.rungs.processor.testing.Schemas;
import dev.rungs.runtime.internal.sql.SqlPosition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What SQLite refuses is an error, at the token at fault, with SQLite's words and a fix. */
class SqlRejectedTest {
  private static final Pattern PLACE = Pattern.compile("at line (\\d+), column (\\d+) of the SQL");

  record Case(String schema, List<String> told, String sql, int offset) {
    @Override
    public String toString() {
      return told.get(0) + " in " + RejectionReport.brief(sql);
    }
  }

  static Stream<Case> cases() throws IOException {
    String text;
    try (InputStream in = SqlRejectedTest.class.getResourceAsStream("rejected.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String[] parts = text.split("(?m)^== ");
    String schema = parts[0].replaceAll("(?m)^#.*$", "");
    List<Case> cases = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      String[] headAndBody = parts[i].split("\n", 2);
      String body = headAndBody[1].stripTrailing();
      int offset = body.indexOf("^^");
      cases.add(
          new Case(
              schema,
              List.of(headAndBody[0].split(" \\| ")),
              body.substring(0, offset) + body.substring(offset + 2),
              offset));
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pointsAtTheToken(Case c) {
    ReplayResult result = Schemas.schema().up(c.schema).up(c.sql).replay();
    assertEquals(1, result.problems().size(), () -> "problems: " + result.problems());
    Problem problem = result.problems().get(0);
    assertEquals(ProblemKey.SQL_REJECTED, problem.key());
    assertEquals(2, problem.version());
    assertEquals(Site.Part.UP, problem.site().part());
    SqlPosition expected = SqlPosition.of(c.sql, c.offset);
    Matcher place = PLACE.matcher(problem.message());
    assertTrue(place.find(), problem.message());
    assertAll(
        () -> c.told.forEach(t -> assertTrue(problem.message().contains(t), problem.message())),
        () -> assertEquals(expected.line(), Integer.parseInt(place.group(1)), problem.message()),
        () -> assertEquals(expected.column(), Integer.parseInt(place.group(2)), problem.message()));
  }

  @Test
  void theMessageHasFactEvidenceAndFix() {
    ReplayResult result =
        Schemas.schema()
            .up("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);")
            .up(
                """
                CREATE TABLE notes (id INTEGER PRIMARY KEY);
                INSERT INTO notes (id)
                  SELECT id FROM usres;
                """)
            .replay();
    assertEquals(
        """
        SQLite rejected statement 2 of version 2, INSERT INTO notes (id) SELECT id FROM usres: \
        no such table: usres. Did you mean users?
          at line 3, column 18 of the SQL:
              SELECT id FROM usres;
                             ^""",
        result.problems().get(0).message());
  }

  @Test
  void theReplayStopsAtTheFirstVersionItCannotRun() {
    ReplayResult result =
        Schemas.schema()
            .up("CREATE TABLE a (id INTEGER);")
            .up("CREATE TABEL b (id INTEGER);")
            .up("CREATE INDEX b_id ON b (id);")
            .replay();
    assertEquals(1, result.problems().size());
    assertEquals(2, result.problems().get(0).version());
  }

  @Test
  void whatTheProgramRegistersIsNotInTheCompiler() {
    String migration = "CREATE VIRTUAL TABLE words USING dictionary (word);";
    List<Problem> problems =
        Schemas.schema()
            .up("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);")
            .up(migration)
            .replay()
            .problems();
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(
        problems
            .get(0)
            .message()
            .contains(
                " The compiler has only what is built into SQLite. If the program registers it,"
                    + " use it in a step; a step that changes the schema needs schemaUnknown = true."),
        problems.get(0)::message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE notes SET body = pronounce(body, (1 + 2));|functions = \"pronounce/2\"",
        "CREATE INDEX by_sound ON notes (body COLLATE sound);|collations = \"sound\"",
        "CREATE VIRTUAL TABLE w USING fts5 (word, tokenize = 'syllables x');|tokenizers = \"syllables\"",
        "CREATE VIRTUAL TABLE w USING fts5 (a, tokenize=\"porter syllables\");|tokenizers = \"syllables\"",
        "CREATE VIRTUAL TABLE w USING fts4 (a, tokenize=Syllables 'x' \"y\");|tokenizers = \"Syllables\"",
      })
  void functionsAndCollationsCanBeDeclared(String migration, String declared) {
    Schemas schema =
        Schemas.schema()
            .up("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);")
            .up(migration);
    List<Problem> problems = schema.replay().problems();
    assertEquals(1, problems.size(), problems::toString);
    String message = problems.get(0).message();
    assertTrue(message.contains("declare it: @VersionedSchema(" + declared + ")"), message);
    assertEquals(
        List.of(),
        schema
            .extensions(List.of("pronounce/2"), List.of("sound"), List.of("syllables"))
            .replay()
            .problems()
            .stream()
            .filter(Problem::isError)
            .toList());
  }
}
