package dev.rungs.runtime;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Brings SQLite files to the version of a {@link Registry}.
 *
 * <p>Immutable and safe for use by several threads; each call works on its own connection, or on
 * the one passed.
 */
public final class Migrator {
  private Migrator(Builder builder) {}

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
   * Decides what {@link #migrate} would do, without changing or creating anything.
   *
   * @param file the database file
   * @return the plan; a refusal is part of it
   * @throws MigrationException if it is refused or fails
   */
  public MigrationPlan plan(Path file) {
    throw new IllegalStateException("plan");
  }

  /**
   * Decides what {@link #migrate} would do, without changing or creating anything.
   *
   * @param connection an open connection, in autocommit mode; it stays open and its settings are
   *     restored
   * @return the plan; a refusal is part of it
   * @throws MigrationException if it is refused or fails
   */
  public MigrationPlan plan(Connection connection) {
    throw new IllegalStateException("plan");
  }

  /**
   * Decides what {@link #migrate} would do, without changing or creating anything.
   *
   * @param dataSource gives the connection, which is closed afterwards
   * @return the plan; a refusal is part of it
   * @throws MigrationException if it is refused or fails
   */
  public MigrationPlan plan(DataSource dataSource) {
    throw new IllegalStateException("plan");
  }

  /**
   * Brings a file to the current version.
   *
   * @param file the database file
   * @return what was done
   * @throws MigrationException if it is refused or fails
   */
  public MigrationReport migrate(Path file) {
    throw new IllegalStateException("migrate");
  }

  /**
   * Brings a file to the current version.
   *
   * @param connection an open connection, in autocommit mode; it stays open and its settings are
   *     restored
   * @return what was done
   * @throws MigrationException if it is refused or fails
   */
  public MigrationReport migrate(Connection connection) {
    throw new IllegalStateException("migrate");
  }

  /**
   * Brings a file to the current version.
   *
   * @param dataSource gives the connection, which is closed afterwards
   * @return what was done
   * @throws MigrationException if it is refused or fails
   */
  public MigrationReport migrate(DataSource dataSource) {
    throw new IllegalStateException("migrate");
  }

  /**
   * Tells which versions a file has and which wait.
   *
   * @param file the database file
   * @return every version, by number
   * @throws MigrationException if it is refused or fails
   */
  public MigrationStatus status(Path file) {
    throw new IllegalStateException("status");
  }

  /**
   * Tells which versions a file has and which wait.
   *
   * @param connection an open connection, in autocommit mode; it stays open and its settings are
   *     restored
   * @return every version, by number
   * @throws MigrationException if it is refused or fails
   */
  public MigrationStatus status(Connection connection) {
    throw new IllegalStateException("status");
  }

  /**
   * Tells which versions a file has and which wait.
   *
   * @param dataSource gives the connection, which is closed afterwards
   * @return every version, by number
   * @throws MigrationException if it is refused or fails
   */
  public MigrationStatus status(DataSource dataSource) {
    throw new IllegalStateException("status");
  }

  /**
   * Undoes migrations from the top down to a version.
   *
   * @param file the database file
   * @param version the version the file has afterwards, 0 or more
   * @return what was done
   * @throws MigrationException if it is refused or fails
   */
  public MigrationReport rollbackTo(Path file, int version) {
    throw new IllegalStateException("rollbackTo");
  }

  /**
   * Undoes migrations from the top down to a version.
   *
   * @param connection an open connection, in autocommit mode; it stays open and its settings are
   *     restored
   * @param version the version the file has afterwards, 0 or more
   * @return what was done
   * @throws MigrationException if it is refused or fails
   */
  public MigrationReport rollbackTo(Connection connection, int version) {
    throw new IllegalStateException("rollbackTo");
  }

  /**
   * Undoes migrations from the top down to a version.
   *
   * @param dataSource gives the connection, which is closed afterwards
   * @param version the version the file has afterwards, 0 or more
   * @return what was done
   * @throws MigrationException if it is refused or fails
   */
  public MigrationReport rollbackTo(DataSource dataSource, int version) {
    throw new IllegalStateException("rollbackTo");
  }

  /** Collects permissions and settings. For use by one thread. */
  public static final class Builder {
    private final Registry registry;

    private Builder(Registry registry) {
      this.registry = Objects.requireNonNull(registry, "registry");
    }

    /**
     * Approves every destructive migration.
     *
     * @return this
     */
    public Builder allowDestructive() {
      return this;
    }

    /**
     * Approves destructive migrations by version.
     *
     * @param versions those approved
     * @return this
     */
    public Builder allowDestructive(int... versions) {
      return this;
    }

    /**
     * Permits a file to be wiped and built anew where a {@code REBUILD} is pending.
     *
     * @return this
     */
    public Builder allowRebuild() {
      return this;
    }

    /**
     * Permits a file that a newer build wrote to be wiped.
     *
     * @return this
     */
    public Builder allowRebuildOfNewer() {
      return this;
    }

    /**
     * Permits an upgrade of a file whose schema is not the one its version should have.
     *
     * @return this
     */
    public Builder allowDrift() {
      return this;
    }

    /**
     * Says how an upgrade is put into transactions.
     *
     * @param transactions {@link Transactions#EACH} by default
     * @return this
     */
    public Builder transactions(Transactions transactions) {
      return this;
    }

    /**
     * Says where copies are made; beside the file by default.
     *
     * @param directory an existing folder
     * @return this
     */
    public Builder backups(Path directory) {
      return this;
    }

    /**
     * Makes no copies.
     *
     * @return this
     */
    public Builder withoutBackups() {
      return this;
    }

    /**
     * Says which version an unversioned file has, where its schema alone does not tell.
     *
     * @param version 1 or more
     * @return this
     */
    public Builder adoptAs(int version) {
      return this;
    }

    /**
     * Says how long to wait for a file that another connection holds.
     *
     * @param timeout 5 seconds by default
     * @return this
     */
    public Builder busyTimeout(Duration timeout) {
      return this;
    }

    /**
     * Sets the clock that history is dated by.
     *
     * @param clock the system's by default
     * @return this
     */
    public Builder clock(Clock clock) {
      return this;
    }

    /**
     * Sets who is told what happens.
     *
     * @param listener one listener; the last one set counts
     * @return this
     */
    public Builder listener(MigrationListener listener) {
      return this;
    }

    /**
     * Makes the migrator.
     *
     * @return an immutable migrator
     */
    public Migrator build() {
      return new Migrator(this);
    }
  }
}
