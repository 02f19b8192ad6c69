package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.schema.Column;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.processor.replay.script.ScriptVocabulary;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fills tables with sample rows. What breaks a constraint is left out, so that the rows that stand
 * there are ones that could be stored.
 */
public final class Population {
  /** Decides which of the sample rows are stored. */
  @FunctionalInterface
  public interface Choice {
    boolean takes(Table table, int index, SampleRow row);

    Choice ALL = (table, index, row) -> true;

    /** Takes ordinary rows, so that no others need be made. */
    Choice ORDINARY = (table, index, row) -> row.kind() == SampleRow.Kind.ORDINARY;

    /** Leaves the tables empty, and creates no rows. */
    Choice NONE = (table, index, row) -> false;
  }

  /** Adds rows of its own to those that are made for a table. */
  @FunctionalInterface
  public interface Extra {
    /** Adds none. */
    Extra NONE = (table, made, values) -> List.of();

    /**
     * Makes further rows.
     *
     * @param table what they are for
     * @param made the rows there are so far
     * @param values makes values that occur nowhere else
     */
    List<SampleRow> rows(Table table, List<SampleRow> made, SampleValues values);
  }

  static final String IGNORE_CHECKS = "PRAGMA ignore_check_constraints = ";

  private final ScratchDatabase database;
  private final Trial.Setup setup;
  private final ScriptVocabulary vocabulary;
  private final Choice choice;
  private final Extra extra;
  private final TextShape shape;
  private final SeedRows seeds;
  private final SampleValues values;
  private final Map<String, StoredTable> stored = new LinkedHashMap<>();
  private final Map<String, List<SampleRow>> made = new HashMap<>();
  private final Set<String> relaxed = new TreeSet<>();

  public Population(ScratchDatabase database, Trial.Setup setup) {
    this(database, setup, new SampleValues(database.attached(SampleTexts.class, SampleTexts::new)));
  }

  private Population(ScratchDatabase database, Trial.Setup setup, SampleValues values) {
    this.setup = setup;
    this.values = values;
    this.database = database;
    this.vocabulary = setup.vocabulary();
    this.choice = setup.choice();
    this.extra = setup.extra();
    this.shape = setup.shape();
    this.seeds = setup.seeds();
  }

  /** Another one that knows the same rows, and goes on from there. */
  Population copy() {
    Population copy = new Population(database, setup, values.copy());
    copy.stored.putAll(stored);
    copy.made.putAll(made);
    copy.relaxed.addAll(relaxed);
    return copy;
  }

  /**
   * Fills each table that has no row.
   *
   * @param tables parents before children
   */
  public void fill(List<Table> tables) throws SQLException {
    if (choice == Choice.NONE) {
      return;
    }
    for (Table table : tables) {
      StoredTable rows = StoredTable.read(database, table);
      if (rows.rows().isEmpty() && !table.columns().isEmpty()) {
        fill(table, false);
        seeds.store(database, table);
        rows = StoredTable.read(database, table);
      }
      stored.put(SqlNames.fold(table.name()), rows);
    }
  }

  /**
   * Fills tables of which each is empty, and stays so while others are filled.
   *
   * @param tables parents before children, none of them virtual
   */
  void fillEmpty(List<Table> tables) throws SQLException {
    if (choice == Choice.NONE) {
      return;
    }
    for (Table table : tables) {
      if (!table.columns().isEmpty()) {
        fill(table, true);
        seeds.store(database, table);
      }
      stored.put(SqlNames.fold(table.name()), StoredTable.read(database, table));
    }
  }

  /** The tables whose rows break a CHECK, as none could be created that do not. */
  public Set<String> relaxed() {
    return relaxed;
  }

  /** Whether rows are in the table is told by their number, where nothing else puts rows there. */
  private void fill(Table table, boolean counted) throws SQLException {
    List<SampleRow> rows = make(table, shape);
    if (store(table, rows, counted) || rows.isEmpty()) {
      return;
    }
    for (TextShape other : List.of(TextShape.JSON, TextShape.DATE, TextShape.NUMBER)) {
      // An index over an expression may take text of one form only.
      if (store(table, make(table, other), counted)) {
        return;
      }
    }
    if (table.checks().isEmpty()) {
      return;
    }
    database.execute(IGNORE_CHECKS + "ON");
    boolean filled = store(table, make(table, shape), counted);
    database.execute(IGNORE_CHECKS + "OFF");
    if (filled) {
      relaxed.add(table.name());
    }
  }

  /** What stands in the tables, by name, folded. */
  Map<String, StoredTable> stored() {
    return stored;
  }

  /** What was created for a table, stored or not. */
  List<SampleRow> made(Table table) {
    return made.getOrDefault(table.name(), List.of());
  }

  private List<SampleRow> make(Table table, TextShape form) throws SQLException {
    SampleRows sample = new SampleRows(table, vocabulary, values, stored, form);
    List<SampleRow> rows = choice == Choice.ORDINARY ? sample.makeOrdinary() : sample.make();
    new CheckSolver(database, table, values).fit(rows);
    rows.addAll(extra.rows(table, rows, values));
    made.put(table.name(), rows);
    List<SampleRow> chosen = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (choice.takes(table, i, rows.get(i))) {
        chosen.add(rows.get(i));
      }
    }
    return chosen;
  }

  /** Stores rows, as far as they can be; says whether the table then has any. */
  private boolean store(Table table, List<SampleRow> rows, boolean counted) throws SQLException {
    long stored = rows.isEmpty() ? 0 : store(table, rows);
    return counted ? stored > 0 : !StoredTable.read(database, table).rows().isEmpty();
  }

  private long store(Table table, List<SampleRow> rows) {
    List<String> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      columns.add(SqlNames.quote(column.name()));
    }
    String into =
        "INSERT OR IGNORE INTO main."
            + table.quoted()
            + " ("
            + String.join(", ", columns)
            + ") VALUES ";
    StringBuilder tuples = new StringBuilder();
    for (SampleRow row : rows) {
      SampleValues.addTuple(Arrays.asList(row.values()), tuples);
    }
    try {
      return database.execute(into + tuples);
    } catch (SQLException e) {
      // OR IGNORE does not cover everything, such as the type of a STRICT column.
      return rows.stream().mapToLong(row -> storeAlone(into, row)).sum();
    }
  }

  private long storeAlone(String into, SampleRow row) {
    StringBuilder tuple = new StringBuilder();
    SampleValues.addTuple(Arrays.asList(row.values()), tuple);
    try {
      return database.execute(into + tuple);
    } catch (SQLException e) {
      return 0; // This row cannot be; others can.
    }
  }
}
