package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history that was cut short is compared with the lock file of the longer one. */
class SquashedLockTest {
  private static final String EMITTED = "META-INF/rungs/app.MigrationRegistry.lock";
  private static final String NOTES =
      "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT CHECK (body <> ''), slug TEXT)";

  @TempDir Path folder;
  private Path lock;

  @BeforeEach
  void releaseThreeVersions() throws IOException {
    lock = folder.resolve("released.lock");
    Compiled released =
        compile()
            .file("app/AppSchema.java", schema(3))
            .file(
                "app/V1.java",
                migration(
                    "app",
                    "V1",
                    "version = 1",
                    "\"CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT CHECK (body <> ''));\""))
            .file(
                "app/V2.java",
                migration(
                    "app", "V2", "version = 2", "\"ALTER TABLE notes ADD COLUMN slug TEXT;\""))
            .file("app/V3.java", migration(3))
            .run();
    assertTrue(released.success(), released::text);
    Files.writeString(lock, released.output(EMITTED));
  }

  private Compile compile() {
    return Compile.in(folder).option("-Arungs.lock=" + lock);
  }

  private Compile squashed(String sql) {
    Compile compile = compile();
    for (String old : List.of("app/V1.java", "app/V2.java")) {
      if (Files.exists(folder.resolve("src").resolve(old))) {
        compile.delete(old);
      }
    }
    return compile
        .file("app/AppSchema.java", schema("app", "AppSchema", 3, "(baseline = 2)"))
        .file("app/Whole.java", migration("app", "Whole", "version = 2", "\"" + sql + ";\""));
  }

  @Test
  void theSameSchemaIsProved() throws IOException {
    Compiled squashed = squashed(NOTES).option("-Werror").run();
    assertTrue(squashed.success(), squashed::text);
    assertEquals(List.of(), squashed.messages());
    assertFalse(squashed.output(EMITTED).contains("\n1 "), "the text that accepts it");
    Files.writeString(lock, squashed.output(EMITTED));
    assertEquals(List.of(), compile().run().messages());
    // From then on the baseline is locked as any other.
    Compiled changed = squashed(NOTES + "; INSERT INTO notes VALUES (1, 'a', 'b')").run();
    assertEquals(List.of("LockedMigration Whole.java:4"), changed.brief());
  }

  @Test
  void oneCheckLessIsRefusedWithoutTheSchemaToo() {
    Compiled squashed = squashed(NOTES.replace(" CHECK (body <> '')", "")).run();
    assertEquals(List.of("LockedMigration Whole.java:4"), squashed.brief());
    assertTrue(
        squashed
            .text()
            .contains(
                "Version 2 is the baseline now, and does not build the schema that version 2 had."
                    + " The fingerprint of the schema is different."),
        squashed::text);
  }

  @Test
  void withTheSchemaInTheLockTheDifferencesAreNamed() throws IOException {
    Files.writeString(lock, Files.readString(lock).replace("\n3 ", "\n#= 2 " + NOTES + "\n3 "));
    assertTrue(squashed(NOTES).run().success());
    Compiled squashed = squashed(NOTES.replace(" CHECK (body <> '')", "")).run();
    assertEquals(List.of("LockedMigration Whole.java:4"), squashed.brief());
    assertTrue(squashed.text().contains("CHECK (body <> '')"), squashed::text);
  }

  @Test
  void theColumnsMayStandInAnotherOrder() {
    Compiled squashed =
        squashed(
                "CREATE TABLE notes (slug TEXT, id INTEGER PRIMARY KEY, body TEXT, CHECK (body <>"
                    + " ''))")
            .run();
    assertTrue(squashed.success(), squashed::text);
  }

  @Test
  void whatCannotBeComparedIsAWarning() throws IOException {
    Compiled off = squashed(NOTES).option("-Arungs.verify=off").run();
    assertTrue(off.success(), off::text);
    assertEquals(List.of("LockedMigration"), off.messages().stream().map(m -> m.key()).toList());
    assertTrue(Diagnostic.Kind.ERROR != off.messages().get(0).kind());
    assertTrue(off.text().contains("its script was not run in this compile"), off::text);

    String text = Files.readString(lock);
    Files.writeString(lock, text.replaceAll("(?m)^2 (.*) v1:\\S+ v2$", "2 $1 - v2"));
    Compiled unknown = squashed(NOTES).run();
    assertTrue(unknown.success(), unknown::text);
    assertTrue(unknown.text().contains("has no fingerprint of that schema"), unknown::text);

    Files.writeString(lock, text.replaceAll("(?m)^[23] .*\n", ""));
    Compiled above = squashed(NOTES).run();
    assertTrue(above.success(), above::text);
    assertTrue(above.text().contains("has no version 2"), above::text);
  }

  @Test
  void laterVersionsStayLocked() {
    Compiled squashed =
        squashed(NOTES)
            .file("app/V3.java", migration("app", "V3", "version = 3", "\"CREATE TABLE x (y);\""))
            .run();
    assertEquals(List.of("LockedMigration V3.java:4"), squashed.brief());
  }

  @Test
  void oneDifferenceIsOneError() {
    // Version 3 has another schema too, and that is no other mistake.
    Compiled squashed = squashed(NOTES.replace("slug TEXT", "slug BLOB")).run();
    assertEquals(List.of("LockedMigration Whole.java:4"), squashed.brief());
  }
}
