package dev.rungs.processor.replay;

import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.ScriptModel;
import dev.rungs.processor.replay.rows.Population;
import dev.rungs.processor.replay.rows.SampleRow;
import dev.rungs.processor.replay.rows.SampleValues;
import dev.rungs.processor.replay.rows.Trial;
import dev.rungs.processor.replay.schema.Column;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.processor.replay.schema.TableReader;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.ScriptVocabulary;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Fills the tables of any database with the rows that the compiler tries migrations on, so that
 * tests can try what the compiler cannot run. For use by one thread.
 *
 * <p>The rows are the same for the same schema and scripts.
 */
public final class SampleData {
  /**
   * A row that was generated.
   *
   * @param table where it belongs
   * @param number its place among the rows of its table, from 0; table and number stay the same
   *     when rows of other tables are left out, the values need not
   * @param kind what is special about it, as in "a row with NULL"
   * @param values as in {@code (id = 1, body = NULL)}
   */
  public record Row(String table, int number, String kind, String values) {
    @Override
    public String toString() {
      return table + " " + values;
    }
  }

  private SampleData() {}

  /**
   * Fills each table that has no row. Triggers are not run: filling is nobody's change.
   *
   * @param connection to a database, in autocommit mode, with foreign keys not enforced
   * @param migration whose scripts the rows are chosen for; if it has a step, they vary each column
   *     too, because what the step reads is not known
   * @param choice takes the rows that are to be stored; what breaks a constraint is left out anyway
   * @return the rows that were generated, stored or not
   * @throws SQLException if the database cannot be read
   */
  public static List<Row> fill(
      Connection connection, MigrationDefinition migration, Predicate<Row> choice)
      throws SQLException {
    ScratchDatabase database = ScratchDatabase.over(connection);
    List<Row> rows = new ArrayList<>();
    database.execute("BEGIN");
    try {
      List<String> triggers = dropTriggers(database);
      List<Table> tables =
          TableReader.read(database).stream().filter(t -> !SqlNames.isRungsOwn(t.name())).toList();
      Population.Choice chosen =
          (table, index, row) -> {
            if (index == 0) {
              // They are made again, in another form, if none of the first could be stored.
              rows.removeIf(earlier -> earlier.table().equals(table.name()));
            }
            Row made = new Row(table.name(), index, row.kind().words(), words(table, row));
            rows.add(made);
            return choice.test(made);
          };
      Trial.Setup setup =
          new Trial.Setup(
              List.of(), vocabulary(migration, tables), chosen, null, Population.Extra.NONE);
      Population population = new Population(database, setup);
      population.fill(tables);
      empty(database, tables, population.relaxed());
      for (String trigger : triggers) {
        database.execute(trigger);
      }
      database.execute("COMMIT");
    } catch (SQLException | RuntimeException e) {
      database.execute("ROLLBACK");
      throw e;
    }
    return rows;
  }

  /** No application has rows that break a CHECK, nor rows that refer to such. */
  private static void empty(ScratchDatabase database, List<Table> tables, Set<String> relaxed)
      throws SQLException {
    Set<String> impossible = new HashSet<>();
    relaxed.forEach(name -> impossible.add(SqlNames.fold(name)));
    for (Table table : tables) {
      boolean refers =
          table.columns().stream()
              .filter(column -> column.references() != null)
              .anyMatch(c -> impossible.contains(SqlNames.fold(c.references().table())));
      if (refers || impossible.contains(SqlNames.fold(table.name()))) {
        impossible.add(SqlNames.fold(table.name()));
        database.execute("DELETE FROM main." + table.quoted());
      }
    }
  }

  private static List<String> dropTriggers(ScratchDatabase database) throws SQLException {
    record Trigger(String name, String sql) {}
    List<Trigger> triggers =
        database.query(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid",
            row -> new Trigger(row.getString(1), row.getString(2)));
    for (Trigger trigger : triggers) {
      database.execute("DROP TRIGGER " + SqlNames.quote(trigger.name));
    }
    return triggers.stream().map(Trigger::sql).toList();
  }

  private static ScriptVocabulary vocabulary(MigrationDefinition migration, List<Table> tables) {
    Script up = Script.up(model(migration, migration.up()));
    Script down = Script.up(model(migration, migration.down()));
    if (!migration.hasStep()) {
      return ScriptVocabulary.in(up, down);
    }
    // A step may read and change each column, as this script does.
    Optional<String> each =
        Optional.of(tables.stream().map(SampleData::update).collect(Collectors.joining("\n")));
    return ScriptVocabulary.in(up, down, Script.up(model(migration, each)));
  }

  private static String update(Table table) {
    return table.columns().stream()
        .map(Column::name)
        .map(name -> SqlNames.quote(name) + " = " + SqlNames.quote(name))
        .collect(Collectors.joining(", ", "UPDATE " + table.quoted() + " SET ", ";"));
  }

  /** What the compiler knew of a migration, with one script. */
  static MigrationModel model(MigrationDefinition migration, Optional<String> script) {
    return new MigrationModel(
        migration.source(),
        "",
        migration.version(),
        migration.name(),
        migration.strategy(),
        migration.destructive(),
        migration.schemaUnknown(),
        script.map(text -> new ScriptModel(text, Optional.empty())),
        Optional.empty(),
        MigrationModel.StepKind.NONE,
        Set.of());
  }

  private static String words(Table table, SampleRow row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.values().length; i++) {
      String value = SampleValues.show(row.values()[i]).replace("\r", "\\r").replace("\n", "\\n");
      cells.add(table.columns().get(i).name() + " = " + value);
    }
    return cells.stream().collect(Collectors.joining(", ", "(", ")"));
  }
}
