package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.schema.CatalogEntry;
import dev.rungs.processor.replay.schema.ForeignKeyCheck;
import dev.rungs.processor.replay.schema.ForeignKeyCheck.Dangling;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.processor.replay.schema.TableReader;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.ScriptVocabulary;
import dev.rungs.processor.replay.sqlite.Rejection;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.ScriptRunner;
import dev.rungs.processor.replay.sqlite.StatementWatcher;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A part of the schema, filled with rows, to try scripts on. What a script does to it is undone by
 * {@link #close}.
 */
public final class Trial implements AutoCloseable {
  /**
   * What a trial consists of.
   *
   * @param objects the part of the schema, in the order of creation
   * @param vocabulary the words and literals of the scripts
   * @param choice the rows to store
   * @param shape the form of text; null for some of each
   * @param extra further rows
   * @param seeds what earlier versions have inserted
   */
  public record Setup(
      List<CatalogEntry> objects,
      ScriptVocabulary vocabulary,
      Population.Choice choice,
      TextShape shape,
      Population.Extra extra,
      SeedRows seeds) {
    /** A setup without rows of earlier versions. */
    public Setup(
        List<CatalogEntry> objects,
        ScriptVocabulary vocabulary,
        Population.Choice choice,
        TextShape shape,
        Population.Extra extra) {
      this(objects, vocabulary, choice, shape, extra, SeedRows.NONE);
    }

    public Setup with(Population.Choice other) {
      return new Setup(objects, vocabulary, other, shape, extra, seeds);
    }

    public Setup with(TextShape other) {
      return new Setup(objects, vocabulary, choice, other, extra, seeds);
    }

    public Setup adding(Population.Extra other) {
      return new Setup(objects, vocabulary, choice, shape, other, seeds);
    }
  }

  private final ScratchDatabase database;
  private final TrialGround ground;
  private final Population population;
  private final ForeignKeyCheck foreignKeys;
  private List<Table> tables;

  /** Creates and fills the tables, or finds them as they were before the last trial like it. */
  public Trial(ScratchDatabase database, Setup setup) throws SQLException {
    this.database = database;
    this.ground = database.attached(TrialGround.class, () -> new TrialGround(database));
    ground.prepare(setup);
    this.population = ground.population();
    this.foreignKeys = ground.foreignKeys();
    this.tables = ground.tables();
  }

  public ScratchDatabase database() {
    return database;
  }

  public List<Table> tables() {
    return tables;
  }

  public List<SampleRow> made(Table table) {
    return population.made(table);
  }

  public Map<String, StoredTable> stored() {
    return population.stored();
  }

  /**
   * The tables for which no rows could be created that satisfy their CHECKs: those stored break
   * one. In such a trial CHECKs are not enforced.
   */
  public Set<String> relaxed() {
    return population.relaxed();
  }

  /** Gives rows to the tables that have none. */
  public void fillNew() throws SQLException {
    tables = TableReader.read(database);
    population.fill(tables);
  }

  /** Runs a script, then looks for rows that lost their parent. */
  public Optional<RowFailure> run(Script script, StatementWatcher watcher) throws SQLException {
    if (!population.relaxed().isEmpty()) {
      database.execute(Population.IGNORE_CHECKS + "ON");
    }
    database.execute("SAVEPOINT rungs_script");
    Optional<Rejection> rejection = ScriptRunner.run(database, script, watcher);
    if (rejection.isPresent()) {
      if (rejection.get().isOutOfTime() || rejection.get().isOutOfMemory()) {
        // It is our rows that are too much for it: nothing is known of the users'.
        throw rejection.get().cause();
      }
      return rejection.map(RowFailure::of);
    }
    Optional<Dangling> dangling = foreignKeys.newlyDangling(database);
    return dangling.isEmpty()
        ? Optional.empty()
        : Optional.of(RowFailure.of(dangling.get(), script, leaving(dangling.get(), script)));
  }

  /** Runs the script once more, to see from which statement on a row has no parent. */
  private int leaving(Dangling dangling, Script script) throws SQLException {
    database.execute("ROLLBACK TO rungs_script");
    DanglingWatcher watcher = new DanglingWatcher(foreignKeys, database);
    ScriptRunner.run(database, script, watcher);
    return watcher.statement(dangling, script);
  }

  /** Undoes what ran, whatever became of it. */
  @Override
  public void close() {
    ground.restore();
  }
}
