package dev.rungs.processor.replay.diagnose;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import dev.rungs.processor.testing.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mistakes that a new user makes, through javac: the key, and what to do. */
class CommonMistakesTest {
  private static final String SCHEMA =
      """
      CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT);
      CREATE UNIQUE INDEX users_email ON users (email);
      CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id), title TEXT);
      CREATE VIEW names AS SELECT id, name FROM users;
      CREATE TABLE log (what TEXT);
      CREATE TRIGGER users_log AFTER UPDATE ON users BEGIN INSERT INTO log VALUES (new.name); END;
      """;

  /** One mistake. */
  record Mistake(String name, String key, String words, String up, String down) {
    @Override
    public String toString() {
      return name;
    }
  }

  @TempDir Path folder;

  static Stream<Mistake> mistakes() throws IOException {
    String text;
    try (InputStream in = CommonMistakesTest.class.getResourceAsStream("common-mistakes.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return Stream.of(text.split("(?m)^== ")).skip(1).map(CommonMistakesTest::mistake);
  }

  private static Mistake mistake(String text) {
    String[] parts = text.split("\n", 2);
    String[] head = parts[0].split(" \\| ", 3);
    String[] scripts = parts[1].split("(?m)^~ ", 2);
    return new Mistake(head[0], head[1], head[2], scripts[0], scripts.length > 1 ? scripts[1] : "");
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void isToldWithItsFix(Mistake mistake) {
    String source = migration("app", "V2", "version = 2", block(mistake.up));
    if (!mistake.down.isEmpty()) {
      source = source.replace("public final", "@Down(" + block(mistake.down) + ")\npublic final");
    }
    Compiled compiled =
        Compile.in(folder)
            .file("app/AppSchema.java", schema(2))
            .file("app/V1.java", migration("app", "V1", "version = 1", block(SCHEMA)))
            .file("app/V2.java", source)
            .run();
    Message first = compiled.messages().get(0);
    assertEquals(mistake.key, first.key(), compiled::text);
    assertEquals("V2.java", first.file(), compiled::text);
    assertTrue(first.text().contains(mistake.words), compiled::text);
  }

  private static String block(String sql) {
    return "\"\"\"\n" + sql + "\"\"\"";
  }

  private void assertFirst(Compile compile, String key, String words) {
    Compiled compiled = compile.run();
    Message first = compiled.messages().get(0);
    assertEquals(key, first.key(), compiled::text);
    assertTrue(first.text().contains(words), compiled::text);
  }

  private Compile compile(int current) {
    return Compile.in(folder)
        .file("app/AppSchema.java", schema(current))
        .file("app/V1.java", migration(1));
  }

  @Test
  void aVersionThatIsForgotten() {
    assertFirst(
        compile(3).file("app/V3.java", migration(3)),
        "MissingVersion",
        "Add a class annotated @Migration(version = 2).");
  }

  @Test
  void aCurrentVersionThatWasNotRaised() {
    assertFirst(
        compile(1).file("app/V2.java", migration(2)),
        "VersionOutOfRange",
        "CURRENT_VERSION is 1. Set it to 2");
  }

  @Test
  void aNumberThatIsTaken() {
    assertFirst(
        compile(2)
            .file("app/V2.java", migration(2))
            .file("app/Other.java", migration("app", "Other", "version = 2")),
        "DuplicateVersion",
        "3");
  }

  @Test
  void aFileThatIsMistyped() {
    assertFirst(
        compile(2)
            .file("app/v2.sql", "CREATE TABLE b (c);")
            .file("app/V2.java", migration("app", "V2", "version = 2", "file = \"V2.slq\"")),
        "SqlFile",
        "The file V2.slq does not exist.");
  }

  @Test
  void aReleasedMigrationThatIsEdited() throws IOException {
    Path lock = folder.resolve("rungs.lock");
    String option = "-Arungs.lock=" + lock;
    Compiled released = compile(1).option(option).run();
    java.nio.file.Files.writeString(
        lock, released.output("META-INF/rungs/app.MigrationRegistry.lock"));
    assertFirst(
        compile(1)
            .option(option)
            .file("app/V1.java", migration("app", "V1", "version = 1", "\"CREATE TABLE x (y);\"")),
        "LockedMigration",
        "Restore it and make the change in a new migration");
    assertEquals(List.of(), released.errors());
  }
}
