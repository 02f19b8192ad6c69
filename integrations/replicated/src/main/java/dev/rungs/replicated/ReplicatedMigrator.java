package dev.rungs.replicated;

import dev.rungs.replicated.internal.Engine;
import dev.rungs.replicated.internal.Server;
import dev.rungs.replicated.internal.Servers;
import dev.rungs.replicated.internal.Settings;
import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.Rehearsal;
import dev.rungs.runtime.Verification;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Brings an SQLite database that is served over HTTP to the version of a {@link Registry}, as
 * {@link Migrator} brings a file:
 *
 * <pre>
 * ReplicatedMigrator migrator =
 *     ReplicatedMigrator.rqlite(URI.create("http://127.0.0.1:4001"))
 *         .registry(MigrationRegistry.INSTANCE)
 *         .build();
 * MigrationReport report = migrator.migrate();
 * </pre>
 *
 * <p>Each migration is one request, done whole or not at all: it compares the version and the
 * schema with what was planned for, runs the SQL, writes history and sets the version. If two
 * deployers start at once, one wins, and the other finds it done. If a connection breaks, the
 * server is read again with strong consistency before anything is reported.
 *
 * <p>Everything is decided on a local database in memory that has the server's schema and history,
 * by the same code that decides for a file. Messages call it "the database".
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ReplicatedMigrator {
  private final Engine engine;
  private final String name;

  private ReplicatedMigrator(Builder builder) {
    Server server = builder.server.apply(builder);
    this.name = server.name();
    this.engine =
        new Engine(
            server,
            Objects.requireNonNull(builder.registry, "registry"),
            new Settings(
                builder.permissions,
                builder.applicationId,
                builder.backups,
                builder.timeout,
                builder.clock,
                builder.listener));
  }

  /**
   * Starts a migrator of an rqlite cluster.
   *
   * @param nodes the HTTP addresses of one node or of several, such as {@code
   *     http://127.0.0.1:4001} or {@code rqlite://127.0.0.1:4001}; a user and password in the first
   *     apply to all
   * @return a builder that permits nothing yet
   * @throws IllegalArgumentException if an address cannot be one
   */
  public static Builder rqlite(URI... nodes) {
    List<URI> all = List.of(nodes);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("rqlite needs the address of a node.");
    }
    List<URI> bases = all.stream().map(Servers::rqliteBase).toList();
    String login = Servers.login(all.get(0));
    return new Builder(b -> Servers.rqlite(bases, b.authorization(login), b.timeout));
  }

  /**
   * Starts a migrator of a libSQL server ({@code sqld}, Turso).
   *
   * @param server its address, such as {@code http://127.0.0.1:8080} or {@code
   *     libsql://name.turso.io}; {@code libsql:} means HTTPS, except for this machine and with
   *     {@code ?tls=0}; {@code ?namespace=NAME} is what {@link Builder#namespace} sets
   * @return a builder that permits nothing yet
   * @throws IllegalArgumentException if it cannot be an address
   */
  public static Builder libsql(URI server) {
    URI base = Servers.libsqlBase(server);
    String login = Servers.login(server);
    Builder builder =
        new Builder(b -> Servers.libsql(base, b.authorization(login), b.timeout, b.namespace));
    builder.hasNamespaces = true;
    String namespace = Servers.namespace(server);
    return namespace == null ? builder : builder.namespace(namespace);
  }

  /**
   * Starts a migrator of a Cloudflare D1 database.
   *
   * @param database {@code d1://ACCOUNT/DATABASE} with the ids of both, or the address of the
   *     database in the REST interface, which ends in {@code /d1/database/DATABASE}
   * @param token an API token with the permission D1:Edit; null for a local simulator
   * @return a builder that permits nothing yet
   * @throws IllegalArgumentException if it cannot be an address
   */
  public static Builder d1(URI database, String token) {
    URI base = Servers.d1Base(database);
    Builder builder = new Builder(b -> Servers.d1(base, b.authorization(null), b.timeout));
    return token == null ? builder : builder.token(token);
  }

  /**
   * Starts a migrator of the server that an address names: {@code rqlite:}, {@code libsql:} or
   * {@code d1:}; {@code http:} and {@code https:} mean libSQL. {@code
   * rqlite://host1:4001,host2:4001} names several nodes.
   *
   * @param address the address
   * @param token a token for libSQL or D1, or null
   * @return a builder that permits nothing yet
   * @throws IllegalArgumentException if it is none of these
   */
  public static Builder at(String address, String token) {
    Builder builder;
    if (address.startsWith("rqlite:") || address.startsWith("rqlites:")) {
      builder = rqlite(Servers.nodes(address));
    } else if (address.startsWith("d1:")) {
      return d1(Servers.uri(address), token);
    } else {
      builder = libsql(Servers.uri(address));
    }
    return token == null ? builder : builder.token(token);
  }

  /**
   * Returns what messages call the server.
   *
   * @return its address, without a user and a password
   */
  public String name() {
    return name;
  }

  /**
   * Decides what {@link #migrate} would do, without changing anything. A refusal, which {@code
   * migrate} would throw, is part of the plan and is not thrown.
   *
   * @return the plan; a refusal is part of it
   */
  public MigrationPlan plan() {
    return engine.plan();
  }

  /**
   * Brings the database to the current version.
   *
   * @return what was done; {@code NOTHING} also if another deployer did it in the meantime
   * @throws MigrationException if it is refused or fails
   * @throws OutcomeUnknownException if a request was sent and its outcome cannot be determined
   */
  public MigrationReport migrate() {
    return engine.migrate();
  }

  /**
   * Tells which versions the database has and which are pending.
   *
   * @return every version, by number
   * @throws MigrationException if it cannot be read
   */
  public MigrationStatus status() {
    return engine.status();
  }

  /**
   * Reads history: one row for each version the database has.
   *
   * @return by version; empty if there is none. Durations are 0: a row is written before it is
   *     known how long the request takes
   * @throws MigrationException if it cannot be read, or is not what Rungs wrote
   */
  public List<AppliedMigration> history() {
    return engine.history();
  }

  /**
   * Checks the database for everything that can be wrong: damage, rows that refer to rows that do
   * not exist, a history that contradicts the database or the registry, a schema that is not the
   * one of its version. With rqlite, a whole backup is read.
   *
   * @return what is wrong
   * @throws MigrationException if it cannot be read
   */
  public Verification verify() {
    return engine.verify();
  }

  /**
   * Undoes migrations from the top down to a version by their {@code @Down} SQL, one request each.
   * Every version to be undone must be approved by {@link Builder#allowDestructive(int...)}.
   *
   * @param version the version the database has afterwards, 0 or more
   * @return what was done
   * @throws MigrationException if it is refused or fails
   */
  public MigrationReport rollbackTo(int version) {
    return engine.rollbackTo(requireVersion(version));
  }

  /**
   * Does to a backup what {@link #migrate} would do, and reports what that changed. The backup is
   * created in the folder of {@link Builder#backups}, or else in the system's temporary one, and
   * deleted afterwards. The server's SQLite may behave differently from the local one.
   *
   * @return what happened to the backup, also if a migration failed
   * @throws MigrationException if it is refused, or cannot be backed up, as with D1
   */
  public Rehearsal rehearse() {
    return engine.rehearse(Migrator::rehearse);
  }

  /**
   * Does to a backup what {@link #rollbackTo} would do, and reports what that changed, as {@link
   * #rehearse} does.
   *
   * @param version the version afterwards, 0 or more
   * @return what happened to the backup, also if it failed
   * @throws MigrationException if it is refused, or cannot be backed up, as with D1
   */
  public Rehearsal rehearseRollback(int version) {
    requireVersion(version);
    return engine.rehearse((migrator, file) -> migrator.rehearseRollback(file, version));
  }

  /**
   * Writes a backup as a SQLite file.
   *
   * @param copy the backup file, which must not exist
   * @throws MigrationException if it cannot be created, as with D1
   */
  public void backup(Path copy) {
    engine.backup(Objects.requireNonNull(copy, "copy"));
  }

  /**
   * Tells whether a rebuild wiped the database and its content is still missing.
   *
   * @return true from the rebuild until {@link #markRepopulated}, for every client
   * @throws MigrationException if it cannot be read
   */
  public boolean needsRepopulation() {
    return engine.needsRepopulation();
  }

  /**
   * Records in the database that the content a rebuild wiped has been restored. Does nothing if no
   * content was missing.
   *
   * @throws MigrationException if it cannot be written
   */
  public void markRepopulated() {
    engine.markRepopulated();
  }

  private static int requireVersion(int version) {
    if (version < 0) {
      throw new IllegalArgumentException("A version is 0 or more, not " + version + ".");
    }
    return version;
  }

  /** Collects permissions and settings. For use by one thread. */
  public static final class Builder {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    private final Function<Builder, Server> server;
    private Consumer<Migrator.Builder> permissions = builder -> {};
    private Registry registry;
    private boolean hasNamespaces;
    private String namespace;
    private String token;
    private int applicationId;
    private Path backups;
    private Duration timeout = DEFAULT_TIMEOUT;
    private Clock clock = Clock.systemUTC();
    private MigrationListener listener = new MigrationListener() {};

    private Builder(Function<Builder, Server> server) {
      this.server = server;
    }

    private String authorization(String login) {
      return token == null ? login : "Bearer " + token;
    }

    private Builder permit(Consumer<Migrator.Builder> permission) {
      permissions = permissions.andThen(permission);
      return this;
    }

    /**
     * Sets the migrations.
     *
     * @param migrations as the compiler proved them
     * @return this
     */
    public Builder registry(Registry migrations) {
      registry = Objects.requireNonNull(migrations, "migrations");
      return this;
    }

    /**
     * Sets a bearer token.
     *
     * @param bearer as the server's operator gave it
     * @return this
     */
    public Builder token(String bearer) {
      token = Objects.requireNonNull(bearer, "bearer");
      return this;
    }

    /**
     * Chooses one database of a libSQL server that has many, each in a namespace of its own.
     * Without it, the first label of the server's host name chooses.
     *
     * @param name letters, digits, {@code -} and {@code _}
     * @return this
     * @throws IllegalArgumentException if it cannot be a name
     * @throws IllegalStateException if the server is no libSQL server
     */
    public Builder namespace(String name) {
      if (!hasNamespaces) {
        throw new IllegalStateException("Only a libSQL server has namespaces.");
      }
      namespace = Servers.requireNamespace(name);
      return this;
    }

    /**
     * Permits what a function permits on a migrator of files, for programs that use both.
     *
     * @param grants called with a builder on which it calls {@code allow…}, {@code ignoring} and
     *     {@code adoptAs} with a version; anything else it sets is ignored
     * @return this
     */
    public Builder permissions(Consumer<Migrator.Builder> grants) {
      return permit(Objects.requireNonNull(grants, "grants"));
    }

    /**
     * Approves every destructive migration.
     *
     * @return this
     */
    public Builder allowDestructive() {
      return permit(Migrator.Builder::allowDestructive);
    }

    /**
     * Approves destructive migrations by version.
     *
     * @param versions those approved
     * @return this
     */
    public Builder allowDestructive(int... versions) {
      int[] copy = versions.clone();
      return permit(builder -> builder.allowDestructive(copy));
    }

    /**
     * Permits the database to be wiped and rebuilt if a {@code REBUILD} is pending.
     *
     * @return this
     */
    public Builder allowRebuild() {
      return permit(Migrator.Builder::allowRebuild);
    }

    /**
     * Permits a database that a newer build wrote to be wiped.
     *
     * @return this
     */
    public Builder allowRebuildOfNewer() {
      return permit(Migrator.Builder::allowRebuildOfNewer);
    }

    /**
     * Permits an upgrade of a database whose schema is not the one its version should have.
     *
     * @return this
     */
    public Builder allowDrift() {
      return permit(Migrator.Builder::allowDrift);
    }

    /**
     * Sets which version an unversioned database has, if its schema alone does not tell.
     *
     * @param version 1 or more
     * @return this
     */
    public Builder adoptAs(int version) {
      if (version < 1) {
        throw new IllegalArgumentException("A version is 1 or more, not " + version + ".");
      }
      return permit(builder -> builder.adoptAs(version));
    }

    /**
     * Names tables, views, indexes and triggers that are not part of the schema, as {@link
     * Migrator.Builder#ignoring}. Those of known tools are ignored anyway.
     *
     * @param globs names in any case; {@code *} stands for any characters and {@code ?} for one
     * @return this
     * @throws IllegalArgumentException if one would ignore everything
     */
    public Builder ignoring(String... globs) {
      String[] copy = globs.clone();
      for (String glob : copy) {
        if (glob.chars().allMatch(c -> c == '*' || c == '?')) {
          throw new IllegalArgumentException(
              "'" + glob + "' names no table. Write at least a part of a name, such as 'audit_*'.");
        }
      }
      return permit(builder -> builder.ignoring(copy));
    }

    /**
     * Sets the program's own {@code PRAGMA application_id}: a database is created with it, and one
     * that has another is refused. Only rqlite keeps one.
     *
     * @param id any number but 0
     * @return this
     */
    public Builder applicationId(int id) {
      applicationId = id;
      return permit(builder -> builder.applicationId(id));
    }

    /**
     * Sets the folder for the backup that is made before data may be lost. Without it, none is
     * made: a served database has backups of its own.
     *
     * @param directory an existing folder
     * @return this
     */
    public Builder backups(Path directory) {
      backups = Objects.requireNonNull(directory, "directory");
      return this;
    }

    /**
     * Sets how long to wait for the answer to one request, which may be a long migration; and,
     * after a connection broke, for the server to be available again.
     *
     * @param wait 2 minutes by default
     * @return this
     */
    public Builder timeout(Duration wait) {
      if (wait.isNegative() || wait.isZero()) {
        throw new IllegalArgumentException("A timeout is more than 0, not " + wait + ".");
      }
      timeout = wait;
      return this;
    }

    /**
     * Sets the clock that history is dated by.
     *
     * @param dates the system's by default
     * @return this
     */
    public Builder clock(Clock dates) {
      clock = Objects.requireNonNull(dates, "dates");
      return this;
    }

    /**
     * Sets the listener that is told what happens. There is no progress within a request.
     *
     * @param told one listener; the last one set counts
     * @return this
     */
    public Builder listener(MigrationListener told) {
      listener = Objects.requireNonNull(told, "told");
      return this;
    }

    /**
     * Creates the migrator. It connects to nothing before it is used.
     *
     * @return an immutable migrator
     * @throws NullPointerException if there is no registry
     */
    public ReplicatedMigrator build() {
      return new ReplicatedMigrator(this);
    }
  }
}
