package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import dev.rungs.processor.testing.CompilerKind;
import dev.rungs.processor.testing.GeneratingProcessor;
import dev.rungs.processor.testing.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A compile of what was compiled before writes and says the same, and does little for it. */
class WarmCompileTest {
  @TempDir Path folder;
  private int projects;

  /** A project of its own, with the cache of all. */
  private Compile project(String... options) {
    Compile compile = Compile.in(folder.resolve("project" + projects++));
    for (String option : options) {
      compile.option(option);
    }
    return compile
        .option("-Arungs.sql=" + folder.resolve("scripts"))
        .file("app/AppSchema.java", schema(3))
        .file("app/V1.java", migration("app", "V1", "version = 1", "\"CREATE TABLE a (x);\""))
        .file("app/V2.java", migration("app", "V2", "version = 2", "file = \"v2.sql\""))
        .file(
            "app/V3.java",
            migration(
                "app", "V3", "version = 3, destructive = true", "\"CREATE INDEX i ON a (y);\""));
  }

  private String cache() {
    return "-Arungs.cache=" + folder.resolve("cache");
  }

  private void script(String text) throws IOException {
    Files.createDirectories(folder.resolve("scripts"));
    Files.writeString(folder.resolve("scripts/v2.sql"), text);
  }

  private static void assertSame(Compiled expected, Compiled actual) throws IOException {
    assertEquals(said(expected), said(actual));
    assertEquals(expected.success(), actual.success());
    Map<String, byte[]> files = files(expected);
    Map<String, byte[]> others = files(actual);
    assertEquals(files.keySet(), others.keySet());
    for (String file : files.keySet()) {
      assertArrayEquals(files.get(file), others.get(file), file);
    }
  }

  /** Without the name of the folder that the project is in. */
  private static List<String> said(Compiled compiled) {
    List<String> said = new ArrayList<>();
    for (Message message : compiled.messages()) {
      said.add(message.toString().replaceAll("project\\d+", "project"));
    }
    return said;
  }

  private static Map<String, byte[]> files(Compiled compiled) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String below : List.of("out", "gen")) {
      Path root = compiled.folder().resolve(below);
      try (Stream<Path> all = Files.walk(root)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(below + "/" + root.relativize(file), Files.readAllBytes(file));
        }
      }
    }
    return files;
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSecondCompileWritesAndSaysTheSame(CompilerKind kind) throws IOException {
    script("ALTER TABLE a ADD COLUMN y TEXT;");
    List<List<String>> all =
        List.of(
            List.of(),
            List.of("-Arungs.docs=on"),
            List.of("-Arungs.schema=" + folder.resolve("schema")),
            List.of("-Arungs.verify=off"),
            List.of("-Arungs.lock=" + folder.resolve("nowhere.lock")));
    for (List<String> options : all) {
      Compiled without = project(options.toArray(String[]::new)).with(kind).run();
      assertTrue(without.success(), without::text);
      List<String> more = new ArrayList<>(options);
      more.add(cache());
      Compiled first = project(more.toArray(String[]::new)).with(kind).run();
      assertSame(without, first);
      List<Path> kept = kept();
      assertSame(without, project(more.toArray(String[]::new)).with(kind).run());
      assertEquals(kept, kept(), "nothing more to keep");
    }
  }

  @Test
  void warningsAreToldAgain() throws IOException {
    script("ALTER TABLE a ADD COLUMN y TEXT;");
    for (int i = 0; i < 2; i++) {
      Compiled compiled = project(cache()).run();
      assertEquals(
          List.of("NeedlesslyDestructive"),
          compiled.messages().stream().map(Message::key).toList());
    }
    Compiled strict = project(cache(), "-Arungs.warnings=error").run();
    assertEquals(List.of("NeedlesslyDestructive V3.java:3"), strict.brief());
  }

  @Test
  void aChangedScriptIsSeen() throws IOException {
    script("ALTER TABLE a ADD COLUMN y TEXT;");
    assertTrue(project(cache()).run().success());
    script("ALTER TABLE a ADD COLUMN z TEXT;");
    assertEquals(List.of("SqlRejected V3.java:4"), project(cache()).run().brief());
    script("ALTER TABLE a ADD COLUMN y INTEGER;");
    Compiled changed = project(cache()).run();
    assertSame(project().run(), changed);
  }

  @Test
  void aDeletedMigrationIsSeen() throws IOException {
    script("ALTER TABLE a ADD COLUMN y TEXT;");
    assertTrue(project(cache()).run().success());
    Compiled compiled = project(cache()).delete("app/V3.java").run();
    assertEquals(List.of("MissingVersion AppSchema.java:5"), compiled.brief());
  }

  @Test
  void aClassThatHidesOneOfJavaLangIsSeen() throws IOException {
    script("ALTER TABLE a ADD COLUMN y TEXT;");
    assertTrue(project(cache()).run().success());
    String hiding = "package app; final class Override {}";
    Compiled expected = project().file("app/Override.java", hiding).run();
    Compiled actual = project(cache()).file("app/Override.java", hiding).run();
    assertTrue(actual.success(), actual::text);
    assertSame(expected, actual);
    assertTrue(actual.generated("app/MigrationRegistry.java").contains("java.lang.Override"));
  }

  private static String query(String name, String sql) {
    return "package app; final class %s { @dev.rungs.Sql static final String ALL = \"%s\"; }"
        .formatted(name, sql);
  }

  @Test
  void queriesAreCheckedAgainIfTheyChange() throws IOException {
    script("ALTER TABLE a ADD COLUMN y TEXT;");
    for (int i = 0; i < 2; i++) {
      Compiled compiled = project(cache()).file("app/Q.java", query("Q", "SELECT y FROM a")).run();
      assertTrue(compiled.success(), compiled::text);
    }
    Compiled broken = project(cache()).file("app/Q.java", query("Q", "SELECT z FROM a")).run();
    assertEquals(List.of("BrokenQuery Q.java:1"), broken.brief());
  }

  @Test
  void whatALaterRoundBringsIsSeen() throws IOException {
    script("ALTER TABLE a ADD COLUMN y TEXT;");
    assertTrue(project(cache()).run().success());
    Map<String, String> additions =
        Map.of(
            "app.More", "package app; final class More {}",
            "app.Q", query("Q", "SELECT y FROM a"),
            "app.Broken", query("Broken", "SELECT z FROM a"),
            "app.V4", migration(4));
    for (Map.Entry<String, String> addition : additions.entrySet()) {
      Map<Integer, Map<String, String>> generated =
          Map.of(1, Map.of(addition.getKey(), addition.getValue()));
      Compiled cold = project().with(new GeneratingProcessor(generated)).run();
      Compiled warm = project(cache()).with(new GeneratingProcessor(generated)).run();
      assertSame(cold, warm);
      boolean sound = Set.of("app.More", "app.Q").contains(addition.getKey());
      assertEquals(sound, warm.success(), warm::text);
    }
  }

  @Test
  void theLockFileIsComparedEachTime() throws IOException {
    script("ALTER TABLE a ADD COLUMN y TEXT;");
    Path lock = folder.resolve("released.lock");
    String option = "-Arungs.lock=" + lock;
    Compiled first = project(cache(), option).run();
    String text = first.output("META-INF/rungs/app.MigrationRegistry.lock");
    Files.writeString(lock, text);
    for (int i = 0; i < 2; i++) {
      Compiled same = project(cache(), option).run();
      assertTrue(same.success(), same::text);
    }
    Files.writeString(lock, text.replace(" v2\n", " other\n"));
    for (int i = 0; i < 2; i++) {
      assertEquals(List.of("LockedMigration V2.java:3"), project(cache(), option).run().brief());
    }
  }

  @Test
  void whatLiesBesideAMissingLockFileIsSeen() throws IOException {
    script("ALTER TABLE a ADD COLUMN y TEXT;");
    String option = "-Arungs.lock=" + folder.resolve("relaesed.lock");
    Compiled alone = project(cache(), option).run();
    assertTrue(alone.text().contains("does not exist yet"), alone::text);
    Files.writeString(
        folder.resolve("released.lock"), alone.output("META-INF/rungs/app.MigrationRegistry.lock"));
    for (int i = 0; i < 2; i++) {
      Compiled mistyped = project(cache(), option).run();
      assertTrue(mistyped.text().contains("Beside it is released.lock"), mistyped::text);
    }
  }

  @Test
  void onlyACompileWithoutErrorIsKept() throws IOException {
    script("ALTER TABLE a ADD COLUMN z TEXT;");
    for (int i = 0; i < 2; i++) {
      Compiled compiled = project(cache()).run();
      assertEquals(List.of("SqlRejected V3.java:4"), compiled.brief());
    }
  }

  @Test
  void noDamageToAFileChangesWhatIsSaidOrWritten() throws IOException {
    script("ALTER TABLE a ADD COLUMN y TEXT;");
    Compiled cold = project().run();
    project(cache()).run();
    Map<Path, byte[]> all = new TreeMap<>();
    for (Path file : kept()) {
      all.put(file, Files.readAllBytes(file));
    }
    for (Path file : all.keySet()) {
      byte[] bytes = all.get(file);
      for (int at = 0; at < bytes.length; at += Math.max(1, bytes.length / 5)) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 0x10;
        Files.write(file, flipped);
        assertSame(cold, project(cache()).run());
      }
      for (Path other : all.keySet()) {
        Files.write(file, all.get(other));
        assertSame(cold, project(cache()).run());
      }
      Files.write(file, new byte[0]);
      assertSame(cold, project(cache()).run());
      Files.write(file, bytes);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsANote() throws IOException {
    script("ALTER TABLE a ADD COLUMN y TEXT;");
    Files.writeString(folder.resolve("cache"), "not a folder");
    Compiled compiled = project(cache()).run();
    assertTrue(compiled.success(), compiled::text);
    List<Message> notes = compiled.messages().stream().filter(m -> m.key().equals("Note")).toList();
    assertEquals(1, notes.size(), compiled::text);
    assertTrue(notes.get(0).toString().contains("cannot be written"), compiled::text);
  }

  @Test
  void withoutTheOptionNothingIsKept() throws IOException {
    script("ALTER TABLE a ADD COLUMN y TEXT;");
    assertTrue(project("-Arungs.verify=all", cache()).run().success());
    assertFalse(Files.exists(folder.resolve("cache")));
  }
}
