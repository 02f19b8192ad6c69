package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code squash}: the short history compiles, and builds what the long one built. */
class SquashCommandTest {
  /** Rows that migrations insert, in every form that a row can have. */
  private static final String SEEDS =
      """
      CREATE TABLE roles (name TEXT PRIMARY KEY, weight REAL, icon BLOB) WITHOUT ROWID;
      INSERT INTO roles VALUES ('it''s', 0.1, x'00ff'), ('tab\tand "quotes"', 1e300, NULL);
      INSERT INTO roles (name) VALUES (CAST(x'610062' AS TEXT)), ('two
      lines; and -- no comment');
      CREATE TABLE loose (a);
      INSERT INTO loose (rowid, a) VALUES (7, 'seven'), (-2, 2), (9, 9223372036854775807);
      CREATE TABLE once (id INTEGER PRIMARY KEY AUTOINCREMENT, "the text" TEXT, n AS (length("the text")));
      INSERT INTO once ("the text") VALUES ('a'), ('bb'), ('gone');
      DELETE FROM once WHERE id = 3;
      CREATE TABLE empty_once (id INTEGER PRIMARY KEY AUTOINCREMENT);
      INSERT INTO empty_once VALUES (41);
      DELETE FROM empty_once;
      CREATE VIRTUAL TABLE found USING fts5("the text", content='once', content_rowid='id');
      INSERT INTO found (found) VALUES ('rebuild');
      CREATE VIRTUAL TABLE words USING fts5(word);
      INSERT INTO words (rowid, word) VALUES (5, 'five');
      CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1);
      INSERT INTO boxes VALUES (1, 2.0, 3.0);
      CREATE INDEX by_text ON once ("the text") WHERE id > 1;
      CREATE VIEW long_ones AS SELECT * FROM once WHERE n > 1;
      CREATE TRIGGER doubled AFTER INSERT ON loose BEGIN UPDATE loose SET a = a || a; END;
      """;

  @TempDir Path folder;
  private TestProject project;
  private Path lock;

  @BeforeEach
  void fourVersions() throws Exception {
    project = new TestProject(folder);
    project.writeSchema(4);
    project.writeMigration(
        1, "CreateNotes", "CREATE TABLE notes (id INTEGER PRIMARY KEY, body CHECK (body <> ''));");
    project.writeMigration(2, "AddSeeds", SEEDS);
    project.writeMigration(3, "AddSlugs", "ALTER TABLE notes ADD COLUMN slug TEXT;");
    project.writeMigration(4, "AddTags", "CREATE TABLE tags (note REFERENCES notes, tag);");
    lock = folder.resolve("rungs.lock");
    project.compile();
    Files.writeString(lock, "");
    String written = "META-INF/rungs/com.example.MigrationRegistry.lock";
    project.compile("-Arungs.lock=" + lock);
    Files.copy(
        folder.resolve("classes").resolve(written),
        lock,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private Outcome squash(String... args) {
    List<String> all = new ArrayList<>(List.of("squash"));
    all.addAll(List.of(args));
    all.addAll(
        List.of(
            "--source",
            project.sources().toString(),
            "--classpath",
            folder.resolve("classes").toString()));
    return Outcome.standalone(all.toArray(String[]::new));
  }

  private void deleteOld() throws IOException {
    for (String old : List.of("CreateNotes", "AddSeeds", "AddSlugs")) {
      Files.delete(project.sources().resolve("com/example/" + old + ".java"));
      Files.delete(project.sources().resolve("com/example/" + old + ".sql"));
    }
    try (Stream<Path> files = Files.walk(folder.resolve("classes"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  private Path up(String name) {
    Path file = folder.resolve(name);
    Outcome up =
        Outcome.standalone(
            "up",
            "--create",
            "--db",
            file.toString(),
            "--classpath",
            folder.resolve("classes").toString());
    assertEquals(0, up.code(), up.err());
    return file;
  }

  @Test
  void aFreshFileOfTheShortHistoryIsThatOfTheLongOne() throws Exception {
    Path before = up("before.db");
    Outcome squashed = squash("--to", "3", "--lock", lock.toString());
    assertEquals(0, squashed.code(), squashed.err());
    assertEquals("", squashed.err());
    assertTrue(squashed.out().contains("com.example.CreateNotes"), squashed.out());
    assertTrue(squashed.out().contains("com.example.AddSlugs"), squashed.out());
    assertFalse(squashed.out().contains("com.example.AddTags"), squashed.out());
    assertTrue(squashed.out().contains("roles 4"), squashed.out());
    deleteOld();
    project.compile("-Arungs.lock=" + lock);
    Path after = up("after.db");

    assertEquals(dump(before), dump(after));
    assertEquals(
        List.of("1"), Rows.of(after, "SELECT count(*) FROM words WHERE words MATCH 'five'"));
    assertEquals(List.of("1"), Rows.of(after, "SELECT count(*) FROM found WHERE found MATCH 'bb'"));
    assertEquals(
        List.of("3|baseline_3", "4|add_tags"),
        Rows.of(after, "SELECT version, name FROM rungs_history"));
    // The file of before is one of the short history, too.
    String classes = folder.resolve("classes").toString();
    Outcome verify =
        Outcome.standalone("verify", "--db", before.toString(), "--classpath", classes);
    assertEquals(0, verify.code(), verify.out() + verify.err());
    Outcome status =
        Outcome.standalone("status", "--strict", "--db", before.toString(), "--classpath", classes);
    assertEquals(0, status.code(), status.out() + status.err());
  }

  @Test
  void theCompilerRefusesABaselineThatDiffersByOneCheck() throws Exception {
    assertEquals(0, squash("--to", "3", "--lock", lock.toString()).code());
    deleteOld();
    Path sql = project.sources().resolve("com/example/baseline_3.up.sql");
    Files.writeString(sql, Files.readString(sql).replace(" CHECK (body <> '')", ""));
    String refused = project.problems("-Arungs.lock=" + lock);
    assertTrue(refused.contains("[rungs.LockedMigration] Version 3 is the baseline now"), refused);
    assertTrue(refused.contains("CHECK (body <> '')"), refused);
    // Whoever edits the comment proves nothing.
    Files.writeString(lock, Files.readString(lock).replace(" CHECK (body <> '')", ""));
    assertTrue(
        project
            .problems("-Arungs.lock=" + lock)
            .contains("The fingerprint of the schema is different"));
  }

  @Test
  void withoutALockItWarns() throws Exception {
    Outcome squashed = squash("--to", "3");
    assertEquals(0, squashed.code(), squashed.err());
    assertTrue(squashed.err().contains("Without --lock nothing proves"), squashed.err());
    deleteOld();
    project.compile();
  }

  @Test
  void aSecondSquashGoesOnFromTheFirst() throws Exception {
    assertEquals(0, squash("--to", "2").code());
    for (String old : List.of("CreateNotes", "AddSeeds")) {
      Files.delete(project.sources().resolve("com/example/" + old + ".java"));
    }
    project.compile();
    assertTrue(squash("--to", "2").err().contains("--to must be a version from 3 to 4"));
    Outcome again = squash("--to", "4", "--name", "whole");
    assertEquals(0, again.code(), again.err());
    String schema = Files.readString(project.sources().resolve("com/example/AppSchema.java"));
    assertTrue(schema.contains("@VersionedSchema(baseline = 4)"), schema);
    assertTrue(again.out().contains("com.example.Baseline2"), again.out());
    assertTrue(Files.exists(project.sources().resolve("com/example/Whole.java")));
  }

  @Test
  void whatIsOldIsNamedByTheCompilerToo() throws Exception {
    assertEquals(0, squash("--to", "3").code());
    String refused = project.problems();
    assertTrue(refused.contains("Version 1 is below the baseline"), refused);
    assertTrue(refused.contains("Version 3 is also declared by com.example"), refused);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "@VersionedSchema | @VersionedSchema(baseline = 7)",
        "@VersionedSchema() | @VersionedSchema(baseline = 7)",
        "@dev.rungs.VersionedSchema ( ) | @dev.rungs.VersionedSchema (baseline = 7 )",
        "@VersionedSchema(registry = R) | @VersionedSchema(baseline = 7, registry = R)",
        "@VersionedSchema(baseline=3) | @VersionedSchema(baseline=7)",
        "@VersionedSchema(registry = R, baseline = 1_0) | @VersionedSchema(registry = R, baseline = 7)",
        "/* @VersionedSchema */ @VersionedSchema | /* @VersionedSchema */ @VersionedSchema(baseline = 7)",
        "@VersionedSchema(baseline = FIRST) | none",
        "@Other | none",
      })
  void theBaselineIsWrittenIntoTheAnnotation(String before, String after) {
    String end = " class S { static final int CURRENT_VERSION = 9; int baseline = 4; }";
    assertEquals(
        after == null ? null : after + end,
        new JavaSource(before + end).withBaseline(7).orElse(null));
  }

  @Test
  void rowsThatDependOnTheTimeAreSaid() throws Exception {
    project.writeMigration(
        3,
        "AddSlugs",
        "ALTER TABLE notes ADD COLUMN slug TEXT; INSERT INTO notes (body) VALUES (datetime('now'));");
    project.compile();
    assertTrue(squash("--to", "3").err().contains("rows have the values of this run"));
  }

  @Test
  void rowsThatCannotBeReadBackAreSaid() throws Exception {
    project.writeMigration(
        3,
        "AddSlugs",
        "CREATE VIRTUAL TABLE bare USING fts5(a, content='');"
            + " INSERT INTO bare (rowid, a) VALUES (1, 'gone');");
    project.compile();
    Outcome squashed = squash("--to", "3");
    assertEquals(0, squashed.code(), squashed.err());
    assertTrue(squashed.err().contains("The rows of bare cannot be read back"), squashed.err());
  }

  @Test
  void asJson() {
    Outcome squashed = squash("--to", "3", "--json");
    assertTrue(squashed.out().contains("\"baseline\": 3"), squashed.out());
    assertTrue(
        squashed.out().contains("\"replaced\": [\n    \"com.example.CreateNotes\""),
        squashed.out());
  }

  @Test
  void aRefusalWritesNothing() throws Exception {
    Map<String, String> before = sources();
    for (String version : List.of("0", "1", "5", "x")) {
      assertEquals(2, squash("--to", version).code(), version);
    }
    assertTrue(squash("--to", "3", "--lock", "none.lock").err().contains("none.lock"));
    Files.writeString(lock, Files.readString(lock).replaceAll("(?m)^3 .*$", ""));
    assertTrue(
        squash("--to", "3", "--lock", lock.toString())
            .err()
            .contains("no fingerprint of version 3"));
    assertEquals(before, sources());

    project.write("com/example/Baseline3.java", "package com.example; class Baseline3 {}");
    before = sources();
    Outcome exists = squash("--to", "3");
    assertEquals(1, exists.code());
    assertTrue(exists.err().contains("already exists"), exists.err());
    assertEquals(before, sources());

    project.writeSchema(5);
    assertTrue(squash("--to", "3").err().contains("Compile them first"));
  }

  @Test
  void anotherSchemaThanTheLockedOneIsRefused() throws Exception {
    String changed = Files.readString(lock).replaceAll("(?m)^(3 .* v1:)\\S+( \\S+)$", "$1other$2");
    Files.writeString(lock, changed);
    Outcome squashed = squash("--to", "3", "--lock", lock.toString());
    assertEquals(1, squashed.code());
    assertTrue(squashed.err().contains("not the one that is locked"), squashed.err());
  }

  private Map<String, String> sources() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(project.sources())) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(path.toString(), Files.readString(path));
      }
    }
    return files;
  }

  /** Schema, rows with their types and numbers, and what AUTOINCREMENT has given. */
  private static Map<String, List<String>> dump(Path file) throws SQLException {
    Map<String, List<String>> dump = new TreeMap<>();
    dump.put(
        "schema",
        Rows.of(
            file,
            "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'rungs%'"
                + " AND name NOT LIKE '%\\_data' ESCAPE '\\' ORDER BY 1, 2"));
    for (String table :
        List.of("notes", "loose", "once", "empty_once", "words", "found", "boxes", "tags")) {
      dump.put(
          table,
          Rows.of(file, "SELECT " + (table.equals("boxes") ? "" : "rowid, ") + "* FROM " + table));
    }
    dump.put(
        "roles",
        Rows.of(file, "SELECT hex(name), typeof(name), quote(weight), hex(icon) FROM roles"));
    dump.put("types", Rows.of(file, "SELECT rowid, typeof(a) FROM loose ORDER BY rowid"));
    dump.put("sequence", Rows.of(file, "SELECT name, seq FROM sqlite_sequence ORDER BY name"));
    return dump;
  }
}
