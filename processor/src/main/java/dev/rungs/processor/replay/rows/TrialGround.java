package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.rows.Trial.Setup;
import dev.rungs.processor.replay.schema.CatalogEntry;
import dev.rungs.processor.replay.schema.ForeignKeyCheck;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.processor.replay.schema.TableReader;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import java.sql.SQLException;
import java.util.List;

/**
 * What trials stand on: the tables of a setup, with their rows. A version is tried several times on
 * the same tables, and often on the same rows, so that they are not created for each trial.
 *
 * <p>All of it lives in one transaction, with a savepoint after the tables and one after the rows.
 * Where a script ends the transaction, everything is created again.
 */
final class TrialGround {
  private final ScratchDatabase database;

  /** What is created; null if nothing is. */
  private List<CatalogEntry> objects;

  private SearchIndexes indexes;

  /** By what the rows were made; null if there are none. */
  private Setup filled;

  private Population population;

  /** The tables of a setup that has rows. */
  private List<Table> tables;

  /** Those that were created; null if nobody has asked for them yet. */
  private List<Table> created;

  private ForeignKeyCheck foreignKeys;

  TrialGround(ScratchDatabase database) {
    this.database = database;
  }

  /** Creates what a setup wants, or what is missing of it. */
  void prepare(Setup setup) throws SQLException {
    if (filled != null && isSame(filled, setup)) {
      return;
    }
    try {
      if (objects != null && objects.equals(setup.objects())) {
        filled = null;
        database.execute("ROLLBACK TO rungs_created");
      } else {
        clear();
        create(setup.objects());
      }
      fill(setup);
    } catch (SQLException e) {
      clear();
      throw e;
    }
  }

  /** Nothing but the very same parts can be known to make the same rows. */
  private static boolean isSame(Setup one, Setup other) {
    return one.objects().equals(other.objects())
        && one.vocabulary() == other.vocabulary()
        && one.choice() == other.choice()
        && one.shape() == other.shape()
        && one.extra() == other.extra()
        && one.seeds() == other.seeds();
  }

  private void create(List<CatalogEntry> all) throws SQLException {
    database.execute("BEGIN");
    indexes = new SearchIndexes(database, all);
    for (CatalogEntry object : all) {
      if (object.kind() != CatalogEntry.Kind.TRIGGER) {
        database.execute(object.sql());
      }
    }
    createTriggers(all, true);
    database.execute("SAVEPOINT rungs_created");
    objects = all;
    created = null;
  }

  /** Triggers come last: filling is nobody's change. */
  private void fill(Setup setup) throws SQLException {
    population = new Population(database, setup);
    tables = List.of();
    if (setup.choice() != Population.Choice.NONE) {
      created = created == null ? TableReader.read(database) : created;
      tables = created;
    }
    if (indexes.areAny()) {
      population.fill(tables);
    } else {
      population.fillEmpty(tables);
    }
    indexes.rebuild();
    createTriggers(setup.objects(), false);
    foreignKeys = ForeignKeyCheck.before(database);
    database.execute("SAVEPOINT rungs_filled");
    filled = setup;
  }

  private void createTriggers(List<CatalogEntry> all, boolean feeding) throws SQLException {
    for (CatalogEntry object : all) {
      if (object.kind() == CatalogEntry.Kind.TRIGGER && indexes.feeds(object) == feeding) {
        database.execute(object.sql());
      }
    }
  }

  /** What the rows are; a copy, which the trial may change. */
  Population population() {
    return population.copy();
  }

  List<Table> tables() {
    return tables;
  }

  ForeignKeyCheck foreignKeys() {
    return foreignKeys;
  }

  /** Goes back to where {@link #prepare} came to. */
  void restore() {
    try {
      database.execute("ROLLBACK TO rungs_filled");
    } catch (SQLException e) {
      // A conflict clause, a trigger or the clock has ended the transaction.
      clear();
    }
    reset("PRAGMA legacy_alter_table = OFF");
    reset(Population.IGNORE_CHECKS + "OFF");
  }

  /** Leaves an empty database. */
  private void clear() {
    objects = null;
    filled = null;
    reset("ROLLBACK");
  }

  private void reset(String statement) {
    try {
      database.execute(statement);
    } catch (SQLException e) {
      // Then there is nothing to undo.
    }
  }
}
