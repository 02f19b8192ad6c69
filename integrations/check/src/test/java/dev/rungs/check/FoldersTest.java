package dev.rungs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.check.layout.FolderException;
import dev.rungs.check.layout.FolderHistory;
import dev.rungs.check.layout.FolderHistory.NotChecked;
import dev.rungs.check.layout.Layout;
import dev.rungs.check.layout.MigrationFolder;
import dev.rungs.check.layout.Order;
import dev.rungs.processor.history.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as they are in real repositories: with other databases, seeds, and odd encodings. */
class FoldersTest {
  private static final String CREATE = "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);\n";

  @TempDir Path folder;

  private void write(String file, String text) throws IOException {
    Checked.write(folder, file, text);
  }

  @Test
  void migrationsOfOtherDatabasesAreLeftAside() throws IOException {
    write("db/sqlite/1_a.up.sql", CREATE);
    write("db/postgres/1_a.up.sql", "CREATE TABLE t (a SERIAL PRIMARY KEY);");
    write("db/mysql/1_a.up.sql", "CREATE TABLE t (a INT) ENGINE=InnoDB;");
    FolderHistory history = Checked.read(folder);
    assertEquals(List.of("db/sqlite/1_a.up.sql"), history.migrations().get(0).files());
    assertEquals(1, history.migrations().size());
    assertTrue(history.notes().get(0).contains("other databases"), history.notes().toString());
  }

  @Test
  void aDialectInAFileNameCounts() throws IOException {
    write("1_a.sqlite.up.sql", CREATE);
    write("1_a.postgres.up.sql", "CREATE TABLE t (a SERIAL);");
    write("2_sync_with_mysql.sqlite.up.sql", "ALTER TABLE t ADD COLUMN c;");
    assertEquals(2, Checked.read(folder).migrations().size());
    assertEquals(List.of(), Checked.places(Checked.check(folder)));
  }

  @Test
  void theNameOfAMigrationIsNoDialect() throws IOException {
    write("2024-01-01-000000_create/up.sql", CREATE);
    write("2024-01-02-000000_import_from_mysql/up.sql", "ALTER TABLE t ADD COLUMN c;");
    assertEquals(2, Checked.read(folder).migrations().size());
  }

  @Test
  void severalHistoriesAreNamed() throws IOException {
    write("one/1.sql", CREATE);
    write("two/1.sql", CREATE);
    String message = assertThrows(FolderException.class, () -> Checked.read(folder)).getMessage();
    assertTrue(message.contains("has several histories"), message);
    assertTrue(message.contains(folder.resolve("one").toString()), message);
    assertTrue(message.contains("numbered files, 1 file)"), message);
  }

  @Test
  void seedsBesideMigrationsAreNone() throws IOException {
    write("migrations/1.sql", CREATE);
    write("seeds/1.sql", "INSERT INTO t VALUES (1, 'x');");
    write("node_modules/x/1.sql", "x");
    assertEquals(List.of("1"), Checked.versions(Checked.read(folder)));
  }

  @Test
  void foldersOfYearsAreOneHistory() throws IOException {
    write("V1__a.sql", CREATE);
    write("2024/V3__c.sql", "ALTER TABLE t ADD COLUMN d;");
    write("2023/V2__b.sql", "ALTER TABLE t ADD COLUMN c;");
    assertEquals(List.of("1", "2", "3"), Checked.versions(Checked.read(folder)));
  }

  @Test
  void theCodeOfFlywayIsFoundAmongTheSources() throws IOException {
    write("resources/db/migration/sqlite/V1__a.sql", CREATE);
    write("resources/db/migration/postgresql/V1__a.sql", CREATE);
    write("resources/db/migration/sqlite/V3__c.sql", "ALTER TABLE t ADD COLUMN d;");
    write("kotlin/db/migration/sqlite/V2__b.kt", "class V2__b");
    write("kotlin/db/migration/postgresql/V2__b.kt", "class V2__b");
    FolderHistory history = Checked.read(folder);
    assertEquals(List.of("1", "2", "3"), Checked.versions(history));
    assertTrue(history.migrations().get(1).isCode());
  }

  @Test
  void placeholdersHaveValues() throws IOException {
    write("V1__a.sql", "CREATE TABLE ${name} (a INTEGER DEFAULT ${a-number}, b TEXT);\n");
    write("V2__b.sql", "ALTER TABLE   x DROP COLUMN b;\n");
    FolderHistory history =
        MigrationFolder.read(folder, Optional.empty(), Order.TOOL, Map.of("name", "x"));
    assertEquals(
        List.of("UndeclaredDestructive V2__b.sql:1:1"), Checked.places(Checked.check(history)));
    assertEquals(
        List.of(
            "Placeholders were taken for 1: a-number. Say what they are with"
                + " --placeholder NAME=VALUE."),
        history.notes());
  }

  @Test
  void annotatedClassesAreCompiledAndNothingIsWritten() throws IOException {
    try (Stream<Path> files = Files.walk(Checked.history("rungs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = Checked.history("rungs").relativize(file).toString();
        write(name, Files.readString(file));
      }
    }
    write(
        "com/example/AddMore.java",
        "package com.example;\nimport dev.rungs.*;\n@Migration(version = 2)\nfinal class AddMore {}\n");
    CheckReport report = Checked.check(folder);
    List<String> rules = report.findings().stream().map(Finding::key).toList();
    assertTrue(rules.contains("NothingToDo"), rules.toString());
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(5, files.filter(Files::isRegularFile).count());
    }
    assertFalse(Files.exists(Path.of("com")), "in the working folder");
  }

  @Test
  void upAndDownFoldersArePairs() throws IOException {
    write("up/001_a.sql", CREATE);
    write("down/001_a.sql", "DROP TABLE t;");
    FolderHistory history = Checked.read(folder);
    assertEquals(List.of("001"), Checked.versions(history));
    assertEquals("down/001_a.sql", history.migrations().get(0).down().orElseThrow().file());
  }

  @Test
  void aFileThatIsNotUtf8IsRead() throws IOException {
    Files.write(
        folder.resolve("1.sql"),
        "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('M\u00fcller');\n"
            .getBytes(StandardCharsets.ISO_8859_1));
    Files.write(
        folder.resolve("2.sql"),
        "\uFEFFALTER TABLE t DROP COLUMN b;".getBytes(StandardCharsets.UTF_16LE));
    CheckReport report = Checked.check(folder);
    assertEquals(List.of("SqlRejected 2.sql:1:27"), Checked.places(report));
  }

  @Test
  void whatIsNoMigrationIsNamed() throws IOException {
    write("V1__a.sql", CREATE);
    write("afterMigrate.sql", "SELECT 1;");
    write("B1__all.sql", CREATE);
    write("U7__x.sql", "SELECT 1;");
    assertEquals(
        List.of("B1__all.sql", "afterMigrate.sql", "U7__x.sql"),
        Checked.read(folder).notChecked().stream().map(NotChecked::file).toList());
  }

  @Test
  void namesWithoutNumbersNeedAnOrder() throws IOException {
    write("create.sql", CREATE);
    write("more.sql", "ALTER TABLE t ADD COLUMN c;");
    String message = assertThrows(FolderException.class, () -> Checked.read(folder)).getMessage();
    assertTrue(message.contains("2 .sql files") && message.contains("--order=name"), message);
    FolderHistory history = MigrationFolder.read(folder, Optional.of(Layout.PLAIN), Order.NAME);
    assertEquals(List.of("create", "more"), Checked.versions(history));
  }

  @Test
  void missingAndEmptyFoldersAreRefused() throws IOException {
    Path missing = folder.resolve("missing");
    assertTrue(
        assertThrows(FolderException.class, () -> Checked.read(missing))
            .getMessage()
            .contains("does not exist"));
    write("001_a.py", "pass");
    String message = assertThrows(FolderException.class, () -> Checked.read(folder)).getMessage();
    assertTrue(message.contains("Migrations in code (1 files) cannot be checked"), message);
  }

  @Test
  void theSchemaOfSqlDelightIsDerivedFromNothing() throws IOException {
    write("1.sqm", CREATE);
    write("2.sqm", "ALTER TABLE t DROP COLUMN b;");
    assertEquals(List.of("UndeclaredDestructive 2.sqm:1:1"), Checked.places(Checked.check(folder)));
  }

  @Test
  void whatCannotBeUndoneIsSaid() throws IOException {
    write("T.sq", "CREATE TABLE t (a INTEGER AS kotlin.collections.List<String>, c TEXT);");
    write("1.sqm", "DROP TABLE old;");
    write("2.sqm", "ALTER TABLE t ADD COLUMN c TEXT;");
    FolderHistory history = Checked.read(folder);
    assertEquals(List.of("2", "3"), Checked.versions(history));
    assertEquals("1.sqm", history.notChecked().get(0).file());
    assertEquals(List.of(), Checked.places(Checked.check(history)));
  }
}
