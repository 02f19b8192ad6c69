package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** A {@code DataSource} that hands out a connection which is in use, or none. */
class DataSourceMigrationTest {
  private static final Migrations NOTES = Migrations.notes();
  private static final Migrator MIGRATOR =
      Migrator.builder(NOTES).allowDestructive().busyTimeout(Duration.ofMillis(200)).build();

  @TempDir Path directory;

  @BeforeEach
  void create() {
    Migrator.builder(NOTES.upTo(2)).build().migrate(file());
  }

  private Path file() {
    return directory.resolve("app.db");
  }

  private static DataSource source(Callable<Connection> connections) {
    return proxy(
        DataSource.class,
        (name, call) -> name.equals("getConnection") ? connections.call() : call.call());
  }

  /** Hands out the same connection each time, as one of a transaction does. */
  private static DataSource sharing(Connection connection) {
    Connection shared =
        proxy(
            Connection.class,
            connection,
            (name, call) -> name.equals("close") ? null : call.call());
    return source(() -> shared);
  }

  private interface Handler {
    Object handle(String name, Callable<Object> call) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return proxy(type, null, handler);
  }

  private static <T> T proxy(Class<T> type, T target, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                handler.handle(
                    method.getName(),
                    () -> {
                      try {
                        return method.invoke(target, arguments);
                      } catch (InvocationTargetException e) {
                        throw (Exception) e.getCause();
                      }
                    })));
  }

  @Test
  void workThatIsNotCommittedStaysSo() throws SQLException {
    List<Function<DataSource, ?>> calls =
        List.of(
            MIGRATOR::migrate,
            MIGRATOR::plan,
            MIGRATOR::status,
            MIGRATOR::history,
            source -> MIGRATOR.rollbackTo(source, 1));
    try (Connection connection = TestFile.connect(file())) {
      DataSource source = sharing(connection);
      connection.setAutoCommit(false);
      TestFile.run(connection, "INSERT INTO notes (body) VALUES ('mine')");
      for (Function<DataSource, ?> call : calls) {
        var refusal = assertThrows(MigrationException.class, () -> call.apply(source));
        assertTrue(
            refusal.getMessage().contains(file() + " has a transaction open"),
            refusal.getMessage());
      }
      assertFalse(connection.getAutoCommit());
      connection.rollback();
    }
    assertEquals("0", TestFile.query(file(), "SELECT count(*) FROM notes"));
    assertEquals(2, TestFile.version(file()));
  }

  /** As a pool does that tries its connections by a query. */
  @Test
  void whatHasOnlyReadIsMigrated() throws SQLException {
    try (Connection connection = TestFile.connect(file())) {
      connection.setAutoCommit(false);
      TestFile.query(connection, "SELECT count(*) FROM notes");
      assertEquals(Action.UPGRADE, MIGRATOR.migrate(sharing(connection)).action());
      assertFalse(connection.getAutoCommit());
    }
  }

  @Test
  void aDriverThatBeginsAtOnceIsMigrated() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + file())) {
      connection.setAutoCommit(false);
      var refusal = assertThrows(MigrationException.class, () -> MIGRATOR.migrate(connection));
      assertTrue(refusal.getMessage().contains("setAutoCommit(true)"), refusal.getMessage());
      assertEquals(Action.UPGRADE, MIGRATOR.migrate(sharing(connection)).action());
      assertFalse(connection.getAutoCommit());
    }
  }

  @Test
  void aDataSourceThatGivesNone() {
    var refusal =
        assertThrows(
            MigrationException.class,
            () ->
                MIGRATOR.migrate(
                    source(
                        () -> {
                          throw new SQLException("The pool is empty");
                        })));
    assertTrue(
        refusal.getMessage().contains("The DataSource gave no connection. The pool is empty."),
        refusal.getMessage());
    assertThrows(MigrationException.class, () -> MIGRATOR.migrate(source(() -> null)));
  }

  @Test
  void whoeverInterruptsSqliteIsNotTakenForTheThread() throws SQLException {
    try (Connection connection = TestFile.connect(file())) {
      org.sqlite.ProgressHandler.setHandler(
          connection,
          1,
          new org.sqlite.ProgressHandler() {
            @Override
            protected int progress() {
              return 1;
            }
          });
      var cancelled =
          assertThrows(MigrationCancelledException.class, () -> MIGRATOR.migrate(connection));
      assertFalse(cancelled.getMessage().contains("thread"), cancelled.getMessage());
      assertFalse(cancelled.getMessage().contains("version 0"), cancelled.getMessage());
    }
  }
}
