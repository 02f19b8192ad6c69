package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pool and a framework on the data source, as their users use them. */
class DataSourceTest {
  @TempDir Path folder;
  private AppDatabase db;

  @BeforeEach
  void open() throws SQLException {
    db =
        AppDatabase.builder(Migrations.deferredNotes())
            .withoutMigration()
            .open(folder.resolve("app.db"));
    db.prepare("CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL)")
        .executeUpdate();
    db.prepare("INSERT INTO counters VALUES ('hits', 0)").executeUpdate();
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void hikariCountsWithoutLosingAnUpdate() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setDataSource(db.dataSource());
    config.setMaximumPoolSize(4);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      List<Future<Object>> done = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        Callable<Object> work =
            () -> {
              for (int i = 0; i < 25; i++) {
                increment(pool);
              }
              return null;
            };
        done.add(threads.submit(work));
      }
      for (Future<Object> future : done) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }
    try (ResultSet row = db.prepare("SELECT value FROM counters").executeQuery()) {
      assertEquals(100, row.getInt(1));
    }
  }

  /** Reads, then writes what it read: wrong as soon as two transactions overlap. */
  private static void increment(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      int value;
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT value FROM counters")) {
        value = row.getInt(1);
      }
      try (PreparedStatement update =
          connection.prepareStatement("UPDATE counters SET value = ?")) {
        update.setInt(1, value + 1);
        update.executeUpdate();
      }
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hikariReadsThroughReaders(boolean saidToBeReadOnly) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setReadOnly(saidToBeReadOnly);
    config.setDataSource(db.readers());
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      assertThrows(SQLException.class, () -> statement.executeUpdate("DELETE FROM counters"));
      try (ResultSet row = statement.executeQuery("SELECT name FROM counters")) {
        assertEquals("hits", row.getString(1));
      }
    }
  }

  @Test
  void jdbiQueriesAndRollsBack() {
    Jdbi jdbi = Jdbi.create(db.dataSource());
    jdbi.useTransaction(
        handle -> handle.execute("INSERT INTO counters VALUES (?, ?)", "misses", 2));
    assertThrows(
        IllegalStateException.class,
        () ->
            jdbi.useTransaction(
                handle -> {
                  handle.execute("DELETE FROM counters");
                  throw new IllegalStateException();
                }));
    List<String> names =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT name FROM counters ORDER BY name")
                    .mapTo(String.class)
                    .list());
    assertEquals(List.of("hits", "misses"), names);
  }
}
