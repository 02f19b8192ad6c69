package dev.rungs.runtime.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rungs.runtime.Migrator;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three class loaders of one process, each with a driver of its own, open one file at once. */
class TwoClassLoadersTest {
  private static final int ROUNDS = Integer.getInteger("rungs.loaders", 8);
  private static final int LOADERS = 3;

  @TempDir Path folder;

  /** What each class loader runs. */
  public static final class Program {
    static final Ladder REGISTRY =
        Ladder.named("loaders")
            .sql("m1", "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);", null)
            .sql(
                "m2",
                "INSERT INTO notes (body) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
                    + " FROM n WHERE i < 20000) SELECT 'row' FROM n;",
                null)
            .sql("m3", "INSERT INTO notes (body) VALUES ('late');", null)
            .unproven();

    /** For reflection. */
    public static void migrate(String file) {
      Migrator.builder(REGISTRY).busyTimeout(Duration.ofSeconds(60)).build().migrate(Path.of(file));
    }
  }

  @Test
  void oneMigratesAndTheOthersFindItDone() throws Exception {
    List<Class<?>> programs = new ArrayList<>();
    List<URLClassLoader> loaders = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(LOADERS);
    try {
      for (int i = 0; i < LOADERS; i++) {
        URLClassLoader loader =
            new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
        loaders.add(loader);
        programs.add(loader.loadClass(Program.class.getName()));
      }
      for (int round = 0; round < ROUNDS; round++) {
        Path file = folder.resolve("round" + round + ".db");
        if (round % 2 == 1) {
          Migrator.builder(Program.REGISTRY.upTo(1)).build().migrate(file);
        }
        CyclicBarrier start = new CyclicBarrier(LOADERS);
        List<Future<Object>> done = new ArrayList<>();
        for (Class<?> program : programs) {
          Callable<Object> work =
              () -> {
                start.await();
                return program.getMethod("migrate", String.class).invoke(null, file.toString());
              };
          done.add(threads.submit(work));
        }
        for (Future<Object> each : done) {
          each.get();
        }
        assertEquals("ok", ask(file, "PRAGMA integrity_check"));
        assertEquals("20001", ask(file, "SELECT count(*) FROM notes"));
      }
    } finally {
      threads.shutdownNow();
      for (URLClassLoader loader : loaders) {
        loader.close();
      }
    }
  }

  @Test
  void aFailureOfAnotherClassLoaderLeavesNoLockBehind() throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Class<?> program = loader.loadClass(Program.class.getName());
      Path file = folder.resolve("app.db");
      Migrator.builder(Program.REGISTRY.upTo(1)).build().migrate(file);
      run(file, "CREATE TABLE extra (x)");
      var migrate = program.getMethod("migrate", String.class);
      assertThrows(InvocationTargetException.class, () -> migrate.invoke(null, file.toString()));
      assertEquals(
          0,
          System.getProperties().stringPropertyNames().stream()
              .filter(name -> name.startsWith("dev.rungs.lock."))
              .count());
      run(file, "DROP TABLE extra");
      assertEquals(3, Migrator.builder(Program.REGISTRY).build().migrate(file).toVersion());
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(new URL[0]);
  }

  private static void run(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static String ask(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getString(1);
    }
  }
}
