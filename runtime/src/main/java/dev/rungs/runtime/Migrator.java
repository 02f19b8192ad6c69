package dev.rungs.runtime;

import dev.rungs.runtime.internal.apply.Engine;
import dev.rungs.runtime.internal.apply.Settings;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.inspect.Adoption;
import dev.rungs.runtime.internal.inspect.DatabaseCopy;
import dev.rungs.runtime.internal.inspect.OtherTools;
import dev.rungs.runtime.internal.inspect.Rehearser;
import dev.rungs.runtime.internal.inspect.Verifier;
import dev.rungs.runtime.internal.open.FastPath;
import dev.rungs.runtime.internal.open.OldestSqlite;
import dev.rungs.runtime.internal.open.Stamp;
import dev.rungs.runtime.internal.plan.Permissions;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Brings SQLite files to the version of a {@link Registry}.
 *
 * <p>Immutable and safe for use by several threads; each call works on its own connection, or on
 * the one passed.
 *
 * <p>A connection that is passed must be of sqlite-jdbc, or unwrap to it, and be used by no other
 * thread meanwhile. It stays open, and its settings and handlers are restored. It must have no open
 * transaction or result set, no attached databases and no temporary objects, or it is refused. If
 * autocommit is off, it is switched on meanwhile. SQLite has one progress handler per connection,
 * which remains the caller's; so a listener is told of progress between statements only.
 */
public final class Migrator {
  private final Registry registry;
  private final Settings settings;

  private Migrator(Registry registry, Settings settings) {
    this.registry = registry;
    this.settings = settings;
    registry
        .minSqlite()
        .ifPresent(oldest -> OldestSqlite.require(oldest, registry.currentVersion()));
  }

  private static Settings settings(Builder builder) {
    return new Settings(
        new Permissions(
            builder.allDestructive,
            Set.copyOf(builder.destructive),
            builder.rebuild,
            builder.rebuildOfNewer,
            builder.drift,
            builder.applicationId),
        builder.transactions,
        builder.backups,
        builder.backupDirectory,
        builder.keepBackups,
        builder.busyTimeoutMillis,
        builder.clock,
        builder.listener,
        adoption(builder),
        builder.mustExist);
  }

  /** How files of other tools are adopted, or null: opening a current file loads no class of it. */
  private static Adoption adoption(Builder builder) {
    return builder.adoptAs == null && builder.ignored.isEmpty()
        ? null
        : new Adoption(builder.adoptAs, OtherTools.and(List.copyOf(builder.ignored)));
  }

  /**
   * Starts a migrator.
   *
   * @param registry the migrations
   * @return a builder that permits nothing: no destructive migration, no rebuild, no drift
   */
  public static Builder builder(Registry registry) {
    return new Builder(registry);
  }

  /**
   * Decides what {@link #migrate(Path)} would do, without changing or creating anything. A refusal,
   * which {@code migrate} would throw, is part of the plan and is not thrown.
   *
   * @param file the database file
   * @return the plan; a refusal is part of it
   */
  public MigrationPlan plan(Path file) {
    return engine().plan(Objects.requireNonNull(file, "file"));
  }

  /**
   * As {@link #plan(Path)}, over a connection that stays open.
   *
   * @param connection as the class description says
   * @return the plan; a refusal is part of it
   */
  public MigrationPlan plan(Connection connection) {
    return plan(Objects.requireNonNull(connection, "connection"), null);
  }

  /** Plans over a connection to a file, which messages name as the caller does. */
  MigrationPlan plan(Connection connection, Path called) {
    return engine().plan(connection, called);
  }

  /**
   * As {@link #plan(Path)}, over a connection of a pool.
   *
   * @param dataSource gives the connection, which is closed afterwards
   * @return the plan; a refusal is part of it
   */
  public MigrationPlan plan(DataSource dataSource) {
    return engine().onPool(dataSource, this::plan);
  }

  /**
   * Brings a file to the current version. A file that does not exist is created, unless {@link
   * Builder#mustExist()} forbids it.
   *
   * @param file the database file
   * @return what was done
   * @throws MigrationException if it is refused or fails
   */
  public MigrationReport migrate(Path file) {
    // The path of most calls loads none of the classes that plan and migrate.
    Stamp stamp =
        FastPath.stamp(
            Objects.requireNonNull(file, "file"),
            settings.busyTimeoutMillis(),
            registry.currentVersion());
    return isCurrent(stamp) ? FastPath.nothing(stamp) : engine().migrate(file);
  }

  /**
   * As {@link #migrate(Path)}, over a connection that stays open.
   *
   * @param connection as the class description says
   * @return what was done
   * @throws MigrationException if it is refused or fails
   */
  public MigrationReport migrate(Connection connection) {
    return migrate(Objects.requireNonNull(connection, "connection"), null);
  }

  /** Migrates over a connection to a file, which messages name as the caller does. */
  MigrationReport migrate(Connection connection, Path called) {
    Stamp stamp = FastPath.stamp(connection);
    return isCurrent(stamp) ? FastPath.nothing(stamp) : engine().migrate(connection, called);
  }

  /** Tells whether nothing is to be done; a file that another program owns is never current. */
  private boolean isCurrent(Stamp stamp) {
    return stamp != null
        && stamp.version() == registry.currentVersion()
        && !stamp.isForeign(settings.permissions().applicationId());
  }

  /**
   * As {@link #migrate(Path)}, over a connection of a pool.
   *
   * @param dataSource gives the connection, which is closed afterwards
   * @return what was done
   * @throws MigrationException if it is refused or fails
   */
  public MigrationReport migrate(DataSource dataSource) {
    return engine().onPool(dataSource, this::migrate);
  }

  /**
   * Tells which versions a file has and which are pending.
   *
   * @param file the database file
   * @return every version, by number
   * @throws MigrationException if the file cannot be read
   */
  public MigrationStatus status(Path file) {
    return engine().status(Objects.requireNonNull(file, "file"));
  }

  /**
   * As {@link #status(Path)}, over a connection that stays open.
   *
   * @param connection as the class description says
   * @return every version, by number
   * @throws MigrationException if the database cannot be read
   */
  public MigrationStatus status(Connection connection) {
    return engine().status(Objects.requireNonNull(connection, "connection"));
  }

  /**
   * As {@link #status(Path)}, over a connection of a pool.
   *
   * @param dataSource gives the connection, which is closed afterwards
   * @return every version, by number
   * @throws MigrationException if the database cannot be read
   */
  public MigrationStatus status(DataSource dataSource) {
    return engine().onPool(dataSource, this::status);
  }

  /**
   * Reads the history of a file: one row for each version it has.
   *
   * @param file the database file
   * @return by version; empty if there is no history
   * @throws MigrationException if it cannot be read, or is not what Rungs wrote
   */
  public List<AppliedMigration> history(Path file) {
    return engine().history(Objects.requireNonNull(file, "file"));
  }

  /**
   * As {@link #history(Path)}, over a connection that stays open.
   *
   * @param connection as the class description says
   * @return by version; empty if there is no history
   * @throws MigrationException if it cannot be read, or is not what Rungs wrote
   */
  public List<AppliedMigration> history(Connection connection) {
    return engine().history(Objects.requireNonNull(connection, "connection"));
  }

  /**
   * As {@link #history(Path)}, over a connection of a pool.
   *
   * @param dataSource gives the connection, which is closed afterwards
   * @return by version; empty if there is no history
   * @throws MigrationException if it cannot be read, or is not what Rungs wrote
   */
  public List<AppliedMigration> history(DataSource dataSource) {
    return engine().onPool(dataSource, this::history);
  }

  /**
   * Undoes migrations from the top down to a version, each in a transaction of its own: its step
   * first, then its {@code @Down} SQL. The file is backed up first.
   *
   * <p>Versions that a newer build wrote are undone by the SQL that build stored in the file. Every
   * version to be undone must be approved by {@link Builder#allowDestructive(int...)}.
   *
   * @param file the database file
   * @param version the version the file has afterwards, 0 or more
   * @return what was done
   * @throws MigrationException if it is refused or fails
   */
  public MigrationReport rollbackTo(Path file, int version) {
    return engine().rollbackTo(Objects.requireNonNull(file, "file"), requireVersion(version));
  }

  /**
   * As {@link #rollbackTo(Path, int)}, over a connection that stays open.
   *
   * @param connection as the class description says
   * @param version the version the file has afterwards, 0 or more
   * @return what was done
   * @throws MigrationException if it is refused or fails
   */
  public MigrationReport rollbackTo(Connection connection, int version) {
    return rollbackTo(
        Objects.requireNonNull(connection, "connection"), null, requireVersion(version));
  }

  /** Rolls back over a connection to a file, which messages name as the caller does. */
  MigrationReport rollbackTo(Connection connection, Path called, int version) {
    return engine().rollbackTo(connection, called, version);
  }

  /**
   * As {@link #rollbackTo(Path, int)}, over a connection of a pool.
   *
   * @param dataSource gives the connection, which is closed afterwards
   * @param version the version the file has afterwards, 0 or more
   * @return what was done
   * @throws MigrationException if it is refused or fails
   */
  public MigrationReport rollbackTo(DataSource dataSource, int version) {
    return engine().onPool(dataSource, connection -> rollbackTo(connection, version));
  }

  /**
   * Tells whether a file was wiped by a rebuild and its content has not been restored.
   *
   * @param file the database file
   * @return true from the rebuild until {@link #markRepopulated(Path)}, in every process
   * @throws MigrationException if the file cannot be read
   */
  public boolean needsRepopulation(Path file) {
    return engine().needsRepopulation(Objects.requireNonNull(file, "file"));
  }

  /**
   * As {@link #needsRepopulation(Path)}, over a connection that stays open.
   *
   * @param connection an open connection; it may be in a transaction
   * @return true from the rebuild until {@link #markRepopulated(Connection)}, in every process
   * @throws MigrationException if the database cannot be read
   */
  public boolean needsRepopulation(Connection connection) {
    return engine().needsRepopulation(Objects.requireNonNull(connection, "connection"));
  }

  /**
   * As {@link #needsRepopulation(Path)}, over a connection of a pool.
   *
   * @param dataSource gives the connection, which is closed afterwards
   * @return true from the rebuild until {@link #markRepopulated(DataSource)}, in every process
   * @throws MigrationException if the database cannot be read
   */
  public boolean needsRepopulation(DataSource dataSource) {
    return engine().onPool(dataSource, this::needsRepopulation);
  }

  /**
   * Records in a file that the content a rebuild wiped has been restored. Does nothing if none was
   * wiped.
   *
   * @param file the database file
   * @throws MigrationException if the file cannot be written
   */
  public void markRepopulated(Path file) {
    engine().markRepopulated(Objects.requireNonNull(file, "file"));
  }

  /**
   * As {@link #markRepopulated(Path)}, over a connection that stays open.
   *
   * @param connection an open connection; if it is in a transaction, the record is part of that
   *     transaction, so that content and record are committed together
   * @throws MigrationException if the database cannot be written
   */
  public void markRepopulated(Connection connection) {
    engine().markRepopulated(Objects.requireNonNull(connection, "connection"));
  }

  /**
   * As {@link #markRepopulated(Path)}, over a connection of a pool.
   *
   * @param dataSource gives the connection, which is closed afterwards
   * @throws MigrationException if the database cannot be written
   */
  public void markRepopulated(DataSource dataSource) {
    engine()
        .onPool(
            dataSource,
            connection -> {
              markRepopulated(connection);
              return dataSource;
            });
  }

  private static int requireVersion(int version) {
    if (version < 0) {
      throw new IllegalArgumentException("A version is 0 or more, not " + version + ".");
    }
    return version;
  }

  /**
   * Checks a file for everything that can be wrong with it: damage, rows that refer to rows that do
   * not exist, a history that contradicts the file or the registry, a schema that does not match
   * its version. Reads the whole file and does not change it.
   *
   * @param file an existing database file
   * @return what is wrong
   * @throws MigrationException if it cannot be read
   */
  public Verification verify(Path file) {
    return Verifier.verify(
        about(file), registry, settings.adoption().others(), settings.busyTimeoutMillis());
  }

  /**
   * Backs up a file that may be in use, as of one moment.
   *
   * @param file an existing database file
   * @param copy the backup to create; it must not exist yet
   * @throws MigrationException if that fails
   */
  public void backup(Path file, Path copy) {
    DatabaseCopy.make(
        about(file), Objects.requireNonNull(copy, "copy"), settings.busyTimeoutMillis());
  }

  /**
   * Does to a copy what {@link #migrate(Path)} would do, and reports what that changed. The copy,
   * created in the folder of {@link Builder#backups} or else in the system's temporary one, is
   * deleted afterwards; because it is a copy, losses and rebuilds need no approval.
   *
   * @param file an existing database file
   * @return what happened to the copy, also if a migration failed
   * @throws MigrationException if the file is refused for another reason, or cannot be copied
   */
  public Rehearsal rehearse(Path file) {
    Migrator onCopy = new Migrator(registry, settings.onCopy());
    MigrationPlan plan = onCopy.plan(file);
    if (plan.refusal().isPresent()) {
      throw plan.refusal().get();
    }
    return rehearser(file).rehearse(settings.backupDirectory(), copy -> onCopy.migrate(copy, file));
  }

  /**
   * Does to a copy what {@link #rollbackTo(Path, int)} would do, and reports what that changed, as
   * {@link #rehearse} does.
   *
   * @param file an existing database file
   * @param version the version the copy is to have afterwards, 0 or more
   * @return what happened to the copy, also if it was refused or failed
   * @throws MigrationException if the file cannot be copied
   */
  public Rehearsal rehearseRollback(Path file, int version) {
    Migrator onCopy = new Migrator(registry, settings.onCopy());
    return rehearser(file)
        .rehearse(
            settings.backupDirectory(),
            copy -> onCopy.rollbackTo(copy, file, requireVersion(version)));
  }

  /** Tells whether a file may be created; for code that opens it before it is migrated. */
  boolean mayCreate() {
    return !settings.mustExist();
  }

  private Rehearser rehearser(Path file) {
    return new Rehearser(about(file), settings.busyTimeoutMillis());
  }

  private ErrorContext about(Path file) {
    return new ErrorContext(Objects.requireNonNull(file, "file"), 0, registry.currentVersion());
  }

  private Engine engine() {
    return new Engine(registry, settings);
  }

  /** Collects permissions and settings. For use by one thread. */
  public static final class Builder {
    private static final int DEFAULT_BUSY_TIMEOUT_MILLIS = 5_000;

    private final Registry registry;
    private final Set<Integer> destructive = new HashSet<>();
    private boolean allDestructive;
    private boolean rebuild;
    private boolean rebuildOfNewer;
    private boolean drift;
    private boolean mustExist;
    private boolean backups = true;
    private int keepBackups;
    private final Set<String> ignored = new LinkedHashSet<>();
    private VersionReader adoptAs;
    private int applicationId;
    private int busyTimeoutMillis = DEFAULT_BUSY_TIMEOUT_MILLIS;
    private Path backupDirectory;
    private Transactions transactions = Transactions.EACH;
    private Clock clock;
    private MigrationListener listener;

    private Builder(Registry registry) {
      this.registry = Objects.requireNonNull(registry, "registry");
    }

    /**
     * Approves every destructive migration.
     *
     * @return this
     */
    public Builder allowDestructive() {
      allDestructive = true;
      return this;
    }

    /**
     * Approves destructive migrations by version.
     *
     * @param versions those approved
     * @return this
     */
    public Builder allowDestructive(int... versions) {
      for (int version : versions) {
        destructive.add(version);
      }
      return this;
    }

    /**
     * Permits a file to be wiped and its schema rebuilt if a {@code REBUILD} is pending.
     *
     * @return this
     */
    public Builder allowRebuild() {
      rebuild = true;
      return this;
    }

    /**
     * Permits a file that a newer build wrote to be wiped.
     *
     * @return this
     */
    public Builder allowRebuildOfNewer() {
      rebuildOfNewer = true;
      return this;
    }

    /**
     * Permits an upgrade of a file whose schema does not match its version.
     *
     * @return this
     */
    public Builder allowDrift() {
      drift = true;
      return this;
    }

    /**
     * Refuses a file that does not exist, with a {@link MissingDatabaseException}, instead of
     * creating it: also one that is deleted while it is being opened. For files that were found or
     * named by somebody, where a path may be mistyped. A file that exists and is empty is not
     * refused; a database in memory, or a connection that is passed, is not concerned.
     *
     * @return this
     */
    public Builder mustExist() {
      mustExist = true;
      return this;
    }

    /**
     * Chooses how an upgrade is divided into transactions.
     *
     * @param transactions {@link Transactions#EACH} by default
     * @return this
     */
    public Builder transactions(Transactions transactions) {
      this.transactions = Objects.requireNonNull(transactions, "transactions");
      return this;
    }

    /**
     * Sets the folder for backups; by default, they are created beside the file.
     *
     * <p>Without this call, a backup is made before a destructive migration, a rollback, and a wipe
     * of a file that is not at a version of this registry. With it, also before the rebuild of a
     * file that is, whose content is derived. A backup is never more readable than the file.
     *
     * @param directory an existing folder
     * @return this
     */
    public Builder backups(Path directory) {
      backupDirectory = Objects.requireNonNull(directory, "directory");
      backups = true;
      return this;
    }

    /**
     * Deletes older backups of a file after a successful call that made one. They are recognized by
     * their whole names; nothing else is deleted. By default, all are kept.
     *
     * @param newest how many are kept, including the one just made: 1 or more
     * @return this
     */
    public Builder keepBackups(int newest) {
      if (newest < 1) {
        throw new IllegalArgumentException("At least 1 backup is kept, not " + newest + ".");
      }
      keepBackups = newest;
      return this;
    }

    /**
     * Makes no backups.
     *
     * @return this
     */
    public Builder withoutBackups() {
      backups = false;
      return this;
    }

    /**
     * Chooses the version of a file that no build of this program wrote: one with tables but no
     * version, for example if several versions have its schema, or one with a number above {@link
     * Registry#currentVersion()} from another tool and no history. Its schema must be that of the
     * version, unless {@link #allowDrift()} permits the differences. Other files are not affected.
     *
     * @param version 1 or more; replaces what was chosen before
     * @return this
     */
    public Builder adoptAs(int version) {
      if (version < 1) {
        throw new IllegalArgumentException("A version is 1 or more, not " + version + ".");
      }
      adoptAs = connection -> version;
      return this;
    }

    /**
     * As {@link #adoptAs(int)}, for files of different versions whose former tool knows which.
     *
     * @param reader called for each such file, for a plan and again for the migration
     * @return this
     */
    public Builder adoptAs(VersionReader reader) {
      adoptAs = Objects.requireNonNull(reader, "reader");
      return this;
    }

    /**
     * Names tables, views, indexes and triggers that are not part of the schema: they are not
     * drift, do not prevent recognizing the version of a file, and a rebuild leaves them alone. The
     * indexes and triggers of such a table are ignored too. An object of any version of the schema
     * is never ignored.
     *
     * <p>The tables of Flyway, Liquibase, Room, GRDB, Entity Framework Core and other migration
     * tools are ignored without being named.
     *
     * @param globs in any case; {@code *} stands for any characters, {@code ?} for one. Adds to
     *     those named before
     * @return this
     * @throws IllegalArgumentException if one consists of wildcards only: it would ignore
     *     everything
     */
    public Builder ignoring(String... globs) {
      for (String glob : globs) {
        if (glob.chars().allMatch(c -> c == '*' || c == '?')) {
          throw new IllegalArgumentException(
              "'" + glob + "' names no table. Write at least a part of a name, such as 'audit_*'.");
        }
        ignored.add(glob);
      }
      return this;
    }

    /**
     * Names the program's own {@code PRAGMA application_id}. A file is created with it, and a file
     * that has another one is refused. Without it, every file that has one is refused.
     *
     * @param id any number but 0, as in the <a
     *     href="https://www.sqlite.org/pragma.html#pragma_application_id">list of ids</a>
     * @return this
     */
    public Builder applicationId(int id) {
      applicationId = id;
      return this;
    }

    /**
     * Sets how long to wait for a file that another connection has locked.
     *
     * @param timeout 5 seconds by default
     * @return this
     */
    public Builder busyTimeout(Duration timeout) {
      if (timeout.isNegative()) {
        throw new IllegalArgumentException("A timeout is 0 or more, not " + timeout + ".");
      }
      // SQLite counts its timeout in an int of milliseconds.
      Duration longest = Duration.ofMillis(Integer.MAX_VALUE);
      return busyTimeoutMillis(
          timeout.compareTo(longest) > 0 ? Integer.MAX_VALUE : (int) timeout.toMillis());
    }

    Builder busyTimeoutMillis(int millis) {
      busyTimeoutMillis = millis;
      return this;
    }

    /**
     * Sets the clock that dates history.
     *
     * @param clock the system's by default
     * @return this
     */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Sets the listener.
     *
     * @param listener replaces the one set before
     * @return this
     */
    public Builder listener(MigrationListener listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Creates the migrator.
     *
     * @return an immutable migrator
     * @throws SqliteTooOldException if the driver's SQLite is older than {@link
     *     Registry#minSqlite()}
     */
    public Migrator build() {
      return new Migrator(registry, settings(this));
    }
  }
}
