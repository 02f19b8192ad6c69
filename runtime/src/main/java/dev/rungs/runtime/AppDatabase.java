package dev.rungs.runtime;

import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.open.DatabaseAddress;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.PragmaProfile;
import dev.rungs.runtime.internal.open.ProfiledDataSource;
import dev.rungs.runtime.internal.open.StatementCache;
import dev.rungs.runtime.internal.open.TransactionScope;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * An application's database: one connection to a file that is at the registry's version.
 *
 * <pre>
 * try (AppDatabase db = AppDatabase.open(Path.of("app.db"), MigrationRegistry.INSTANCE)) {
 *   db.useTransaction(
 *       connection -&gt; {
 *         PreparedStatement insert = db.prepare("INSERT INTO notes (body) VALUES (?)");
 *         insert.setString(1, "first");
 *         insert.executeUpdate();
 *       });
 * }
 * </pre>
 *
 * <h2>Settings</h2>
 *
 * <p>Every connection gets {@code busy_timeout=5000}, {@code foreign_keys=ON}, {@code
 * synchronous=NORMAL}, {@code wal_autocheckpoint=1000}, {@code temp_store=MEMORY}, {@code
 * cache_size=-64000} and {@code trusted_schema=OFF}; the file is put into {@code journal_mode=WAL}.
 * {@link Builder#pragma} changes each of them.
 *
 * <h2>Threads</h2>
 *
 * <p>SQLite has one writer and many readers. This object is the writer: one connection, whose
 * transactions run one after another. {@link #transaction}, {@link #useTransaction}, {@link
 * #isHealthy}, {@link #schemaVersion} and {@link #close} may be called by several threads; a
 * transaction makes the others wait. Inside its work a thread has the connection and its prepared
 * statements for itself. Outside, {@link #connection} and the statements of {@link #prepare} are
 * for one thread at a time: a statement run by a second thread would become part of the first one's
 * transaction. To read while another thread writes, take connections from {@link #readers}; in WAL
 * mode they do not wait for the writer, and each sees the last commit.
 */
public final class AppDatabase implements AutoCloseable {
  private final Path file;
  private final Connection connection;
  private final PragmaProfile profile;
  private final boolean readOnly;
  private final Registry registry;
  private final Migrator migrator;
  private final MigrationReport migration;
  private final Object fileKey;
  private final StatementCache statements;
  private final TransactionScope scope;
  private final ReentrantLock lock = new ReentrantLock();

  AppDatabase(
      Builder builder,
      Path file,
      Connection connection,
      Migrator migrator,
      MigrationReport migration) {
    this.file = file;
    this.connection = connection;
    this.profile = builder.profile.copy();
    this.readOnly = builder.readOnly;
    this.registry = builder.registry;
    this.migrator = migrator;
    this.migration = migration;
    this.fileKey = file == null ? null : DatabaseAddress.key(file);
    this.statements = new StatementCache(connection, builder.cachedStatements);
    this.scope = new TransactionScope(connection, readOnly);
  }

  /**
   * Opens a file, brought to the registry's version first. A file that does not exist is created.
   *
   * @param file the database file, or {@code :memory:}
   * @param registry the migrations
   * @return an open database
   * @throws MigrationException if the file is refused, a migration fails, or it cannot be opened
   */
  public static AppDatabase open(Path file, Registry registry) {
    return builder(registry).open(file);
  }

  /**
   * Starts a database with settings of its own.
   *
   * @param registry the migrations
   * @return a builder with the settings of {@link #open}
   */
  public static Builder builder(Registry registry) {
    return new Builder(registry);
  }

  /**
   * Returns the connection. It is in autocommit mode and should stay so; {@link #close} closes it.
   *
   * @return always the same one
   */
  public Connection connection() {
    return connection;
  }

  /**
   * Prepares a statement, or returns the one prepared before.
   *
   * <p>The same text gives the same object while it is cached, with its parameters cleared. Call
   * this each time instead of keeping the statement: the least recently used one is closed when the
   * cache is full, and using it then fails. A statement that the caller closed is prepared again.
   * While its result set is being read, the same text must not be prepared again: running it closes
   * that result set.
   *
   * <p>As measured inside a transaction, reading or updating one row by its primary key takes a
   * third of the time that it takes with a statement prepared for each use; a join that itself
   * takes 10 µs, nine tenths.
   *
   * @param sql one statement
   * @return a statement that belongs to this database
   * @throws SQLException if SQLite rejects the text, it holds several statements, or the database
   *     is closed
   */
  public PreparedStatement prepare(String sql) throws SQLException {
    Objects.requireNonNull(sql, "sql");
    lock.lock();
    try {
      return statements.get(sql);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs work in a transaction and returns its result.
   *
   * <p>Commits when the work returns and rolls back if it throws anything. The write lock is taken
   * at the start ({@code BEGIN IMMEDIATE}), so the transaction does not fail half-way because
   * another connection wrote meanwhile. Called inside a transaction of the same thread it is a
   * savepoint: a failure undoes that part only, and the outer work may go on.
   *
   * <p>The work must not end the transaction itself. For work without a result, use {@link
   * #useTransaction}.
   *
   * @param <T> the type of the result
   * @param <X> what the work throws
   * @param work gets the connection, which it must not close
   * @return what the work returned
   * @throws SQLException if the lock is not available within the busy timeout, or the commit fails;
   *     then everything is rolled back
   * @throws X if the work throws it
   */
  public <T, X extends Exception> T transaction(Work<T, X> work) throws SQLException, X {
    Objects.requireNonNull(work, "work");
    lock.lock();
    try {
      scope.begin();
      try {
        T result = work.call(connection);
        scope.commit();
        return result;
      } catch (Throwable t) {
        scope.rollBack(t);
        throw t;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs work that has no result in a transaction, as {@link #transaction} does.
   *
   * @param <X> what the work throws
   * @param action gets the connection, which it must not close
   * @throws SQLException if the lock is not available within the busy timeout, or the commit fails;
   *     then everything is rolled back
   * @throws X if the work throws it
   */
  public <X extends Exception> void useTransaction(Action<X> action) throws SQLException, X {
    Objects.requireNonNull(action, "action");
    Work<Void, X> work =
        running -> {
          action.run(running);
          return null;
        };
    transaction(work);
  }

  /**
   * Tells whether the database can be used: the connection is open, its schema can be read, and the
   * file it has open is still the one at its path.
   *
   * <p>Cheap, and not a proof of integrity: it does not read the rows. {@link Migrator#verify}
   * does.
   *
   * @return false also when closed
   */
  public boolean isHealthy() {
    lock.lock();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
      return row.next() && (file == null || fileKey.equals(DatabaseAddress.key(file)));
    } catch (SQLException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the version that the file has.
   *
   * @return {@code PRAGMA user_version}: the registry's version, unless opened without migration
   * @throws MigrationException if it cannot be read, for example because the database is closed
   */
  public int schemaVersion() {
    lock.lock();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw Failures.of(e, new ErrorContext(file, 0, registry.currentVersion()));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the history of the file.
   *
   * @return one row for each version it has
   * @throws MigrationException if they cannot be read, for example because the database is closed
   */
  public List<AppliedMigration> appliedMigrations() {
    lock.lock();
    try {
      return migrator.history(connection);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tells whether the content was wiped by a rebuild and has not been restored. It stays true, in
   * the file, until {@link #markRepopulated} is called, even if the program ends first.
   *
   * @return true if the caller should fill the tables from their source
   * @throws MigrationException if it cannot be read, for example because the database is closed
   */
  public boolean needsRepopulation() {
    lock.lock();
    try {
      return migrator.needsRepopulation(connection);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Records that the content has been restored.
   *
   * @throws MigrationException if that cannot be written
   */
  public void markRepopulated() {
    lock.lock();
    try {
      migrator.markRepopulated(connection);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns what opening did to the file.
   *
   * @return empty if it was opened read-only or without migration
   */
  public Optional<MigrationReport> migration() {
    return Optional.ofNullable(migration);
  }

  /**
   * Provides connections for other threads, pools and frameworks. Each is new, has the settings of
   * this database, and does not migrate. {@code setAutoCommit(false)} makes its transactions begin
   * with the write lock. The source keeps working when this database is closed; the caller closes
   * the connections it takes.
   *
   * @return a source that is safe for use by several threads
   * @throws IllegalStateException if the database is in memory, which other connections cannot see
   */
  public DataSource dataSource() {
    return ProfiledDataSource.of(requireFile(), profile, readOnly);
  }

  /**
   * Provides connections that cannot write, as {@link #dataSource} does. In WAL mode they do not
   * wait for a writer.
   *
   * @return a source that is safe for use by several threads
   * @throws IllegalStateException if the database is in memory, which other connections cannot see
   */
  public DataSource readers() {
    return ProfiledDataSource.of(requireFile(), profile, true);
  }

  private Path requireFile() {
    if (file == null) {
      throw new IllegalStateException(
          "A database in memory belongs to its one connection. Open a file to have several.");
    }
    return file;
  }

  /**
   * Closes the statements and the connection, after {@code PRAGMA optimize}, which lets SQLite
   * update the statistics that it plans queries with. Waits for a transaction of another thread.
   * Closing again does nothing.
   *
   * @throws IllegalStateException if called from inside a transaction's work
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (scope.active()) {
        throw new IllegalStateException(
            "The database cannot be closed inside a transaction. Return from its work first.");
      }
      if (connection.isClosed()) {
        return;
      }
      try {
        statements.close();
        optimize();
      } finally {
        connection.close();
      }
    } catch (SQLException e) {
      // Nothing is lost: what was committed is in the file, and nothing else was to be kept.
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.WARNING, "Closing " + this + " failed: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private void optimize() {
    if (readOnly) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      // Statistics are not worth waiting for another writer.
      statement.executeUpdate("PRAGMA busy_timeout=0;PRAGMA optimize;");
    } catch (SQLException e) {
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.DEBUG, "PRAGMA optimize was skipped: {0}", e.getMessage());
    }
  }

  @Override
  public String toString() {
    return "AppDatabase[" + (file == null ? DatabaseAddress.IN_MEMORY : file) + "]";
  }

  /**
   * Work in a transaction that gives a result.
   *
   * @param <T> the type of the result
   * @param <X> what it throws
   */
  @FunctionalInterface
  public interface Work<T, X extends Exception> {
    /**
     * Does the work.
     *
     * @param connection in a transaction
     * @return the result
     * @throws X if it fails; what it did is rolled back
     */
    T call(Connection connection) throws X;
  }

  /**
   * Work in a transaction without a result.
   *
   * @param <X> what it throws
   */
  @FunctionalInterface
  public interface Action<X extends Exception> {
    /**
     * Does the work.
     *
     * @param connection in a transaction
     * @throws X if it fails; what it did is rolled back
     */
    void run(Connection connection) throws X;
  }

  /** Collects settings. For use by one thread. */
  public static final class Builder {
    final Registry registry;
    final PragmaProfile profile = PragmaProfile.defaults();
    boolean readOnly;
    boolean migrate = true;
    int cachedStatements = 100;
    Consumer<Migrator.Builder> permissions;

    private Builder(Registry registry) {
      this.registry = Objects.requireNonNull(registry, "registry");
    }

    /**
     * Opens an existing file for reading only. It is not migrated: unless {@link #withoutMigration}
     * is set too, a file that is not at the registry's version is refused.
     *
     * @return this
     */
    public Builder readOnly() {
      readOnly = true;
      return this;
    }

    /**
     * Leaves the file at the version it has, so that the program can run a {@link Migrator} on
     * {@link AppDatabase#connection} itself. A file that does not exist is created empty.
     *
     * @return this
     */
    public Builder withoutMigration() {
      migrate = false;
      return this;
    }

    /**
     * Changes a setting of every connection.
     *
     * @param name a pragma that belongs to a connection, or {@code journal_mode}
     * @param value one word or number
     * @return this
     * @throws IllegalArgumentException if the pragma changes the file, as {@code user_version}
     *     does, or the value is not one word
     */
    public Builder pragma(String name, String value) {
      profile.set(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Sets how many statements {@link AppDatabase#prepare} keeps.
     *
     * @param count 1 or more; 100 by default
     * @return this
     */
    public Builder statementCache(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("A cache keeps 1 statement or more, not " + count + ".");
      }
      cachedStatements = count;
      return this;
    }

    /**
     * Sets permissions, backups and listeners of the migration that opening runs, as in {@code
     * migrator(m -> m.allowDestructive(3))}.
     *
     * @param settings is given the migrator's builder when the file is opened; several add up
     * @return this
     */
    public Builder migrator(Consumer<Migrator.Builder> settings) {
      permissions = permissions == null ? settings : permissions.andThen(settings);
      return this;
    }

    /**
     * Sets a listener for the migration that opening runs.
     *
     * @param listener one listener; the last one set counts
     * @return this
     */
    public Builder listener(MigrationListener listener) {
      Objects.requireNonNull(listener, "listener");
      return migrator(settings -> settings.listener(listener));
    }

    /**
     * Opens a file, brought to the registry's version first unless the settings say otherwise.
     *
     * @param file the database file, or {@code :memory:}
     * @return an open database
     * @throws MigrationException if the file is refused, a migration fails, or it cannot be opened
     */
    public AppDatabase open(Path file) {
      return new AppDatabaseOpening(this).open(file);
    }

    /**
     * Opens a new database in memory, brought to the registry's version unless the settings say
     * otherwise.
     *
     * @return an open database; what it holds is gone when it is closed
     * @throws MigrationException if a migration fails
     */
    public AppDatabase openInMemory() {
      return new AppDatabaseOpening(this).openInMemory();
    }
  }
}
