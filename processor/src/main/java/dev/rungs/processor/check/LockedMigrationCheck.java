package dev.rungs.processor.check;

import dev.rungs.processor.model.CompileMessages;
import dev.rungs.processor.model.Lock;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.model.Site.Part;
import dev.rungs.runtime.internal.sql.Checksum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code LockedMigration}: what was released stays as it was. */
public final class LockedMigrationCheck {
  private final Differences differences;

  /**
   * Creates the rule.
   *
   * @param differences is asked if a baseline does not build the schema that is locked
   */
  public LockedMigrationCheck(Differences differences) {
    this.differences = differences;
  }

  /** Explains why a baseline does not have the schema that is locked for its version. */
  @FunctionalInterface
  public interface Differences {
    /**
     * Compares the schemas.
     *
     * @param baseline the migration that builds the whole schema
     * @return a phrase for each difference; none if they cannot be told
     */
    List<String> of(MigrationModel baseline);
  }

  /**
   * Creates the lock of a schema as it is now.
   *
   * @param schema the schema
   * @param fingerprints of the schema by version, as far as they are known
   * @return all its migrations
   */
  public static Lock lockOf(SchemaModel schema, Map<Integer, String> fingerprints) {
    return new Lock(schema.migrations().stream().map(m -> entry(m, fingerprints)).toList());
  }

  private static Lock.Entry entry(MigrationModel migration, Map<Integer, String> fingerprints) {
    return new Lock.Entry(
        migration.version(),
        migration.strategy(),
        migration.destructive(),
        migration.schemaUnknown(),
        Checksum.of(
            migration.up().map(script -> script.text()),
            migration.down().map(script -> script.text())),
        Optional.ofNullable(fingerprints.get(migration.version())),
        migration.name());
  }

  /**
   * Compares a schema with what is locked.
   *
   * @param schema the schema
   * @param fingerprints of the schema by version, as far as they are known
   * @param locked the lock
   * @param file what the user calls the lock file
   * @param emitted where the text is that accepts the changes
   * @return one problem for each migration that changed or went
   */
  public List<Problem> check(
      SchemaModel schema,
      Map<Integer, String> fingerprints,
      Lock locked,
      String file,
      String emitted) {
    List<Problem> problems = new ArrayList<>();
    boolean squashed = locked.isLongerThan(schema.baseline());
    if (squashed) {
      new SquashedBaseline(schema, fingerprints, differences, file, emitted)
          .check(locked)
          .ifPresent(problems::add);
    }
    int first = squashed ? schema.baseline() + 1 : schema.baseline();
    for (Lock.Entry before : locked.entries()) {
      if (before.version() < first) {
        continue;
      }
      Optional<MigrationModel> migration =
          schema.migrations().stream().filter(m -> m.version() == before.version()).findFirst();
      if (migration.isEmpty()) {
        problems.add(
            CompileMessages.lockedMissing(before.version(), before.name(), file, emitted)
                .at(before.version(), new Site(schema.className(), Part.CURRENT_VERSION)));
        continue;
      }
      List<Change> changes = changes(before, entry(migration.get(), fingerprints), migration.get());
      if (changes.isEmpty() && problems.stream().noneMatch(Problem::isError)) {
        changes = schemaChange(before, fingerprints);
      }
      if (!changes.isEmpty()) {
        problems.add(
            CompileMessages.lockedChanged(
                    before.version(),
                    String.join("; ", changes.stream().map(Change::words).toList()),
                    file,
                    emitted)
                .at(
                    before.version(),
                    new Site(migration.get().className(), changes.get(0).part())));
      }
    }
    return problems;
  }

  private record Change(Part part, String words) {}

  private static List<Change> changes(Lock.Entry before, Lock.Entry now, MigrationModel migration) {
    List<Change> changes = new ArrayList<>();
    if (!before.checksum().equals(now.checksum())) {
      Part part =
          migration.up().isPresent()
              ? Part.UP
              : migration.down().isPresent() ? Part.DOWN : Part.TYPE;
      changes.add(new Change(part, "its SQL is different"));
    }
    if (!before.name().equals(now.name())) {
      changes.add(new Change(Part.NAME, was("name", before.name(), now.name())));
    }
    if (before.strategy() != now.strategy()) {
      changes.add(new Change(Part.STRATEGY, was("strategy", before.strategy(), now.strategy())));
    }
    if (before.destructive() != now.destructive()) {
      changes.add(
          new Change(
              Part.DESTRUCTIVE, was("destructive", before.destructive(), now.destructive())));
    }
    if (before.schemaUnknown() != now.schemaUnknown()) {
      changes.add(
          new Change(
              Part.SCHEMA_UNKNOWN,
              was("schemaUnknown", before.schemaUnknown(), now.schemaUnknown())));
    }
    return changes;
  }

  /**
   * The same SQL gives another schema: only the first version is at fault, if any before it is not.
   */
  private static List<Change> schemaChange(Lock.Entry before, Map<Integer, String> fingerprints) {
    String now = fingerprints.get(before.version());
    return now == null || before.fingerprint().isEmpty() || before.fingerprint().get().equals(now)
        ? List.of()
        : List.of(new Change(Part.TYPE, "the schema after it is different"));
  }

  private static String was(String what, Object before, Object now) {
    return what + " was " + before + " and is " + now;
  }
}
