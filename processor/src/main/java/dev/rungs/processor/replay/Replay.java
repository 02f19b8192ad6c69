package dev.rungs.processor.replay;

import dev.rungs.processor.model.CompileMessages;
import dev.rungs.processor.model.FinishedImage;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.Options;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey.Severity;
import dev.rungs.processor.model.SchemaDdl;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.model.ScriptMessages;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.replay.diagnose.QuotedTextCheck;
import dev.rungs.processor.replay.diagnose.RejectionReport;
import dev.rungs.processor.replay.image.ImageBuilder;
import dev.rungs.processor.replay.rows.SeedRows;
import dev.rungs.processor.replay.schema.Catalog;
import dev.rungs.processor.replay.schema.CatalogEntry;
import dev.rungs.processor.replay.schema.DdlReader;
import dev.rungs.processor.replay.schema.DependentCheck;
import dev.rungs.processor.replay.script.Mentions;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.sqlite.Rejection;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.ScriptRunner;
import dev.rungs.processor.replay.sqlite.SqliteMessage;
import dev.rungs.processor.replay.sqlite.SqliteUnavailableException;
import dev.rungs.runtime.internal.sql.RunningFingerprint;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * Runs the migrations of one schema in order on an SQLite in memory, and reports what that shows.
 *
 * <p>The versions must follow one another from the baseline on, each once, and the scripts free of
 * what {@code SqlNotAllowed} refuses. The replay stops at the first version whose {@code @Up}
 * SQLite refuses. Steps written in Java are not run.
 *
 * <p>There are two databases. The history has run every version so far, as a new file would. The
 * lab gets, for each version, the part of the schema that the version can reach, with rows in it.
 */
public final class Replay {
  /** Sees the schema grow. */
  @FunctionalInterface
  public interface Observer {
    /** Looks away. */
    Observer NONE = (version, snapshot, ddl) -> {};

    /**
     * Is shown a version.
     *
     * @param version the version
     * @param snapshot the schema at it, as structure
     * @param ddl the same, as SQL
     */
    void version(int version, SchemaSnapshot snapshot, SchemaDdl ddl);

    /**
     * Is shown the end, if every version could be run.
     *
     * @param database the bytes of a file that has the schema, the rows that scripts inserted, and
     *     its version
     */
    default void finished(byte[] database) {}
  }

  /**
   * How far a replay goes, and what it tries.
   *
   * @param goesOn whether what SQLite refuses is left out and the rest is run. A compiler stops, as
   *     what comes after may be a consequence; a released history has run somewhere, and its later
   *     versions are worth a look all the same
   * @param tries the versions that are tried on rows; the others are only run
   * @param reached is told each version before it runs
   */
  public record Course(boolean goesOn, IntPredicate tries, IntConsumer reached) {
    /** What a compiler does. */
    static final Course COMPILER = new Course(false, version -> true, version -> {});
  }

  private final ScratchDatabase history;
  private final ScratchDatabase lab;
  private final Course course;
  private final Catalog catalog = new Catalog();
  private final RunningFingerprint fingerprint = new RunningFingerprint();
  private final DependentCheck dependents;
  private final QuotedTextCheck quoted;
  private final ReferenceCheck references;
  private final LostDependents lost;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Integer, String> fingerprints = new HashMap<>();
  private final Observer observer;
  private final Checkpoints checkpoints;

  /** The schema in the end, once it is known. */
  private Optional<SchemaDdl> finished = Optional.empty();

  /** The database before the first version that has a step, once that is past. */
  private Optional<byte[]> imaged = Optional.empty();

  private Replay(
      ScratchDatabase history,
      ScratchDatabase lab,
      Observer observer,
      Checkpoints checkpoints,
      Course course) {
    this.history = history;
    this.lab = lab;
    this.course = course;
    this.observer = observer;
    this.checkpoints = checkpoints;
    this.dependents = new DependentCheck(history, catalog);
    this.quoted = new QuotedTextCheck(history, dependents);
    this.references = new ReferenceCheck(history, catalog);
    this.lost = new LostDependents(history, catalog);
  }

  /**
   * Replays a schema. If none of its migrations declares SQL, no SQLite is loaded.
   *
   * @param schema a schema without gaps
   * @return problems and fingerprints
   */
  public static ReplayResult run(SchemaModel schema) {
    return run(schema, Observer.NONE, Options.LIMIT, Checkpoints.NONE);
  }

  /**
   * Replays a schema.
   *
   * @param schema a schema without gaps
   * @param observer is shown the schema at every version that could be run, if there is one
   * @param limit the time that a script may take, and the trials of a version
   * @param checkpoints may spare running the first versions, unless there is an observer
   * @return problems and fingerprints
   */
  public static ReplayResult run(
      SchemaModel schema, Observer observer, Duration limit, Checkpoints checkpoints) {
    if (schema.migrations().stream().allMatch(m -> m.up().isEmpty() && m.down().isEmpty())) {
      return withoutSql(schema, observer);
    }
    Optional<Checkpoint> start =
        observer == Observer.NONE ? checkpoints.latest() : Optional.empty();
    try {
      try {
        return run(schema, observer, limit, checkpoints, start);
      } catch (UnusableCheckpointException e) {
        return run(schema, observer, limit, checkpoints, Optional.empty());
      }
    } catch (SqliteUnavailableException e) {
      return ReplayResult.of(List.of(unavailable(schema, e)));
    } catch (SQLException | UnusableCheckpointException e) {
      throw new IllegalStateException("The replay itself failed: " + e.getMessage(), e);
    }
  }

  /**
   * Replays a history that need not be right.
   *
   * @param schema a schema without gaps
   * @param limit the time that a script may take, and the trials of a version
   * @param course how far to go
   * @return the problems
   */
  public static List<Problem> through(SchemaModel schema, Duration limit, Course course) {
    try (ScratchDatabase history = ScratchDatabase.open(limit, schema.extensions());
        ScratchDatabase lab = ScratchDatabase.open(limit, schema.extensions())) {
      Replay replay = new Replay(history, lab, Observer.NONE, Checkpoints.NONE, course);
      replay.runFrom(0, schema);
      return List.copyOf(replay.problems);
    } catch (SqliteUnavailableException e) {
      return List.of(unavailable(schema, e));
    } catch (SQLException e) {
      throw new IllegalStateException("The replay itself failed: " + e.getMessage(), e);
    }
  }

  private static ReplayResult run(
      SchemaModel schema,
      Observer observer,
      Duration limit,
      Checkpoints checkpoints,
      Optional<Checkpoint> start)
      throws SqliteUnavailableException, UnusableCheckpointException, SQLException {
    try (ScratchDatabase history = ScratchDatabase.open(limit, schema.extensions());
        ScratchDatabase lab = ScratchDatabase.open(limit, schema.extensions())) {
      Replay replay = new Replay(history, lab, observer, checkpoints, Course.COMPILER);
      if (start.isPresent()) {
        replay.resume(start.get(), schema);
      }
      replay.runFrom(start.map(done -> schema.countTo(done.version())).orElse(0), schema);
      history.stopClock();
      return new ReplayResult(
          replay.problems, replay.fingerprints, replay.finished, replay.image(schema));
    }
  }

  /** Steps written in Java change no schema, so it stays empty. */
  private static ReplayResult withoutSql(SchemaModel schema, Observer observer) {
    Map<Integer, String> fingerprints = new HashMap<>();
    for (MigrationModel migration : schema.migrations()) {
      if (migration.schemaUnknown()) {
        break;
      }
      fingerprints.put(migration.version(), SchemaSnapshot.EMPTY.fingerprint());
      observer.version(migration.version(), SchemaSnapshot.EMPTY, SchemaDdl.EMPTY);
    }
    boolean known = schema.migrations().stream().noneMatch(MigrationModel::schemaUnknown);
    return new ReplayResult(
        List.of(),
        fingerprints,
        known ? Optional.of(SchemaDdl.EMPTY) : Optional.empty(),
        Optional.empty());
  }

  private Optional<FinishedImage> image(SchemaModel schema)
      throws SqliteUnavailableException, SQLException {
    if (!isClean()) {
      return Optional.empty();
    }
    if (imaged.isEmpty()) {
      // Its schema was compared with the last fingerprint when the last version was past.
      return ImageBuilder.build(schema, history);
    }
    try (ScratchDatabase database = ScratchDatabase.open(Options.LIMIT, schema.extensions())) {
      database.deserialize(imaged.get());
      int last = schema.baseline() + ImageBuilder.count(schema.migrations()) - 1;
      return database.schema().fingerprint().equals(fingerprints.get(last))
          ? ImageBuilder.build(schema, database)
          : Optional.empty();
    }
  }

  /** Whether something was cut short: another run may show more. */
  private boolean isOutOfTime() {
    return history.isOutOfTime() || lab.isOutOfTime();
  }

  private boolean isClean() {
    return problems.stream().noneMatch(Problem::isError);
  }

  private static Problem unavailable(SchemaModel schema, SqliteUnavailableException e) {
    return CompileMessages.sqliteUnavailable(e.getMessage())
        .at(0, new Site(schema.className(), Site.Part.TYPE));
  }

  private void runFrom(int start, SchemaModel schema) throws SQLException {
    int imagedCount = ImageBuilder.count(schema.migrations());
    for (int done = start; done < schema.migrations().size(); done++) {
      MigrationModel migration = schema.migrations().get(done);
      if (done == imagedCount && done > 0) {
        imaged = Optional.of(history.serialize());
      }
      if (migration.schemaUnknown()) {
        checkSyntaxFrom(schema, migration);
        return;
      }
      if (!runVersion(migration)) {
        if (isOutOfTime()) {
          checkpoints.refuse();
        }
        return;
      }
      // The trials have taken their own time.
      history.restartClock();
      fingerprints.put(migration.version(), fingerprint.value());
      if (observer != Observer.NONE) {
        observer.version(migration.version(), history.schema(), DdlReader.read(history));
      }
      if (isOutOfTime()) {
        checkpoints.refuse();
      } else if (checkpoints.wants(migration.version()) && isClean()) {
        checkpoints.keep(checkpoint(migration.version()));
      }
    }
    references.addMissing(problems);
    if (!course.goesOn() && !history.schema().fingerprint().equals(fingerprint.value())) {
      throw new IllegalStateException("The fingerprint taken step by step is not the schema's.");
    }
    finished = Optional.of(DdlReader.read(history));
    if (observer != Observer.NONE) {
      // Its pages then depend on what is in it, and not on how it came there.
      history.execute("VACUUM");
      history.execute("PRAGMA user_version = " + schema.currentVersion());
      observer.finished(history.serializeAsWritten());
    }
  }

  private void resume(Checkpoint checkpoint, SchemaModel schema)
      throws UnusableCheckpointException {
    boolean same;
    try {
      history.deserialize(checkpoint.database());
      fingerprint.replace(List.of(), history.schema());
      same =
          catalog.restore(history, checkpoint.order())
              && fingerprint.value().equals(checkpoint.fingerprints().get(checkpoint.version()));
    } catch (SQLException e) {
      throw new UnusableCheckpointException(e);
    }
    if (!same || schema.countTo(checkpoint.version()) > schema.migrations().size()) {
      throw new UnusableCheckpointException(null);
    }
    imaged = checkpoint.imaged();
    problems.addAll(checkpoint.problems());
    fingerprints.putAll(checkpoint.fingerprints());
    lost.restore(checkpoint.createdIn());
    references.restore(checkpoint.missingParents(), schema);
  }

  private Checkpoint checkpoint(int version) throws SQLException {
    return new Checkpoint(
        version,
        history.serialize(),
        imaged,
        problems,
        fingerprints,
        catalog.order(),
        lost.createdIn(),
        references.missingParents());
  }

  /** Runs one version; false if it cannot be run. */
  private boolean runVersion(MigrationModel migration) throws SQLException {
    course.reached().accept(migration.version());
    Script up = Script.up(migration);
    Script down = Script.down(migration);
    Mentions mentions = Mentions.of(up, down);
    List<CatalogEntry> reach = catalog.reach(mentions);
    Set<String> names = new HashSet<>(mentions.all());
    reach.forEach(o -> names.add(o.key()));

    history.restartClock();
    SeedRows seeds = SeedRows.read(history, reach);
    Optional<Rejection> rejection = ScriptRunner.run(history, up, quoted);
    if (rejection.isPresent()) {
      if (!dependents.isKnown(up, rejection.get())) {
        problems.add(new RejectionReport(history).problem(up, rejection.get()));
      }
      if (!course.goesOn()) {
        return false;
      }
      ScriptRunner.runRest(history, up, rejection.get());
    }
    boolean upNeedsRows = catalog.hasRelation(up.mentions().inRowWork());
    Set<String> old = new HashSet<>();
    reach.forEach(o -> old.add(o.key()));
    catalog.refresh(history, names);
    List<CatalogEntry> reachAfter = catalog.reach(mentions);
    reachAfter.forEach(o -> names.add(o.key()));
    fingerprint.replace(names, history.schema(catalog.rowids(names)));
    Optional<Problem> reference = references.check(up, names);
    if (reference.isPresent()) {
      problems.add(reference.get());
      if (!course.goesOn()) {
        return false;
      }
    }
    dependents.check(up, names, old).ifPresent(problems::add);
    quoted.after(up);
    List<Problem> texts = quoted.take();
    problems.addAll(texts);
    problems.addAll(lost.check(up, reach, names));
    problems.addAll(PositionalCopy.in(up));
    boolean worthTrying =
        (upNeedsRows || migration.destructive() || !down.isEmpty())
            && rejection.isEmpty()
            && reference.isEmpty()
            && course.tries().test(migration.version());
    if (worthTrying && texts.stream().noneMatch(Problem::isError)) {
      lab.restartClock();
      tryOut(new VersionCheck(lab, migration, up, down, reach, seeds, upNeedsRows), up);
    }
    return true;
  }

  /** What cannot be set up in the lab must not stop the compiler: it has run, after all. */
  private void tryOut(VersionCheck check, Script up) {
    try {
      problems.addAll(check.check());
    } catch (SQLException e) {
      problems.add(notTried(up, SqliteMessage.of(e)));
    } catch (RuntimeException e) {
      if (!course.goesOn()) {
        throw e;
      }
      problems.add(notTried(up, "this is a bug of Rungs, " + e));
    }
  }

  private static Problem notTried(Script up, String reason) {
    boolean couldLose = !up.migration().destructive() && up.couldLoseRows();
    Problem problem =
        up.problem(ScriptMessages.notTried(up.migration().version(), reason, couldLose));
    return couldLose ? problem.as(Severity.ERROR) : problem;
  }

  private void checkSyntaxFrom(SchemaModel schema, MigrationModel first) {
    problems.add(
        ScriptMessages.schemaUnknown(first.version())
            .at(first.version(), new Site(first.className(), Site.Part.SCHEMA_UNKNOWN)));
    for (MigrationModel migration : schema.migrations()) {
      if (migration.version() < first.version()) {
        continue;
      }
      for (Script script : List.of(Script.up(migration), Script.down(migration))) {
        ScriptRunner.checkSyntax(history, script)
            .ifPresent(r -> problems.add(new RejectionReport(history).problem(script, r)));
      }
    }
  }
}
