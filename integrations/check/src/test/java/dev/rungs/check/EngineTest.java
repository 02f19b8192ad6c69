package dev.rungs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.check.layout.FolderHistory;
import dev.rungs.processor.history.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compiler's engine on scripts that nobody wrote for it. */
class EngineTest {
  private static final Pattern OF_RUNGS =
      Pattern.compile("@(Up|Down|Migration|SuppressWarnings)|MigrationStep|-Arungs|destructive =");

  @TempDir Path folder;

  private void write(String file, String text) throws IOException {
    Checked.write(folder, file, text);
  }

  @Test
  void whatComesAfterARefusedStatementIsChecked() throws IOException {
    write("1.sql", "CREATE TABLE a (x); CREATE TABEL b (y); CREATE TABLE c (z);");
    write("2.sql", "ALTER TABLE c DROP COLUMN z;\n");
    write("3.sql", "ALTER TABLE c ADD COLUMN q; ALTER TABLE a ADD COLUMN w;");
    write("4.sql", "ALTER TABLE a DROP COLUMN x;");
    assertEquals(
        List.of(
            "UndeclaredDestructive 4.sql:1:1", "SqlRejected 1.sql:1:28", "SqlRejected 2.sql:1:27"),
        Checked.places(Checked.check(folder)));
  }

  @Test
  void aForeignKeyThatCannotBeUsedStopsNothing() throws IOException {
    write("1.sql", "CREATE TABLE p (a); CREATE TABLE c (b REFERENCES p (a));");
    write("2.sql", "ALTER TABLE p ADD COLUMN d; ALTER TABLE p DROP COLUMN d;");
    write("3.sql", "CREATE TABLE e (f TEXT);");
    write("4.sql", "UPDATE e SET f = 'x';");
    List<String> places = Checked.places(Checked.check(folder));
    assertTrue(places.contains("SqlRejected 1.sql:1:21"), places.toString());
    assertTrue(places.contains("UndeclaredDestructive 4.sql:1:1"), places.toString());
  }

  @Test
  void whatIsForTheRunnerIsLeftToIt() throws IOException {
    write(
        "1.sql",
        """
        PRAGMA foreign_keys = OFF;
        PRAGMA journal_mode = WAL;
        BEGIN TRANSACTION;
        CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
        INSERT INTO schema_migrations (version) VALUES ('1');
        CREATE TEMP TABLE scratch (x);
        COMMIT;
        VACUUM;
        PRAGMA user_version = 1;
        """);
    write("2.sql", "CREATE TABLE scratch (y); UPDATE t SET b = NULL;");
    CheckReport report = Checked.check(folder);
    assertEquals(
        Map.of(
            "1.sql",
            Set.of(
                "BEGIN and COMMIT",
                "PRAGMA foreign_keys",
                "PRAGMA journal_mode",
                "PRAGMA user_version",
                "VACUUM",
                "the tool's own table")),
        report.leftOut());
    assertEquals(List.of("UndeclaredDestructive 2.sql:1:27"), Checked.places(report));
  }

  @Test
  void whatCannotBeRunIsNamed() throws IOException {
    write("1.sql", "ATTACH 'x.db' AS x;\nCREATE TABLE t (a TEXT);\n");
    write(
        "2.sql",
        "PRAGMA writable_schema = ON;\nUPDATE sqlite_master SET sql = 'x';\nSELECT load_extension('y');");
    write("3.sql", "CREATE VIRTUAL TABLE v USING vec0 (e float[4]);");
    write("4.sql", "UPDATE t SET a = my_function(a);");
    CheckReport report = Checked.check(folder);
    assertEquals(
        List.of(
            "Unverified 1.sql:1:1",
            "Unverified 2.sql:2:1",
            "Unverified 2.sql:3:1",
            "Unverified 3.sql:1:30",
            "Unverified 4.sql:1:18"),
        Checked.places(report).stream().sorted().toList());
    assertEquals("4 migrations, 4 could not be tried", report.summary());
  }

  @Test
  void whatTheProgramRegistersIsKnown() throws IOException {
    write("1.sql", "CREATE TABLE t (a TEXT COLLATE NATSORT, b TEXT);");
    write("2.sql", "UPDATE t SET b = slug(a) WHERE b IS NULL;");
    write("3.sql", "ALTER TABLE t DROP COLUMN b;");
    write("4.sql", "CREATE VIRTUAL TABLE w USING fts5(a, tokenize = 'porter syllables');");
    FolderCheck.Settings settings =
        new FolderCheck.Settings(
            Duration.ofSeconds(30),
            migration -> true,
            place -> {},
            List.of("slug/1", "slug"),
            List.of("NATSORT", "a b"),
            List.of("syllables", "a'b"));
    assertEquals(List.of("slug", "a b", "a'b"), settings.malformed());
    CheckReport report = FolderCheck.run(Checked.read(folder), settings);
    assertEquals(List.of("UndeclaredDestructive 3.sql:1:1"), Checked.places(report));
  }

  /** SQLite ignores PRAGMA foreign_keys in a transaction, and sqlx and others begin one. */
  @Test
  void aPragmaThatTheToolMakesUselessIsSaid() throws IOException {
    String rebuild =
        "PRAGMA foreign_keys=OFF;\nCREATE TABLE n (id INTEGER PRIMARY KEY);\n"
            + "INSERT INTO n (id) SELECT id FROM p;\nDROP TABLE p;\nALTER TABLE n RENAME TO p;\n";
    write("Cargo.toml", "");
    write(
        "1_a.sql",
        "CREATE TABLE p (id INTEGER PRIMARY KEY);"
            + "CREATE TABLE c (p INTEGER REFERENCES p (id) ON DELETE CASCADE, d TEXT);"
            + "CREATE TABLE r (p INTEGER REFERENCES p (id));");
    write("2_b.sql", rebuild);
    write("3_c.sql", "-- no-transaction\n" + rebuild);
    write("4_d.sql", "CREATE TABLE t (a); DROP TABLE t; DROP TABLE c;");
    CheckReport report = Checked.check(folder);
    assertEquals(
        List.of("UndeclaredDestructive 4_d.sql:1:35", "CascadingDrop 2_b.sql:4:1"),
        Checked.places(report));
    assertTrue(
        report.findings().get(1).message().contains("so changes c (ON DELETE CASCADE). sqlx"),
        report.findings().toString());
    Files.delete(folder.resolve("Cargo.toml"));
    assertEquals(
        List.of("UndeclaredDestructive 4_d.sql:1:35"), Checked.places(Checked.check(folder)));
  }

  @Test
  void versionsAreCalledAsTheToolCallsThem() throws IOException {
    write("V20240101.1__a.sql", "CREATE TABLE t (a TEXT);");
    write("V20240102.7__b.sql", "ALTER TABLE s ADD COLUMN b;");
    assertTrue(
        Checked.check(folder).findings().get(0).message().contains("of version 20240102.7, "));
  }

  @Test
  void onlyWhatIsAskedForIsJudged() throws IOException {
    write("1.sql", "CREATE TABLE t (a TEXT, b TEXT);");
    write("2.sql", "ALTER TABLE t DROP COLUMN a;");
    write("3.sql", "UPDATE t SET b = 'x';");
    FolderHistory history = Checked.read(folder);
    List<Integer> reached = new ArrayList<>();
    CheckReport report =
        FolderCheck.run(
            history,
            new FolderCheck.Settings(
                Duration.ofSeconds(30),
                m -> m.version().equals("3"),
                reached::add,
                List.of(),
                List.of(),
                List.of()));
    assertEquals(List.of("UndeclaredDestructive 3.sql:1:1"), Checked.places(report));
    assertEquals("1 migration, 1 loses data", report.summary());
    assertEquals(List.of(0, 1, 2), reached);
  }

  @Test
  void aLongHistoryIsJudgedToItsEnd() throws IOException {
    write("0.sql", "CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT);");
    for (int i : IntStream.rangeClosed(1, 60).toArray()) {
      write(
          i + ".sql",
          "CREATE TABLE t" + i + " (id INTEGER PRIMARY KEY); ALTER TABLE t ADD COLUMN c" + i + ";");
    }
    write("61.sql", "ALTER TABLE t DROP COLUMN body;");
    assertEquals(
        List.of("UndeclaredDestructive 61.sql:1:1"), Checked.places(Checked.check(folder)));
  }

  static Stream<String> names() {
    return Stream.of(
        "flyway",
        "golang-migrate",
        "sqlx",
        "goose",
        "sql-migrate",
        "dbmate",
        "diesel",
        "prisma",
        "drizzle",
        "refinery",
        "sqldelight",
        "mybatis",
        "liquibase",
        "plain");
  }

  /** Somebody who has scripts is not told of annotations. */
  @ParameterizedTest
  @MethodSource("names")
  void messagesSpeakOfScripts(String name) {
    for (Finding finding : Checked.check(Checked.history(name)).findings()) {
      assertFalse(OF_RUNGS.matcher(finding.message()).find(), finding.message());
    }
  }
}
