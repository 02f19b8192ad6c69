package dev.rungs.spring.boot;

import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.MigrationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The actuator endpoint {@code rungs}: which versions each database has, which are pending, and
 * what was done when the application started. It reads the database each time it is asked. Safe for
 * use by several threads.
 */
@Endpoint(id = "rungs")
public final class RungsEndpoint {
  private final Map<String, RungsInitializer> initializers;

  /**
   * Creates an endpoint.
   *
   * @param initializers by the name of the bean
   */
  public RungsEndpoint(Map<String, RungsInitializer> initializers) {
    this.initializers = Map.copyOf(initializers);
  }

  /**
   * Describes all databases.
   *
   * @return one description for each initializer
   */
  @ReadOperation
  public Descriptor rungs() {
    Map<String, Database> databases = new TreeMap<>();
    initializers.forEach((name, initializer) -> databases.put(name, Database.of(initializer)));
    return new Descriptor(databases);
  }

  /**
   * All databases.
   *
   * @param databases by the name of the initializer's bean
   */
  public record Descriptor(Map<String, Database> databases) implements OperationResponseBody {}

  /**
   * One database.
   *
   * @param storedVersion the version it has
   * @param currentVersion the version this build works with
   * @param needsRepopulation whether a rebuild wiped it and its content is still missing
   * @param start what was done to it when the application started
   * @param migrations each version
   */
  public record Database(
      int storedVersion,
      int currentVersion,
      boolean needsRepopulation,
      Start start,
      List<Migration> migrations) {
    static Database of(RungsInitializer initializer) {
      MigrationStatus status = initializer.status();
      return new Database(
          status.storedVersion(),
          status.currentVersion(),
          initializer.needsRepopulation(),
          Start.of(initializer.report()),
          status.migrations().stream().map(Migration::of).toList());
    }
  }

  /**
   * What was done at the start.
   *
   * @param action as in {@code upgrade}
   * @param fromVersion the version the database had
   * @param toVersion the version it had afterwards
   * @param backup the backup that was created, or null
   */
  public record Start(String action, int fromVersion, int toVersion, String backup) {
    static Start of(MigrationReport report) {
      return new Start(
          report.action().name().toLowerCase(Locale.ROOT),
          report.fromVersion(),
          report.toVersion(),
          report.backup().map(Object::toString).orElse(null));
    }
  }

  /**
   * One version.
   *
   * @param version 1 or more
   * @param name the migration's name
   * @param strategy {@code in_place} or {@code rebuild}
   * @param destructive whether it may lose data
   * @param reversible whether it can be rolled back
   * @param state {@code applied}, {@code pending} or {@code unknown}
   * @param appliedAt when, or null if it was not or history does not tell
   * @param edited whether the migration was edited after the database got it
   * @param recordedName the name it then had, or null if that is the same
   */
  public record Migration(
      int version,
      String name,
      String strategy,
      boolean destructive,
      boolean reversible,
      String state,
      Instant appliedAt,
      boolean edited,
      String recordedName) {
    static Migration of(MigrationStatus.Entry entry) {
      return new Migration(
          entry.version(),
          entry.name(),
          entry.strategy().name().toLowerCase(Locale.ROOT),
          entry.destructive(),
          entry.reversible(),
          entry.state().name().toLowerCase(Locale.ROOT),
          entry.appliedAt().orElse(null),
          entry.edited(),
          entry.recordedName().orElse(null));
    }
  }
}
