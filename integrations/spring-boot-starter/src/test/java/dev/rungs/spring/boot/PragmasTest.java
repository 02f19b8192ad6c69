package dev.rungs.spring.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.spring.boot.Applications.AtVersionTwo;
import dev.rungs.spring.boot.Applications.Plain;
import dev.rungs.spring.boot.Applications.WithTheDriversDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Pragmas reach every connection of the pool. */
@ExtendWith(OutputCaptureExtension.class)
class PragmasTest {
  private static final String[] SETTINGS = {
    "rungs.pragmas.journal-mode=wal",
    "rungs.pragmas.foreign-keys=on",
    "rungs.pragmas.busy-timeout=7000",
    "rungs.pragmas.trusted_schema=off"
  };

  @TempDir Path folder;

  @Test
  void everyConnectionHasThem() throws Exception {
    NotesFile file = NotesFile.atVersion(1, folder);
    try (ConfigurableApplicationContext app =
            Applications.start(AtVersionTwo.class, with(file, SETTINGS));
        Connection first = app.getBean(DataSource.class).getConnection();
        Connection second = app.getBean(DataSource.class).getConnection()) {
      for (Connection connection : new Connection[] {first, second}) {
        assertEquals("wal", pragma(connection, "journal_mode"));
        assertEquals("1", pragma(connection, "foreign_keys"));
        assertEquals("7000", pragma(connection, "busy_timeout"));
        assertEquals("0", pragma(connection, "trusted_schema"));
      }
    }
    assertEquals("wal", file.query("PRAGMA journal_mode"));
  }

  @Test
  void theDriversOwnPropertiesStay() throws Exception {
    NotesFile file = new NotesFile(folder.resolve("new.db"));
    try (ConfigurableApplicationContext app =
            Applications.start(
                Plain.class,
                file.urlProperty() + "?cache_size=-1234",
                "spring.datasource.hikari.data-source-properties.synchronous=EXTRA",
                "rungs.pragmas.foreign-keys=on");
        Connection connection = app.getBean(DataSource.class).getConnection()) {
      assertEquals("-1234", pragma(connection, "cache_size"));
      assertEquals("3", pragma(connection, "synchronous"));
      assertEquals("1", pragma(connection, "foreign_keys"));
    }
  }

  @Test
  void withoutPragmasThePoolIsAsBootMadeIt() throws Exception {
    NotesFile file = new NotesFile(folder.resolve("new.db"));
    try (ConfigurableApplicationContext app = Applications.start(Plain.class, file.urlProperty());
        Connection connection = app.getBean(DataSource.class).getConnection()) {
      assertEquals("delete", pragma(connection, "journal_mode"));
      assertEquals("0", pragma(connection, "foreign_keys"));
    }
  }

  @Test
  void whereTheyCannotBeSetTheStartFails(CapturedOutput log) throws Exception {
    NotesFile file = NotesFile.atVersion(1, folder);
    Applications.refused(
        WithTheDriversDataSource.class, "notes.url=" + file.url(), "rungs.pragmas.foreign-keys=on");
    assertTrue(log.getAll().contains("not a HikariCP pool"), log.getAll());
    assertEquals("1", file.query("PRAGMA user_version"));
  }

  private static String[] with(NotesFile file, String... properties) {
    String[] all = java.util.Arrays.copyOf(properties, properties.length + 1);
    all[properties.length] = file.urlProperty();
    return all;
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA " + name)) {
      row.next();
      return row.getString(1);
    }
  }
}
