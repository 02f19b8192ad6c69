package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** {@code -Arungs.lock}. */
class LockTest {
  private static final String EMITTED = "META-INF/rungs/app.MigrationRegistry.lock";

  @TempDir Path folder;
  private Path lock;

  @BeforeEach
  void releaseTwoVersions() throws IOException {
    lock = folder.resolve("released.lock");
    compile()
        .file("app/AppSchema.java", schema(2))
        .file("app/V1.java", migration(1))
        .file("app/V2.java", v2("version = 2", "CREATE TABLE b (c);\n"));
    Compiled first = compile().option("-Werror").run();
    assertTrue(first.success(), first::text);
    assertEquals(List.of("Note"), first.messages().stream().map(m -> m.key()).toList());
    assertEquals(Diagnostic.Kind.NOTE, first.messages().get(0).kind());
    assertTrue(first.text().contains("does not exist yet, so no migration is locked"));
    assertTrue(first.text().contains(EMITTED), first::text);
    Files.writeString(lock, first.output(EMITTED));
  }

  @Test
  void aPathThatLooksMistypedIsAWarning() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "schema elsewhere\n");
    String beside = folder.resolve("relaesed.lock").toString();
    String elsewhere = folder.resolve("no/such/folder/released.lock").toString();
    for (String path : List.of(beside, elsewhere)) {
      Compiled compiled = Compile.in(folder).option("-Arungs.lock=" + path).run();
      assertTrue(compiled.success(), compiled::text);
      assertEquals(List.of("Option"), compiled.messages().stream().map(m -> m.key()).toList());
      assertEquals(Diagnostic.Kind.WARNING, compiled.messages().get(0).kind());
      String evidence =
          path.equals(beside)
              ? "Beside it is released.lock, which locks app.AppSchema."
              : "Its folder does not exist either.";
      assertTrue(compiled.text().contains(evidence), compiled::text);
    }
    Files.delete(lock);
    Compiled alone = Compile.in(folder).option("-Arungs.lock=" + beside).run();
    assertEquals(Diagnostic.Kind.NOTE, alone.messages().get(0).kind(), alone::text);
  }

  private Compile compile() {
    return Compile.in(folder).option("-Arungs.lock=" + lock);
  }

  private static String v2(String elements, String sql) {
    return migration(
        "app", "V2", elements, "\"\"\"\n    " + sql.replace("\n", "\n    ") + "\"\"\"");
  }

  @Test
  void whatIsAsItWasIsAcceptedAndTheTextStaysTheSame() throws IOException {
    Compiled again = compile().option("-Werror").run();
    assertTrue(again.success(), again::text);
    assertEquals(List.of(), again.messages());
    assertEquals(Files.readString(lock), again.output(EMITTED));
  }

  @Test
  void trailingBlanksAndLineEndsDoNotCount() throws IOException {
    Files.writeString(lock, Files.readString(lock).replace("\n", "\r\n"));
    Compiled again =
        compile().file("app/V2.java", v2("version = 2", "CREATE TABLE b (c);\\s\\s\n\n")).run();
    assertTrue(again.success(), again::text);
  }

  @Test
  void anotherScriptIsRefusedAtIt() {
    Compiled again =
        compile().file("app/V2.java", v2("version = 2", "CREATE TABLE b (d);\n")).run();
    assertEquals(List.of("LockedMigration V2.java:4"), again.brief());
    assertTrue(again.text().contains("its SQL is different"), again::text);
    assertTrue(again.output(EMITTED).contains(" v2\n"), "the text that accepts it");
  }

  @Test
  void nameAndFlagsAreLocked() {
    Compiled again =
        compile()
            .file(
                "app/V2.java",
                v2("version = 2, name = \"other\", schemaUnknown = true", "CREATE TABLE b (c);\n"))
            .run();
    assertEquals(List.of("LockedMigration V2.java:3"), again.brief());
    assertTrue(again.text().contains("name was v2 and is other"), again::text);
    assertTrue(again.text().contains("schemaUnknown was false and is true"), again::text);
  }

  @Test
  void theStrategyIsLocked() {
    Compiled again =
        compile()
            .file(
                "app/V2.java",
                v2("version = 2, strategy = Strategy.REBUILD", "CREATE TABLE b (c);\n"))
            .run();
    assertEquals(List.of("LockedMigration V2.java:3"), again.brief());
  }

  @Test
  void whatIsGoneIsRefusedAtCurrentVersion() {
    Compiled again = compile().delete("app/V2.java").file("app/AppSchema.java", schema(1)).run();
    assertEquals(List.of("LockedMigration AppSchema.java:5"), again.brief());
    assertTrue(again.text().contains("Version 2, v2, is locked and no longer exists"), again::text);
  }

  @Test
  void newMigrationsAreFree() {
    Compiled again =
        compile().file("app/AppSchema.java", schema(3)).file("app/V3.java", migration(3)).run();
    assertTrue(again.success(), again::text);
    assertTrue(again.output(EMITTED).contains("\n3 IN_PLACE - v1:"), "3 may be locked now");
  }

  @Test
  void withoutVerificationFingerprintsAreNotCompared() {
    Compiled again = compile().option("-Arungs.verify=off").run();
    assertTrue(again.success(), again::text);
  }

  @Test
  void aFileThatIsNoLockIsRefused() throws IOException {
    Files.writeString(lock, "schema app.AppSchema\n1 IN_PLACE\n");
    Compiled again = compile().run();
    assertEquals(List.of("Option"), again.brief());
    assertTrue(again.text().contains("Line 2 is none of a lock file"), again::text);
  }

  @Test
  void aLockOfAnotherSchemaLocksNothingAndSaysSo() throws IOException {
    Files.writeString(lock, Files.readString(lock).replace("app.AppSchema", "app.Renamed"));
    Compiled again = compile().run();
    assertTrue(again.success(), again::text);
    assertEquals(Diagnostic.Kind.NOTE, again.messages().get(0).kind());
  }

  @Test
  void aLockedMigrationThatNowLosesDataIsToldAsLockedFirst() {
    Compiled again =
        compile()
            .file("app/V2.java", v2("version = 2", "CREATE TABLE b (c);\nDROP TABLE V1;\n"))
            .run();
    assertEquals(
        List.of("LockedMigration", "UndeclaredDestructive"),
        again.errors().stream().map(m -> m.key()).toList(),
        again::text);
  }
}
