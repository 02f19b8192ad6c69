package dev.rungs.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import dev.rungs.processor.testing.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code @VersionedSchema(targets, minSqlite)}. */
class TargetsTest {
  private static final List<String> TARGETS = List.of("RQLITE", "LIBSQL", "D1");

  @TempDir Path folder;

  /** All scripts in one compile: each is the second version of a schema of its own. */
  @Test
  void eachTargetRefusesWhatItsServersDo() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (int target = 0; target < TARGETS.size(); target++) {
      Compile compile = Compile.in(folder.resolve(TARGETS.get(target)));
      List<String> lines = scripts();
      for (int i = 0; i < lines.size(); i++) {
        add(compile, "s" + i, TARGETS.get(target), lines.get(i).substring(4));
      }
      Set<String> refusing = new HashSet<>();
      compile.run().errors().stream()
          .filter(error -> error.text().contains("rungs.TargetRefuses"))
          .forEach(error -> refusing.add(error.file()));
      for (int i = 0; i < lines.size(); i++) {
        boolean expected = lines.get(i).charAt(target) != '.';
        boolean refused = refusing.contains("Ms" + i + ".java");
        if (expected != refused) {
          wrong.add(TARGETS.get(target) + (refused ? " refuses " : " takes ") + lines.get(i));
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static List<String> scripts() throws IOException {
    try (var in =
        Objects.requireNonNull(TargetsTest.class.getResourceAsStream("/targets/scripts.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  private static void add(Compile compile, String name, String target, String script) {
    compile
        .file(
            name + "/AppSchema.java",
            "package "
                + name
                + ";\nimport dev.rungs.*;\n@VersionedSchema(targets = Target."
                + target
                + ")\npublic final class AppSchema { public static final int CURRENT_VERSION = 2; }\n")
        .file(
            name + "/V1.java",
            migration(
                name,
                1,
                "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT); CREATE TABLE u (id INTEGER PRIMARY"
                    + " KEY, t INTEGER REFERENCES t (a));"))
        .file(name + "/M" + name + ".java", migration(name, 2, script + "\n;"));
  }

  private static String migration(String name, int version, String sql) {
    return "package "
        + name
        + ";\nimport dev.rungs.*;\n@SuppressWarnings(\"all\")\n@Migration(version = "
        + version
        + ", destructive = "
        + (version == 2)
        + ")\n@Up(\"\"\"\n"
        + sql.replace("\\", "\\\\")
        + "\n\"\"\")\nfinal class "
        + (version == 1 ? "V1" : "M" + name)
        + " {}\n";
  }

  private Compiled with(String attributes, String sql) {
    return Compile.in(folder)
        .file(
            "app/AppSchema.java",
            "package app;\nimport dev.rungs.*;\n@VersionedSchema("
                + attributes
                + ")\npublic final class AppSchema { public static final int CURRENT_VERSION = 1; }\n")
        .file("app/V1.java", migration("app", 1, sql))
        .run();
  }

  @Test
  void theOldestSqliteIsHeld() {
    String strict = "CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT;";
    assertTrue(with("minSqlite = \"3.37\"", strict).success());
    Compiled older = with("minSqlite = \"3.36.9\"", strict);
    assertTrue(
        older.text().contains("STRICT is new in SQLite 3.37, and minSqlite is 3.36.9."),
        older::text);
  }

  @Test
  void theProblemStandsAtTheToken() {
    Compiled refused =
        with(
            "targets = {Target.LIBSQL, Target.RQLITE}",
            "CREATE TABLE t (a INTEGER PRIMARY KEY);\nINSERT INTO t\n  VALUES (random());");
    assertTrue(refused.text().contains("line 3, column 11"), refused::text);
    assertTrue(refused.text().contains("RQLITE runs each statement on every node"), refused::text);
  }

  @Test
  void withoutTargetsNothingIsAsked() {
    assertTrue(
        with("", "CREATE TABLE t (a TEXT DEFAULT CURRENT_TIMESTAMP); INSERT INTO t DEFAULT VALUES;")
            .success());
  }

  @Test
  void theRegistryKnowsWhatWasAskedFor() {
    Compiled compiled =
        with(
            "targets = {Target.D1, Target.RQLITE}, minSqlite = \"3.45.1\"",
            "CREATE TABLE t (a INTEGER PRIMARY KEY);");
    assertTrue(compiled.success(), compiled::text);
  }

  private Compiled inOlder(String sql) {
    return Compile.in(folder)
        .option("-Arungs.sqlite=target/older-sqlite/sqlite-jdbc-3.45.1.0.jar")
        .file(
            "app/AppSchema.java",
            "package app;\nimport dev.rungs.*;\n@VersionedSchema\n"
                + "public final class AppSchema { public static final int CURRENT_VERSION = 1; }\n")
        .file("app/V1.java", migration("app", 1, sql))
        .run();
  }

  @Test
  void anOlderSqliteRefusesWhatItDoesNotKnow() {
    assertTrue(inOlder("CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT;").success());
    Compiled refused =
        inOlder(
            "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL);\n"
                + "ALTER TABLE t ALTER COLUMN b DROP NOT NULL;");
    assertEquals(List.of("TargetRefuses V1.java:5"), refused.brief());
    assertTrue(refused.text().contains("SQLite 3.45.1 refuses this: "), refused::text);
    assertTrue(refused.text().contains("line 2, column 1"), refused::text);
  }

  @Test
  void aJarThatIsNoneIsSaidSo() {
    Compiled refused =
        Compile.in(folder)
            .option("-Arungs.sqlite=nowhere.jar")
            .file("app/AppSchema.java", Sources.schema(1))
            .file("app/V1.java", Sources.migration(1))
            .run();
    assertEquals(List.of("Option"), refused.brief());
  }
}
