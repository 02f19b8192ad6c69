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
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.BusyHandler;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** A connection that was passed comes back as it was, whatever happens; or is refused. */
class BorrowedConnectionTest {
  private static final Map<String, String> SETTINGS = new LinkedHashMap<>();

  static {
    SETTINGS.put("foreign_keys", "1");
    SETTINGS.put("busy_timeout", "1234");
    SETTINGS.put("recursive_triggers", "1");
    SETTINGS.put("legacy_alter_table", "1");
    SETTINGS.put("ignore_check_constraints", "1");
    SETTINGS.put("reverse_unordered_selects", "1");
    SETTINGS.put("trusted_schema", "1");
    SETTINGS.put("cell_size_check", "0");
    SETTINGS.put("cache_size", "-777");
    SETTINGS.put("secure_delete", "1");
    SETTINGS.put("automatic_index", "0");
  }

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("app.db");
  }

  @BeforeEach
  void create() {
    Migrator.builder(Migrations.notes().upTo(1)).build().migrate(file());
  }

  private Connection connect() throws SQLException {
    Connection connection = TestFile.connect(file());
    for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
      TestFile.run(connection, "PRAGMA " + setting.getKey() + " = " + setting.getValue());
    }
    return connection;
  }

  private static void assertSettings(Connection connection) throws SQLException {
    assertFalse(connection.isClosed());
    assertTrue(connection.getAutoCommit());
    assertTrue(
        connection.unwrap(SQLiteConnection.class).getConnectionConfig().isGetGeneratedKeys());
    for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
      assertEquals(
          setting.getValue(),
          TestFile.query(connection, "PRAGMA " + setting.getKey()),
          setting.getKey());
    }
    // No transaction is left open.
    TestFile.run(connection, "BEGIN", "ROLLBACK");
  }

  @Test
  void settingsComeBack() throws SQLException {
    Migrator migrator = Migrator.builder(Migrations.notes()).allowDestructive().build();
    try (Connection connection = connect()) {
      migrator.plan(connection);
      assertSettings(connection);
      migrator.status(connection);
      assertSettings(connection);
      assertEquals(Action.UPGRADE, migrator.migrate(connection).action());
      assertSettings(connection);
      assertEquals(Action.NOTHING, migrator.migrate(connection).action());
      assertSettings(connection);
      migrator.rollbackTo(connection, 2);
      assertSettings(connection);
    }
  }

  @Test
  void settingsComeBackAfterAFailure() throws SQLException {
    Migrations registry =
        Migrations.notes()
            .step(
                step -> {
                  TestFile.run(
                      step,
                      "PRAGMA foreign_keys = 0",
                      "PRAGMA cache_size = 5",
                      "PRAGMA secure_delete = 0",
                      "PRAGMA automatic_index = 1",
                      "PRAGMA busy_timeout = 5");
                  throw new SQLException("on purpose");
                });
    try (Connection connection = connect()) {
      Migrator migrator = Migrator.builder(registry).build();
      assertThrows(MigrationFailedException.class, () -> migrator.migrate(connection));
      assertSettings(connection);
    }
  }

  @Test
  void settingsComeBackAfterARefusal() throws SQLException {
    Migrations registry = Migrations.notes().rebuild("CREATE TABLE c (x);");
    try (Connection connection = connect()) {
      Migrator migrator = Migrator.builder(registry).build();
      assertThrows(RebuildRequiredException.class, () -> migrator.migrate(connection));
      assertSettings(connection);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void foreignKeysComeBackAsTheyWere(boolean on) throws SQLException {
    try (Connection connection = TestFile.connect(file())) {
      TestFile.run(connection, "PRAGMA foreign_keys = " + on);
      Migrator.builder(Migrations.notes()).build().migrate(connection);
      assertEquals(on ? "1" : "0", TestFile.query(connection, "PRAGMA foreign_keys"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"BEGIN", "BEGIN IMMEDIATE", "SAVEPOINT s"})
  void refusesAnOpenTransaction(String begin) throws SQLException {
    Migrator migrator = Migrator.builder(Migrations.notes()).allowDestructive().build();
    try (Connection connection = connect()) {
      TestFile.run(connection, begin, "INSERT INTO notes (body) VALUES ('mine')");

      var refusal = assertThrows(MigrationException.class, () -> migrator.migrate(connection));
      assertTrue(refusal.getMessage().contains("transaction open"), refusal.getMessage());
      assertEquals(Action.REFUSE, migrator.plan(connection).action());
      assertThrows(MigrationException.class, () -> migrator.rollbackTo(connection, 0));

      TestFile.run(connection, "COMMIT");
      assertSettings(connection);
    }
    assertEquals("mine", TestFile.query(file(), "SELECT body FROM notes"));
    assertEquals(1, TestFile.version(file()));
  }

  @Test
  void migratesWithAutocommitOffAsPoolsHaveIt() throws SQLException {
    Migrator migrator = Migrator.builder(Migrations.notes()).build();
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      assertEquals(3, migrator.migrate(connection).toVersion());
      assertFalse(connection.getAutoCommit());
      connection.rollback();
      assertEquals("3", TestFile.query(connection, "PRAGMA user_version"));
    }
    assertEquals(3, TestFile.version(file()));
  }

  @Test
  void migratesWithAutocommitOffAfterACommit() throws SQLException {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      TestFile.run(connection, "CREATE TABLE mine (x)", "DROP TABLE mine");
      connection.commit();
      assertEquals(3, Migrator.builder(Migrations.notes()).build().migrate(connection).toVersion());
    }
  }

  @Test
  void refusesAutocommitOffWithWorkNotCommitted() throws SQLException {
    Migrator migrator = Migrator.builder(Migrations.notes()).build();
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      TestFile.run(connection, "CREATE TABLE mine (x)");
      var refusal = assertThrows(MigrationException.class, () -> migrator.migrate(connection));
      assertTrue(refusal.getMessage().contains("transaction open"), refusal.getMessage());
      assertFalse(connection.getAutoCommit());
      connection.rollback();
      assertEquals(
          "", TestFile.query(connection, "SELECT name FROM sqlite_schema WHERE name = 'mine'"));
    }
  }

  @Test
  void keepsTheCallersHandlers() throws SQLException {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    int[] calls = new int[2];
    try (Connection connection = connect();
        Connection other = connect()) {
      BusyHandler.setHandler(
          connection,
          new BusyHandler() {
            @Override
            protected int callback(int times) {
              calls[0]++;
              return times < 3 ? 1 : 0;
            }
          });
      ProgressHandler.setHandler(
          connection,
          1,
          new ProgressHandler() {
            @Override
            protected int progress() {
              calls[1]++;
              return 0;
            }
          });
      Migrator.builder(Migrations.notes()).build().migrate(connection);
      calls[0] = 0;
      calls[1] = 0;
      TestFile.run(other, "BEGIN IMMEDIATE");
      assertThrows(
          SQLException.class,
          () -> TestFile.run(connection, "INSERT INTO notes (body) VALUES ('x')"));
      TestFile.run(other, "ROLLBACK");
    }
    assertTrue(calls[0] > 0, "the busy handler is gone");
    assertTrue(calls[1] > 0, "the progress handler is gone");
  }

  @Test
  void refusesASecondCallOnTheSameConnection() throws SQLException {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    try (Connection connection = connect()) {
      List<MigrationException> refusals = new ArrayList<>();
      Migrator second = Migrator.builder(Migrations.notes()).build();
      Migrator first =
          Migrator.builder(Migrations.notes())
              .listener(
                  new MigrationListener() {
                    @Override
                    public void planned(MigrationPlan plan) {
                      refusals.add(
                          assertThrows(MigrationException.class, () -> second.migrate(connection)));
                    }
                  })
              .build();
      assertEquals(3, first.migrate(connection).toVersion());
      assertTrue(refusals.get(0).getMessage().contains("another call"));
      assertEquals(Action.NOTHING, second.migrate(connection).action());
    }
  }

  @Test
  void refusesTemporaryObjects() throws SQLException {
    Migrator migrator = Migrator.builder(Migrations.notes()).build();
    try (Connection connection = connect()) {
      TestFile.run(connection, "CREATE TEMP TABLE notes (body)");
      var refusal = assertThrows(MigrationException.class, () -> migrator.migrate(connection));
      assertTrue(refusal.getMessage().contains("table temp.\"notes\""), refusal.getMessage());
      assertSettings(connection);
    }
    assertEquals(1, TestFile.version(file()));
  }

  @Test
  void refusesAnOpenResultSet() throws SQLException {
    TestFile.run(file(), "INSERT INTO notes (body) VALUES ('a'), ('b')");
    Migrator migrator = Migrator.builder(Migrations.notes()).build();
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT body FROM notes ORDER BY id")) {
      rows.next();
      var refusal = assertThrows(MigrationException.class, () -> migrator.migrate(connection));
      assertTrue(refusal.getMessage().contains("result set open"), refusal.getMessage());
      assertTrue(rows.next());
      assertEquals("b", rows.getString(1));
    }
    assertEquals(1, TestFile.version(file()));
  }

  @Test
  void refusesAClosedConnection() throws SQLException {
    Connection connection = connect();
    connection.close();
    Migrator migrator = Migrator.builder(Migrations.notes()).build();
    assertThrows(MigrationException.class, () -> migrator.migrate(connection));
    assertEquals(Action.REFUSE, migrator.plan(connection).action());
  }

  @Test
  void refusesAConnectionThatIsNotOfSqlite() {
    Connection other =
        (Connection)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  return switch (method.getName()) {
                    case "isClosed" -> false;
                    case "getAutoCommit" -> true;
                    default -> throw new SQLException("not " + method.getName());
                  };
                });
    Migrator migrator = Migrator.builder(Migrations.notes()).build();
    var refusal = assertThrows(MigrationException.class, () -> migrator.migrate(other));
    assertTrue(refusal.getMessage().contains("not one of sqlite-jdbc"), refusal.getMessage());
  }

  /** As a pool hands it out: closing gives it back, unwrap gives the driver's. */
  private static Connection wrapped(Connection real) {
    return (Connection)
        Proxy.newProxyInstance(
            BorrowedConnectionTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void unwrapsWhatAPoolHandsOut() throws SQLException {
    try (Connection connection = connect()) {
      Migrator migrator = Migrator.builder(Migrations.notes()).build();
      assertEquals(3, migrator.migrate(wrapped(connection)).toVersion());
      assertSettings(connection);
    }
  }

  @Test
  void migratesOverADataSource() {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file());
    Migrator migrator = Migrator.builder(Migrations.notes()).allowDestructive().build();
    assertEquals(Action.UPGRADE, migrator.plan(source).action());
    assertEquals(Action.UPGRADE, migrator.migrate(source).action());
    assertEquals(3, migrator.status(source).storedVersion());
    assertEquals(3, migrator.history(source).size());
    assertEquals(2, migrator.rollbackTo(source, 2).toVersion());
    assertFalse(migrator.needsRepopulation(source));
    migrator.markRepopulated(source);
    assertEquals(Action.UPGRADE, migrator.migrate(source).action());
  }

  @Test
  void refusesAttachedDatabases() throws SQLException {
    Path other = directory.resolve("other.db");
    TestFile.run(other, "CREATE TABLE legacy (x)", "PRAGMA user_version = 77");
    Migrator migrator =
        Migrator.builder(Migrations.notes().up("DROP TABLE IF EXISTS legacy;")).build();
    try (Connection connection = connect()) {
      TestFile.run(connection, "ATTACH '" + other + "' AS other");
      var refusal = assertThrows(MigrationException.class, () -> migrator.migrate(connection));
      assertTrue(refusal.getMessage().contains("other (" + other + ")"), refusal.getMessage());
      assertEquals(Action.REFUSE, migrator.plan(connection).action());
      TestFile.run(connection, "DETACH other");
      assertEquals(4, migrator.migrate(connection).toVersion());
    }
    assertEquals("legacy", TestFile.query(other, "SELECT name FROM sqlite_schema"));
  }

  @Test
  void waitsForASharedCacheAsLongAsTheTimeoutSays() throws Exception {
    String url = "jdbc:sqlite:file:" + file() + "?cache=shared";
    try (Connection writer = DriverManager.getConnection(url);
        Connection connection = DriverManager.getConnection(url)) {
      TestFile.run(writer, "BEGIN IMMEDIATE", "CREATE TABLE mine (x)");
      Thread releases =
          new Thread(
              () -> {
                try {
                  Thread.sleep(200);
                  TestFile.run(writer, "ROLLBACK");
                } catch (InterruptedException | SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      releases.start();
      assertEquals(
          3,
          Migrator.builder(Migrations.notes())
              .busyTimeout(Duration.ofSeconds(30))
              .build()
              .migrate(connection)
              .toVersion());
      releases.join();
    }
  }
}
