package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection whose journal does not let a transaction be rolled back, or not after a crash. */
class JournalModeTest {
  private static final Migrations NOTES = Migrations.notes();

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("app.db");
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "memory", "truncate", "persist"})
  void aFailedMigrationIsRolledBack(String mode) throws SQLException {
    Migrator.builder(NOTES.upTo(2)).build().migrate(file());
    Migrator fails =
        Migrator.builder(NOTES.branch(2).up("UPDATE notes SET body = 'lost'; SELECT nothing;"))
            .build();
    try (Connection connection = TestFile.connect(file())) {
      TestFile.run(
          connection,
          "INSERT INTO notes (body) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
              + " WHERE i < 2000) SELECT printf('%.300c', 'x') FROM n",
          "PRAGMA cache_size = 5");
      TestFile.query(connection, "PRAGMA journal_mode = " + mode);
      assertThrows(MigrationFailedException.class, () -> fails.migrate(connection));
      assertEquals(
          "0", TestFile.query(connection, "SELECT count(*) FROM notes WHERE body = 'lost'"));
      assertEquals(mode, TestFile.query(connection, "PRAGMA journal_mode"));

      Migrator.builder(NOTES).build().migrate(connection);
      assertEquals(mode, TestFile.query(connection, "PRAGMA journal_mode"));
    }
    assertEquals(3, TestFile.version(file()));
  }
}
