package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.Rehearsal.Table;
import dev.rungs.runtime.Verification.Check;
import dev.rungs.runtime.Verification.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifying, copying and rehearsing: what looks at a file and leaves it as it was. */
class InspectionTest {
  private static final Registry NOTES = Migrations.deferredNotes();

  @TempDir Path folder;
  private Path file;
  private final Migrator migrator = Migrator.builder(NOTES).build();

  @BeforeEach
  void choose() {
    file = folder.resolve("app.db");
  }

  private void sql(String script) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  private static long number(Path database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getLong(1);
    }
  }

  private List<Finding> verify() throws Exception {
    Map<String, String> before = FolderState.hashes(folder);
    Verification verification = migrator.verify(file);
    assertEquals(before, FolderState.hashes(folder));
    assertEquals(verification.findings().isEmpty(), verification.sound());
    return verification.findings();
  }

  private void single(Check check, String words) throws Exception {
    List<Finding> findings = verify();
    assertEquals(1, findings.size(), findings.toString());
    assertEquals(check, findings.get(0).check());
    assertTrue(findings.get(0).message().contains(words), findings.toString());
  }

  @Test
  void findsNothingWrongWithAFileItMade() throws Exception {
    migrator.migrate(file);
    assertEquals(List.of(), verify());
    assertTrue(migrator.verify(file).schemaCompared());
  }

  @Test
  void findsAChangedSchema() throws Exception {
    migrator.migrate(file);
    sql("ALTER TABLE notes ADD COLUMN extra TEXT");
    single(Check.SCHEMA, "notes.extra");
  }

  @Test
  void findsRowsThatReferToNothing() throws Exception {
    migrator.migrate(file);
    sql("INSERT INTO tags VALUES (7, 'a'), (7, 'b'), (8, 'c')");
    single(Check.FOREIGN_KEYS, "tags -> notes: 3 rows refer");
  }

  @Test
  void findsAnotherVersionThanHistoryHas() throws Exception {
    migrator.migrate(file);
    sql("PRAGMA user_version = 2");
    assertTrue(
        verify().stream().anyMatch(finding -> finding.check() == Check.HISTORY),
        "user_version 2, history 3");
  }

  @Test
  void findsAMissingHistory() throws Exception {
    migrator.migrate(file);
    sql("DROP TABLE rungs_history");
    single(Check.HISTORY, "no history");
  }

  @Test
  void findsADamagedFile() throws Exception {
    migrator.migrate(file);
    sql(
        "INSERT INTO notes (body) SELECT hex(randomblob(2000)) FROM sqlite_schema, pragma_table_list");
    byte[] bytes = Files.readAllBytes(file);
    int root = (int) number(file, "SELECT rootpage FROM sqlite_schema WHERE name = 'notes'");
    int size = (int) number(file, "PRAGMA page_size");
    java.util.Arrays.fill(bytes, (root - 1) * size, (root - 1) * size + 64, (byte) 7);
    Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    try {
      assertTrue(verify().stream().anyMatch(finding -> finding.check() == Check.INTEGRITY));
    } catch (CorruptDatabaseException e) {
      assertTrue(e.getMessage().contains("app.db"));
    }
  }

  @Test
  void doesNotKnowTheSchemaOfANewerBuild() throws Exception {
    migrator.migrate(file);
    sql(
        "PRAGMA user_version = 4;"
            + "INSERT INTO rungs_history SELECT 4, 'later', kind, checksum, applied_at, millis,"
            + " schema, strategy, destructive, down, down_checksum, repopulated_at"
            + " FROM rungs_history WHERE version = 3");
    assertFalse(migrator.verify(file).schemaCompared());
  }

  @Test
  void copiesAFileInUse() throws Exception {
    Path copy = folder.resolve("copy.db");
    try (AppDatabase db = AppDatabase.open(file, NOTES)) {
      db.prepare("INSERT INTO notes (body) VALUES ('in the log')").executeUpdate();
      Map<String, String> before = FolderState.hashes(folder);
      migrator.backup(file, copy);
      Map<String, String> after = FolderState.hashes(folder);
      after.remove("copy.db");
      assertEquals(before, after);
    }
    assertEquals(1, number(copy, "SELECT count(*) FROM notes WHERE body = 'in the log'"));
    assertEquals(3, number(copy, "PRAGMA user_version"));
  }

  @Test
  void neverCopiesOverAFile() throws Exception {
    migrator.migrate(file);
    Path copy = Files.writeString(folder.resolve("copy.db"), "mine");
    MigrationException refused =
        assertThrows(MigrationException.class, () -> migrator.backup(file, copy));
    assertTrue(refused.getMessage().contains("copy.db already exists"));
    assertEquals("mine", Files.readString(copy));
    assertThrows(MigrationException.class, () -> migrator.backup(file, folder.resolve("no/x")));
  }

  @Test
  void copiesNothingFromWhatIsNoDatabase() throws Exception {
    Path copy = folder.resolve("copy.db");
    assertThrows(MigrationException.class, () -> migrator.backup(file, copy));
    Files.writeString(file, "no database, but long enough to have a header of its own".repeat(9));
    assertThrows(NotADatabaseException.class, () -> migrator.backup(file, copy));
    assertEquals(List.of("app.db"), FolderState.names(folder));
  }

  @Test
  void rehearsesOnACopy() throws Exception {
    sql(
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);"
            + "INSERT INTO notes (body) VALUES ('a'), ('b');");
    Map<String, String> before = FolderState.hashes(folder);
    Rehearsal rehearsal = migrator.rehearse(file);
    assertEquals(before, FolderState.hashes(folder));
    assertEquals(3, rehearsal.report().orElseThrow().toVersion());
    assertEquals(List.of("+ column notes.slug", "+ table tags"), rehearsal.schemaChanges());
    assertEquals(
        List.of(
            new Table("notes", OptionalLong.of(2), OptionalLong.of(2)),
            new Table("tags", OptionalLong.empty(), OptionalLong.of(0))),
        rehearsal.tables());
  }

  @Test
  void rehearsesWhatFails() throws Exception {
    Registry failing =
        Migrations.of("com.example.Failing")
            .up("CREATE TABLE notes (id INTEGER PRIMARY KEY);")
            .up("INSERT INTO notes SELECT 1 UNION ALL SELECT 1;");
    sql("CREATE TABLE notes (id INTEGER PRIMARY KEY); PRAGMA user_version = 1;");
    Map<String, String> before = FolderState.hashes(folder);
    Rehearsal rehearsal = Migrator.builder(failing).build().rehearse(file);
    assertEquals(before, FolderState.hashes(folder));
    assertTrue(rehearsal.report().isEmpty());
    assertInstanceOf(MigrationFailedException.class, rehearsal.failure().orElseThrow());
    assertEquals(List.of(), rehearsal.schemaChanges());
  }

  @Test
  void rehearsesNothingThatIsRefused() throws Exception {
    sql("CREATE TABLE notes (id); PRAGMA user_version = 9;");
    NewerSchemaException refused =
        assertThrows(NewerSchemaException.class, () -> migrator.rehearse(file));
    assertEquals(file, refused.file().orElseThrow());
  }
}
