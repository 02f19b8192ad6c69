package dev.rungs.fleet;

import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Brings many SQLite files, one for each tenant, project or user, to the current version of one
 * registry.
 *
 * <pre>
 * Fleet fleet = Fleet.of(MigrationRegistry.INSTANCE).journal(Path.of("fleet.journal")).canary(0.01);
 * try (Stream&lt;Path&gt; files = DatabaseFiles.in(Path.of("/data/tenants"));
 *     FleetReport report = fleet.migrate(files)) {
 *   System.out.println(report.count(FileOutcome.State.MIGRATED) + " migrated");
 * }
 * </pre>
 *
 * <p>A file that fails is left byte for byte as it was and is reported; the others go on. So a file
 * is upgraded in one transaction, whatever number of versions it is behind, unless {@link
 * #migrator} says otherwise.
 *
 * <p>Databases that are not files, as the namespaces of a server, are a fleet too; see {@link
 * FleetDatabases}.
 *
 * <p>Any number of runs, in this process and others, may work on the same files at the same time:
 * each file is migrated once, under SQLite's lock, and the others find it current.
 *
 * <p>The paths are written to a journal on disk and processed from there, so memory does not grow
 * with their number. Nothing is migrated before all paths are known.
 *
 * <p>Immutable and safe for use by several threads; each setting returns another fleet.
 */
public final class Fleet {
  private final Registry registry;
  private final FleetSettings settings;

  private Fleet(Registry registry, FleetSettings settings) {
    this.registry = registry;
    this.settings = settings;
  }

  /**
   * Starts a fleet with settings that permit nothing that loses data.
   *
   * @param registry the migrations
   * @return a fleet without canaries, limit of failures, or journal of its own
   */
  public static Fleet of(Registry registry) {
    return new Fleet(Objects.requireNonNull(registry, "registry"), new FleetSettings());
  }

  /**
   * Sets how many files are processed at the same time.
   *
   * @param count 1 or more; by default twice the number of processors, and at least 4
   * @return a fleet with that setting
   */
  public Fleet workers(int count) {
    return with(settings -> settings.workers = atLeastOne(count, "The number of workers"));
  }

  /**
   * Sets the share of the files that is migrated first. The others are started only when these
   * canaries are done, and not at all if a migration failed on one of them. A canary that is
   * damaged, in use or has another problem of its own does not stop the run. The same files are
   * canaries each time: they are chosen by a hash of their paths.
   *
   * @param share from 0, the default, to 1; of any share above 0 at least one file
   * @return a fleet with that setting
   */
  public Fleet canary(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("A share is from 0 to 1, not " + share + ".");
    }
    return with(settings -> settings.canary = share);
  }

  /**
   * Sets after how many failures no further file is started. By default, a run goes through all
   * files however many fail.
   *
   * @param failures 1 or more
   * @return a fleet with that setting
   */
  public Fleet stopAfter(int failures) {
    return with(settings -> settings.stopAfter = atLeastOne(failures, "The number of failures"));
  }

  /**
   * Names the file in which runs are recorded. A run that was killed or stopped is resumed by the
   * next one with the same journal: its report covers both. Several runs may use one journal at the
   * same time. It is an SQLite database on a local disk, created if it does not exist.
   *
   * @param file the journal; without one, a temporary file is used that {@link FleetReport#close}
   *     deletes
   * @return a fleet with that setting
   */
  public Fleet journal(Path file) {
    Objects.requireNonNull(file, "file");
    return with(settings -> settings.journal = file);
  }

  /**
   * Sets which files are backed up, and where.
   *
   * @param policy {@link BackupPolicy#beforeLosses()} by default
   * @return a fleet with that setting
   */
  public Fleet backups(BackupPolicy policy) {
    Objects.requireNonNull(policy, "policy");
    return with(settings -> settings.backups = policy);
  }

  /**
   * Restricts a run to one of several equal parts of the files. Which part a file is in depends on
   * a hash of its path, or name, as given. So several machines that are given the same paths, and
   * the same count, take each file exactly once.
   *
   * @param index from 0 to {@code count - 1}
   * @param count how many parts there are
   * @return a fleet with that setting
   */
  public Fleet shard(int index, int count) {
    Shard shard = new Shard(index, count);
    return with(settings -> settings.shard = shard);
  }

  /**
   * Sets how long a file that is in use is retried. Meanwhile the workers go on with other files; a
   * file is retried at least once after all others are done.
   *
   * @param timeout 30 seconds by default
   * @return a fleet with that setting
   */
  public Fleet busyTimeout(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("A timeout is 0 or more, not " + timeout + ".");
    }
    return with(settings -> settings.busyTimeout = timeout);
  }

  /**
   * Sets the folder in which files are copied to be rehearsed. There are never more copies than
   * workers.
   *
   * @param folder an existing folder; by default the system's temporary folder
   * @return a fleet with that setting
   */
  public Fleet copiesIn(Path folder) {
    Objects.requireNonNull(folder, "folder");
    return with(settings -> settings.copies = folder);
  }

  /**
   * Sets permissions, and anything else a migrator can be configured with. Backups and the timeout
   * for files in use are the fleet's own settings and are set after this.
   *
   * @param configuration is given the builder of each migrator that the fleet needs, possibly
   *     several times and on several threads, for example {@code builder ->
   *     builder.allowDestructive(3)}
   * @return a fleet with that setting
   */
  public Fleet migrator(Consumer<Migrator.Builder> configuration) {
    Objects.requireNonNull(configuration, "configuration");
    return with(settings -> settings.configuration = configuration);
  }

  /**
   * Sets the listener that is told how a run progresses.
   *
   * @param listener one listener; the last one set counts
   * @return a fleet with that setting
   */
  public Fleet listener(FleetListener listener) {
    Objects.requireNonNull(listener, "listener");
    return with(settings -> settings.listener = listener);
  }

  /**
   * Reads the version of each file. Changes nothing.
   *
   * @param files database files; read to the end, not closed
   * @return the versions, and files that cannot be read as failures
   * @throws FleetException if the journal cannot be used
   */
  public FleetReport status(Stream<Path> files) {
    return run(FleetReport.Verb.STATUS, files);
  }

  /**
   * Decides for each file what {@link #migrate} would do. Changes nothing.
   *
   * @param files database files; read to the end, not closed
   * @return what is pending, and what would be refused as failures
   * @throws FleetException if the journal cannot be used
   */
  public FleetReport plan(Stream<Path> files) {
    return run(FleetReport.Verb.PLAN, files);
  }

  /**
   * Migrates a copy of each file, so that a migration that fails on the data of just one file is
   * known before any file is changed. The files are only read.
   *
   * @param files database files; read to the end, not closed
   * @return what succeeded, and what {@link #migrate} would fail with
   * @throws FleetException if the journal cannot be used
   */
  public FleetReport rehearse(Stream<Path> files) {
    return run(FleetReport.Verb.REHEARSE, files);
  }

  /**
   * Brings each file to the current version.
   *
   * <p>Interrupting the calling thread stops the run: what is running is rolled back, and the
   * report says so.
   *
   * @param files database files; read to the end, not closed
   * @return what was done and what failed
   * @throws FleetException if the journal cannot be used
   */
  public FleetReport migrate(Stream<Path> files) {
    return run(FleetReport.Verb.MIGRATE, files);
  }

  /**
   * Reads at which version each database is. Changes nothing.
   *
   * @param names of databases that are not files; read to the end, not closed
   * @param databases finds them
   * @return the versions, and those that cannot be read as failures
   * @throws FleetException if the journal cannot be used
   */
  public FleetReport status(Stream<String> names, FleetDatabases databases) {
    return run(FleetReport.Verb.STATUS, names, databases);
  }

  /**
   * Decides for each database what {@code migrate} would do. Changes nothing.
   *
   * @param names of databases that are not files; read to the end, not closed
   * @param databases finds them
   * @return what is pending, and what would be refused as failures
   * @throws FleetException if the journal cannot be used
   */
  public FleetReport plan(Stream<String> names, FleetDatabases databases) {
    return run(FleetReport.Verb.PLAN, names, databases);
  }

  /**
   * Migrates a copy of each database, which is only read.
   *
   * @param names of databases that are not files; read to the end, not closed
   * @param databases finds them
   * @return what succeeded, and what {@code migrate} would fail with
   * @throws FleetException if the journal cannot be used
   */
  public FleetReport rehearse(Stream<String> names, FleetDatabases databases) {
    return run(FleetReport.Verb.REHEARSE, names, databases);
  }

  /**
   * Brings each database to the current version. One that fails keeps the versions it reached: a
   * server knows no transaction over several requests.
   *
   * @param names of databases that are not files; read to the end, not closed
   * @param databases finds them
   * @return what was done and what failed
   * @throws FleetException if the journal cannot be used
   */
  public FleetReport migrate(Stream<String> names, FleetDatabases databases) {
    return run(FleetReport.Verb.MIGRATE, names, databases);
  }

  /**
   * Reads the report of the last run that a journal records, also while it is running or after it
   * was killed.
   *
   * @param journal an existing journal
   * @param verb the kind of run
   * @return empty if there was none
   * @throws FleetException if the journal cannot be used
   */
  public static Optional<FleetReport> lastRun(Path journal, FleetReport.Verb verb) {
    return FleetReport.lastRun(Objects.requireNonNull(journal, "journal"), verb);
  }

  /**
   * Puts the last runs of several journals into one report, as of the shards of a fleet. A file
   * that is in several journals of one host counts once, as its last run left it; of several hosts
   * both count, the second with its host behind its path.
   *
   * @param journals existing journals, of one schema and one version
   * @param verb of which kind of run
   * @return a report that is {@link FleetReport.Ending#STOPPED} if a shard is missing, with the
   *     reason
   * @throws FleetException if a journal cannot be used, has no such run, or is of another fleet
   */
  public static FleetReport lastRuns(List<Path> journals, FleetReport.Verb verb) {
    return MergedRuns.of(List.copyOf(journals), Objects.requireNonNull(verb, "verb"));
  }

  private FleetReport run(FleetReport.Verb verb, Stream<Path> files) {
    return FleetRun.overFiles(registry, settings, verb)
        .run(Objects.requireNonNull(files, "files").map(Candidate::of));
  }

  private FleetReport run(FleetReport.Verb verb, Stream<String> names, FleetDatabases databases) {
    return FleetRun.overDatabases(
            registry, settings, verb, Objects.requireNonNull(databases, "databases"))
        .run(Objects.requireNonNull(names, "names").map(Candidate::of));
  }

  private Fleet with(Consumer<FleetSettings> change) {
    FleetSettings changed = settings.copy();
    change.accept(changed);
    return new Fleet(registry, changed);
  }

  private static int atLeastOne(int value, String what) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " is 1 or more, not " + value + ".");
    }
    return value;
  }
}
