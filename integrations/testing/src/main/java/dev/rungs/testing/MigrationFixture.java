package dev.rungs.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A database file of an earlier version with rows of your own, for testing what migrations do to
 * them:
 *
 * <pre>
 * MigrationFixture.at(MigrationRegistry.INSTANCE, 1)
 *     .sql("INSERT INTO notes (id, body) VALUES (1, 'Buy milk!'), (2, '')")
 *     .migrateTo(3)
 *     .assertRows("SELECT id, slug FROM notes ORDER BY id", row(1, "buy-milk"), row(2, null));
 * </pre>
 *
 * <p>Or a file that a release of the program created, kept among the test resources; it is copied
 * and never changed:
 *
 * <pre>
 * MigrationFixture.released(MigrationRegistry.INSTANCE, AppTest.class, "/released/app-1.4.db")
 *     .migrate()
 *     .assertRows("SELECT count(*) FROM notes", row(12));
 * </pre>
 *
 * <p>No data is at risk, so destructive migrations and rebuilds need no approval, and no backup is
 * created. The file is in a temporary folder, which is deleted when the JVM ends. For use by one
 * thread.
 */
public final class MigrationFixture {
  private final Registry registry;
  private final Path file;
  private MigrationReport report;

  private MigrationFixture(Registry registry, Path file) {
    this.registry = registry;
    this.file = file;
  }

  /**
   * Creates a file as the release with that version would: with the schema of the version, and the
   * rows that its migrations insert.
   *
   * @param registry the migrations
   * @param version 0, for a file that does not exist, or from the registry's baseline to its
   *     current version
   * @return the fixture
   * @throws IllegalArgumentException if there is no such version
   * @throws MigrationException if a migration fails
   */
  public static MigrationFixture at(Registry registry, int version) {
    Registry earlier = registry.upTo(version);
    MigrationFixture fixture = new MigrationFixture(registry, new TestFolder().newFile());
    if (version > 0) {
      fixture.report = TestDatabase.migrator(earlier).migrate(fixture.file);
    }
    return fixture;
  }

  /**
   * Copies a file that a release created.
   *
   * @param registry the migrations
   * @param database a database file; it is not changed
   * @return the fixture
   * @throws UncheckedIOException if the file cannot be copied
   */
  public static MigrationFixture released(Registry registry, Path database) {
    Objects.requireNonNull(registry, "registry");
    if (!Files.isRegularFile(database)) {
      throw new UncheckedIOException(
          new IOException(database.toAbsolutePath() + " does not exist. Check the path."));
    }
    return new MigrationFixture(registry, new TestFolder().copy(database));
  }

  /**
   * Copies a file that a release created and that is kept among the test resources.
   *
   * @param registry the migrations
   * @param beside a class from which the name is resolved, as by {@link Class#getResourceAsStream}
   * @param resource for example {@code /released/app-1.4.db}
   * @return the fixture
   * @throws UncheckedIOException if the resource does not exist or cannot be copied
   */
  public static MigrationFixture released(Registry registry, Class<?> beside, String resource) {
    Objects.requireNonNull(registry, "registry");
    Path copy = new TestFolder().newFile();
    try (InputStream in = beside.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(
            "There is no resource " + resource + ", seen from " + beside.getName() + ".");
      }
      Files.copy(in, copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MigrationFixture(registry, copy);
  }

  /**
   * Creates a row to compare with.
   *
   * @param values as the query returns them: null, a number, text, or bytes
   * @return the row
   */
  public static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }

  /**
   * Runs SQL on the file, with foreign keys enforced.
   *
   * @param script one or more statements; none that return rows
   * @return this
   * @throws AssertionError if SQLite refuses it
   */
  public MigrationFixture sql(String script) {
    TestDatabase.on(
        file,
        connection -> {
          TestDatabase.execute(connection, "PRAGMA foreign_keys=ON");
          try {
            TestDatabase.execute(connection, script);
          } catch (SQLException e) {
            fail("The SQL of the test was refused: " + e.getMessage() + "\n" + script, e);
          }
          return null;
        });
    return this;
  }

  /**
   * Migrates the file up to a version.
   *
   * @param version from the file's own to the registry's current version
   * @return this
   * @throws MigrationException if it is refused or a migration fails
   */
  public MigrationFixture migrateTo(int version) {
    report = TestDatabase.migrator(registry.upTo(version)).migrate(file);
    return this;
  }

  /**
   * Migrates the file up to the registry's current version.
   *
   * @return this
   * @throws MigrationException if it is refused or a migration fails
   */
  public MigrationFixture migrate() {
    return migrateTo(registry.currentVersion());
  }

  /**
   * Undoes migrations down to a version.
   *
   * @param version 0 to the file's own
   * @return this
   * @throws MigrationException if it is refused or a migration fails
   */
  public MigrationFixture rollbackTo(int version) {
    report = TestDatabase.migrator(registry).rollbackTo(file, version);
    return this;
  }

  /**
   * Reads rows.
   *
   * @param query with ORDER BY if it can return several rows
   * @return the rows; integers as {@link Long}
   * @throws AssertionError if SQLite refuses the query
   */
  public List<List<Object>> rows(String query) {
    return TestDatabase.on(
        file,
        connection -> {
          List<List<Object>> rows = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(query);
              ResultSet result = statement.executeQuery()) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
              List<Object> row = new ArrayList<>();
              for (int i = 1; i <= columns; i++) {
                row.add(comparable(result.getObject(i)));
              }
              rows.add(row);
            }
          } catch (SQLException e) {
            fail("The query of the test was refused: " + e.getMessage() + "\n" + query, e);
          }
          return rows;
        });
  }

  /**
   * Fails if a query does not return exactly these rows, in this order.
   *
   * @param query with ORDER BY if it can return several rows
   * @param expected rows created by {@link #row}
   * @return this
   */
  @SafeVarargs
  public final MigrationFixture assertRows(String query, List<Object>... expected) {
    List<List<Object>> wanted = new ArrayList<>();
    for (List<Object> row : expected) {
      wanted.add(row.stream().map(MigrationFixture::comparable).toList());
    }
    assertEquals(lines(wanted), lines(rows(query)), query);
    return this;
  }

  private static String lines(List<List<Object>> rows) {
    StringBuilder lines = new StringBuilder();
    rows.forEach(
        row -> lines.append(row.stream().map(MigrationFixture::show).toList()).append('\n'));
    return lines.toString();
  }

  private static String show(Object value) {
    return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
  }

  private static Object comparable(Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    return value instanceof byte[] bytes ? "x'" + HexFormat.of().formatHex(bytes) + "'" : value;
  }

  /**
   * Returns the version that the file has.
   *
   * @return {@code PRAGMA user_version}; 0 if it was never migrated
   */
  public int version() {
    return TestDatabase.version(file);
  }

  /**
   * Returns what the last migration or rollback did.
   *
   * @return the report
   * @throws IllegalStateException if nothing was migrated
   */
  public MigrationReport report() {
    if (report == null) {
      throw new IllegalStateException("Nothing has been migrated yet.");
    }
    return report;
  }

  /**
   * Returns the file, to be opened with the program's own code. This fixture does not keep it open.
   *
   * @return a path in a temporary folder
   */
  public Path file() {
    return file;
  }
}
