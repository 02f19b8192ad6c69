package dev.rungs.testing;

import dev.rungs.Strategy;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * Tests of every migration of a registry, as one line of a test class:
 *
 * <pre>
 * &#64;TestFactory
 * Stream&lt;DynamicTest&gt; migrations() {
 *   return MigrationTests.of(MigrationRegistry.INSTANCE);
 * }
 * </pre>
 *
 * <p>Each migration runs, with its Java step, on a real file at the version below, whose tables are
 * filled with the rows that the compiler tries SQL on: ordinary ones, NULL and empty text in each
 * column that may have them, equal rows, negative numbers, text in several forms. A test fails,
 * naming version, table and row, if
 *
 * <ul>
 *   <li>the step throws, or leaves rows whose parent is missing;
 *   <li>a stored value is gone and the migration does not say {@code destructive = true};
 *   <li>a migration that can be undone does not restore schema and rows, or cannot be applied
 *       again;
 *   <li>the files of a process that is killed before the commit are not the version below,
 *       unchanged, in both journal modes;
 *   <li>a file of an earlier version does not reach the current one, or then has a different schema
 *       from a fresh file;
 *   <li>a fresh file has different rows from one that was upgraded from version 1, or from the
 *       baseline.
 * </ul>
 *
 * <p>If no row could be generated for a table, the test of a step is reported as skipped and says
 * so. Rows on which a migration's SQL fails are left out: the compiler has tried it and warned with
 * {@code rungs.DataDependent}. Tests work on files in a temporary folder. JUnit may run them in
 * parallel with other tests, but runs them one after another.
 */
public final class MigrationTests {
  /** With more versions than this, not every start of an upgrade is tried. */
  private static final int ALL_PATHS = 50;

  private final TestFolder folder = new TestFolder();
  private final Registry registry;
  private final Map<Integer, String> rows;
  private final List<Path> files = new ArrayList<>();

  private MigrationTests(Builder builder) {
    this.registry = builder.registry;
    this.rows = Map.copyOf(builder.rows);
    files.add(folder.newFile());
  }

  /**
   * Creates the tests of a registry.
   *
   * @param registry the migrations
   * @return tests in the order of versions, to be returned from a method annotated {@code
   *     TestFactory}; closing the stream, as JUnit does, deletes their files
   */
  public static Stream<DynamicTest> of(Registry registry) {
    return builder(registry).tests();
  }

  /**
   * Starts tests with settings of their own.
   *
   * @param registry the migrations
   * @return a builder of the tests of {@link #of}
   */
  public static Builder builder(Registry registry) {
    return new Builder(Objects.requireNonNull(registry, "registry"));
  }

  /** Collects settings. For use by one thread. */
  public static final class Builder {
    private final Registry registry;
    private final Map<Integer, String> rows = new HashMap<>();

    private Builder(Registry registry) {
      this.registry = registry;
    }

    /**
     * Sets the rows that a migration is tried on, instead of generated ones. For a step that reads
     * text in a form that the schema does not state, such as JSON in a column without {@code CHECK
     * (json_valid(...))}.
     *
     * @param version the migration that is tried
     * @param sql inserts the rows into a file at the version below
     * @return this
     */
    public Builder rows(int version, String sql) {
      registry.migration(version);
      rows.put(version, Objects.requireNonNull(sql, "sql"));
      return this;
    }

    /**
     * Creates the tests.
     *
     * @return as {@link MigrationTests#of} does
     */
    public Stream<DynamicTest> tests() {
      MigrationTests tests = new MigrationTests(this);
      return tests.all().stream().onClose(tests.folder::delete);
    }
  }

  private List<DynamicTest> all() {
    List<DynamicTest> tests = new ArrayList<>();
    int current = registry.currentVersion();
    for (int version = registry.baseline(); version <= current; version++) {
      addTestsOf(version, tests);
    }
    PathTrial paths = new PathTrial(folder, registry);
    for (int version : starts()) {
      add(
          tests,
          "from version " + version + " to " + current,
          () -> paths.from(version, fileAt(version), rows.get(version + 1)));
    }
    if (current > 0) {
      add(tests, "a fresh file equals an upgraded one", () -> paths.fresh(fileAt(current)));
    }
    return tests;
  }

  private void addTestsOf(int version, List<DynamicTest> tests) {
    MigrationDefinition migration = registry.migration(version);
    String name = "version " + version + " " + migration.name();
    Lazy trial = new Lazy(version);
    add(
        tests,
        name
            + (migration.hasStep() ? " with its step" : "")
            + (rows.containsKey(version) ? " runs on given rows" : " runs on generated rows")
            + (losesNothing(migration) ? " and loses nothing" : ""),
        () -> trial.get().up());
    if (migration.reversible()) {
      add(tests, name + " can be undone", () -> trial.get().down());
    }
    add(
        tests,
        name + " leaves nothing when it is killed",
        () -> {
          trial.get().killed("DELETE");
          trial.get().killed("WAL");
        });
  }

  private static boolean losesNothing(MigrationDefinition migration) {
    return migration.strategy() == Strategy.IN_PLACE && !migration.destructive();
  }

  /** Created when the first of its tests runs, with the file that the versions below built. */
  private final class Lazy {
    private final int version;
    private MigrationTrial trial;

    Lazy(int version) {
      this.version = version;
    }

    MigrationTrial get() {
      if (trial == null) {
        trial =
            new MigrationTrial(
                folder, registry.upTo(version), fileAt(version - 1), rows.get(version));
      }
      return trial;
    }
  }

  private static void add(List<DynamicTest> tests, String name, Executable body) {
    tests.add(DynamicTest.dynamicTest(name, body));
  }

  /** Versions with more than one migration to come: all, or the last ones of a long history. */
  private List<Integer> starts() {
    List<Integer> starts = new ArrayList<>();
    int first = registry.baseline();
    int last = registry.currentVersion() - 2;
    int count = last - first + 1;
    for (int version = first; version <= last; version++) {
      boolean tenth = version == first || version % Math.max(1, count / 10) == 0;
      if (count <= ALL_PATHS || version > last - ALL_PATHS / 2 || tenth) {
        starts.add(version);
      }
    }
    return starts;
  }

  /** The file that the versions up to this build, without other rows than theirs. */
  private Path fileAt(int version) {
    int index = Math.max(0, version - registry.baseline() + 1);
    while (files.size() <= index) {
      Path next = folder.copy(files.get(files.size() - 1));
      TestDatabase.migrator(registry.upTo(registry.baseline() + files.size() - 1)).migrate(next);
      files.add(next);
    }
    return files.get(index);
  }
}
