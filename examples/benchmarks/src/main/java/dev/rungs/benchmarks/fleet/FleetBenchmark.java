package dev.rungs.benchmarks.fleet;

import dev.rungs.benchmarks.contender.Registries;
import dev.rungs.benchmarks.workload.Folders;
import dev.rungs.benchmarks.workload.Javac;
import dev.rungs.benchmarks.workload.WorkFolder;
import dev.rungs.benchmarks.workload.Workload;
import dev.rungs.fleet.BackupPolicy;
import dev.rungs.fleet.DatabaseFiles;
import dev.rungs.fleet.FileOutcome.State;
import dev.rungs.fleet.Fleet;
import dev.rungs.fleet.FleetReport;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteDataSource;

/**
 * Migrates the same files by a shell loop over {@code sqlite3}, by Flyway in a loop, by
 * hand-written JDBC and by a fleet, one after the other, and says what the disk can do. Each file
 * is at version 3 of 6 and holds 500 rows; it has a rollback journal, as SQLite files have unless
 * told otherwise.
 *
 * <p>Arguments: how many files, and how many for what is only of interest beside.
 */
public final class FleetBenchmark {
  private static final int FROM = 3;
  private static final int TO = 6;
  private static final int ROWS = 500;
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  private final Path work;
  private final Path files;
  private final WorkFolder old;
  private final WorkFolder current;

  private FleetBenchmark(Path work) throws IOException, InterruptedException {
    this.work = work;
    this.files = work.resolve("files");
    this.old = WorkFolder.of(work, Workload.growth(FROM), Javac.Mode.NO_CACHE);
    this.current = WorkFolder.of(work, Workload.growth(TO), Javac.Mode.NO_CACHE);
    FLYWAY.setLevel(Level.OFF);
  }

  /**
   * Measures and prints.
   *
   * @param args how many files, and how many for side issues
   * @throws Exception if a contender fails
   */
  public static void main(String[] args) throws Exception {
    int many = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    int few = args.length > 1 ? Integer.parseInt(args[1]) : many / 5;
    Path out = Path.of(System.getProperty("rungs.bench.out", "target/fleet")).toAbsolutePath();
    new FleetBenchmark(Files.createDirectories(out)).measure(many, few);
  }

  private void measure(int many, int few) throws Exception {
    Registry registry = Registries.of(current);
    int processors = Runtime.getRuntime().availableProcessors();
    System.out.printf("%d processors, load before: %s%n", processors, load());
    print("disk: append 4 KB and fsync, 1 thread", few, syncs(few, 1));
    print("disk: append 4 KB and fsync, 4 threads", few, syncs(few, 4));

    prepare(plainModel(), many);
    print("sqlite3 in a shell loop", many, timed(() -> shell(many)));
    check(many);
    prepare(rungsModel(), many);
    print("fleet, plan", many, timed(() -> plan(registry, many)));
    print("fleet", many, timed(() -> up(registry, 0, many)));
    check(many);
    print("fleet, all current", many, timed(() -> again(registry, many)));
    prepare(plainModel(), few);
    print("hand-written JDBC in a loop", few, timed(this::jdbc));
    check(few);
    prepare(rungsModel(), few);
    print("fleet, 1 worker", few, timed(() -> up(registry, 1, few)));
    check(few);
    prepare(rungsModel(), few);
    print("fleet, rehearsal on copies", few, timed(() -> rehearse(registry, few)));
    prepare(rungsModel(), few);
    print("fleet, every file backed up", few, timed(() -> backedUp(registry, few)));
    check(few);
    prepare(flywayModel(), many);
    print("Flyway in a loop, one JVM", many, timed(this::flyway));
    check(many);
    System.out.printf("load after: %s%n", load());
    Folders.delete(files);
  }

  private static String load() throws IOException {
    Path load = Path.of("/proc/loadavg");
    return Files.exists(load) ? Files.readString(load).strip() : "unknown";
  }

  private static void print(String what, int count, double seconds) {
    System.out.printf(
        Locale.ROOT,
        "%-42s %,7d  %8.1f s  %,9.0f per second%n",
        what,
        count,
        seconds,
        count / seconds);
  }

  private static double timed(Callable<?> work) throws Exception {
    long start = System.nanoTime();
    work.call();
    return (System.nanoTime() - start) / 1e9;
  }

  /** Each write is of a file of its own, as it is when files are migrated. */
  private double syncs(int count, int threads) throws Exception {
    Folders.empty(files);
    sync();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    long start = System.nanoTime();
    List<Future<?>> done =
        Stream.iterate(0, i -> i + 1)
            .limit(count)
            .<Future<?>>map(i -> pool.submit(() -> writeAndSync(files.resolve("f" + i))))
            .toList();
    for (Future<?> each : done) {
      each.get();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    pool.shutdown();
    return seconds;
  }

  private static Void writeAndSync(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(4096));
      channel.force(true);
    }
    return null;
  }

  private static void sync() throws IOException, InterruptedException {
    new ProcessBuilder("sync").start().waitFor();
  }

  private void prepare(Path model, int count) throws Exception {
    Folders.empty(files);
    for (int i = 0; i < count; i++) {
      Path folder = files.resolve(String.format("%03d", i % 1000));
      Files.createDirectories(folder);
      Files.copy(model, folder.resolve("tenant" + i + ".db"));
    }
    sync();
  }

  private void check(int count) throws Exception {
    try (Stream<Path> all = DatabaseFiles.in(files)) {
      long done = all.filter(FleetBenchmark::isDone).count();
      if (done != count) {
        throw new IllegalStateException("only " + done + " of " + count + " were migrated");
      }
    }
  }

  private static boolean isDone(Path file) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(weight) FROM t_1")) {
      return rows.getInt(1) == 2;
    } catch (SQLException e) {
      return false;
    }
  }

  private String scripts(int from, int to) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path script : WorkFolder.byVersion(current.scripts()).subList(from, to)) {
      text.append(Files.readString(script));
    }
    return text.toString();
  }

  private Path plainModel() throws Exception {
    return model(
        "plain", file -> run(file, scripts(0, FROM) + "PRAGMA user_version = " + FROM + ";"));
  }

  private Path flywayModel() throws Exception {
    return model(
        "flyway",
        file ->
            Flyway.configure()
                .dataSource(dataSource(file))
                .locations("filesystem:" + current.scripts())
                .target("" + FROM)
                .load()
                .migrate());
  }

  private Path rungsModel() throws Exception {
    return model("rungs", file -> Migrator.builder(Registries.of(old)).build().migrate(file));
  }

  private interface Creation {
    void create(Path file) throws Exception;
  }

  private Path model(String name, Creation creation) throws Exception {
    Path model = work.resolve(name + ".model");
    if (!Files.exists(model)) {
      creation.create(model);
      run(
          model,
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
              + ROWS
              + ") INSERT INTO t_1 (name) SELECT 'name ' || i FROM n;");
    }
    return model;
  }

  private static void run(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static SQLiteDataSource dataSource(Path file) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private Void shell(int count) throws Exception {
    Path sql =
        Files.writeString(
            work.resolve("migrate.sql"),
            "BEGIN IMMEDIATE;\n"
                + scripts(FROM, TO)
                + "PRAGMA user_version = "
                + TO
                + ";\nCOMMIT;\n");
    Process shell =
        new ProcessBuilder(
                "sh",
                "-c",
                "find \"$1\" -name '*.db' | while read -r f; do sqlite3 -bail \"$f\" < \"$2\""
                    + " || exit 1; done",
                "sh",
                files.toString(),
                sql.toString())
            .inheritIO()
            .start();
    if (shell.waitFor() != 0) {
      throw new IllegalStateException("the shell loop failed");
    }
    return null;
  }

  private Void flyway() {
    try (Stream<Path> all = DatabaseFiles.in(files)) {
      all.forEach(
          file ->
              Flyway.configure()
                  .dataSource(dataSource(file))
                  .locations("filesystem:" + current.scripts())
                  .load()
                  .migrate());
    }
    return null;
  }

  private Void jdbc() throws Exception {
    String sql =
        "BEGIN IMMEDIATE;" + scripts(FROM, TO) + "PRAGMA user_version = " + TO + ";COMMIT;";
    try (Stream<Path> all = DatabaseFiles.in(files)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        run(file, sql);
      }
    }
    return null;
  }

  private Void up(Registry registry, int workers, int count) {
    Fleet fleet = Fleet.of(registry).journal(newJournal());
    return run(workers == 0 ? fleet : fleet.workers(workers), State.MIGRATED, count);
  }

  private Void again(Registry registry, int count) {
    return run(Fleet.of(registry).journal(newJournal()), State.CURRENT, count);
  }

  private Void backedUp(Registry registry, int count) {
    Path backups = work.resolve("backups");
    Fleet fleet =
        Fleet.of(registry).journal(newJournal()).backups(BackupPolicy.always().in(backups));
    return run(fleet, State.MIGRATED, count);
  }

  private Void run(Fleet fleet, State expected, int count) {
    try (Stream<Path> all = DatabaseFiles.in(files);
        FleetReport report = fleet.migrate(all)) {
      return require(report, expected, count);
    }
  }

  private Void rehearse(Registry registry, int count) {
    try (Stream<Path> all = DatabaseFiles.in(files);
        FleetReport report = Fleet.of(registry).journal(newJournal()).rehearse(all)) {
      return require(report, State.REHEARSED, count);
    }
  }

  private Void plan(Registry registry, int count) {
    try (Stream<Path> all = DatabaseFiles.in(files);
        FleetReport report = Fleet.of(registry).plan(all)) {
      return require(report, State.PENDING, count);
    }
  }

  private static Void require(FleetReport report, State expected, int count) {
    if (report.count(expected) != count) {
      throw new IllegalStateException(
          report.count(expected) + " of " + count + ": " + report.failures().findFirst());
    }
    return null;
  }

  private Path newJournal() {
    try {
      Path folder = Files.createTempDirectory(work, "journal-");
      return folder.resolve("fleet.journal");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
