package dev.rungs.runtime.internal.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A schema as a test thinks of it: it can be written in many styles, and changed in one place. */
final class RandomSchema {
  private static final List<String> TYPES =
      List.of("INTEGER", "TEXT", "REAL", "BLOB", "VARCHAR(20)", "DECIMAL(10, 2)", "");
  private static final List<String> DEFAULTS =
      List.of("1", "-1", "'a'", "'A'", "NULL", "CURRENT_TIMESTAMP", "x'ab'", "'it''s'");

  static final class Column {
    String name;
    String type;
    String collation = "";
    String conflict = "";
    String defaultValue = "";
    String check = "";
    String references = "";
    String generated = "";
    boolean notNull;
    boolean unique;
  }

  static final class Table {
    String name;
    final List<Column> columns = new ArrayList<>();
    final List<List<Integer>> uniques = new ArrayList<>();
    String primaryKeyOrder = "";
    boolean primaryKey;
    boolean autoincrement;
    boolean withoutRowid;
  }

  static final class Index {
    String name;
    Table table;
    Column column;
    String direction = "";
    String where = "";
    boolean unique;
    boolean lower;
  }

  static final class Trigger {
    String name;
    Table table;
    String timing = "AFTER";
    String event = "INSERT";
    String text = "'Done'";
    String when = "";
  }

  final List<Table> tables = new ArrayList<>();
  final List<Index> indexes = new ArrayList<>();
  final List<Trigger> triggers = new ArrayList<>();
  final List<Trigger> views = new ArrayList<>();

  static RandomSchema next(Random random) {
    RandomSchema schema = new RandomSchema();
    for (int t = 1 + random.nextInt(4); t > 0; t--) {
      schema.tables.add(table(random, schema));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      schema.indexes.add(index(random, schema, "ix" + i));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      schema.triggers.add(trigger(random, schema, "tg" + i));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      schema.views.add(trigger(random, schema, "vw" + i));
    }
    return schema;
  }

  private static Table table(Random random, RandomSchema schema) {
    Table table = new Table();
    table.name = pick(random, List.of("t", "Order", "a b", "tä")) + schema.tables.size();
    table.primaryKey = random.nextInt(4) > 0;
    table.autoincrement = table.primaryKey && random.nextInt(3) == 0;
    table.withoutRowid = table.primaryKey && !table.autoincrement && random.nextInt(3) == 0;
    for (int c = 1 + random.nextInt(6); c > 0; c--) {
      table.columns.add(column(random, schema, table));
    }
    if (table.primaryKey) {
      Column id = table.columns.get(0);
      id.type = table.autoincrement || random.nextBoolean() ? "INTEGER" : "TEXT";
      id.unique = false;
    }
    if (table.columns.size() > 2 && random.nextBoolean()) {
      table.uniques.add(List.of(1, 2));
    }
    return table;
  }

  private static Column column(Random random, RandomSchema schema, Table table) {
    Column column = new Column();
    column.name =
        pick(random, List.of("a", "Name", "select", "x y", "é", "key")) + table.columns.size();
    if (random.nextInt(8) == 0) {
      column.name = column.name.substring(0, column.name.length() - 1) + "]" + table.columns.size();
    }
    column.type = pick(random, TYPES);
    column.collation = random.nextInt(4) == 0 ? "NOCASE" : "";
    column.notNull = random.nextInt(3) == 0;
    column.conflict = random.nextInt(4) == 0 ? "IGNORE" : "";
    column.defaultValue = random.nextInt(3) == 0 ? pick(random, DEFAULTS) : "";
    column.check = random.nextInt(4) == 0 ? "'x'" : "";
    column.unique = random.nextInt(5) == 0;
    if (!schema.tables.isEmpty() && random.nextInt(4) == 0) {
      column.references = pick(random, List.of("NO ACTION", "CASCADE", "SET NULL"));
    }
    if (!table.columns.isEmpty() && random.nextInt(6) == 0) {
      column.generated = pick(random, List.of("VIRTUAL", "STORED"));
      column.defaultValue = "";
    }
    return column;
  }

  private static Index index(Random random, RandomSchema schema, String name) {
    Index index = new Index();
    index.name = name;
    index.table = pick(random, schema.tables);
    index.column = pick(random, index.table.columns);
    index.direction = pick(random, List.of("", "DESC"));
    index.where = random.nextBoolean() ? "'Done'" : "";
    index.unique = random.nextBoolean();
    index.lower = random.nextInt(3) == 0;
    return index;
  }

  private static Trigger trigger(Random random, RandomSchema schema, String name) {
    Trigger trigger = new Trigger();
    trigger.name = name;
    trigger.table = pick(random, schema.tables);
    trigger.timing = pick(random, List.of("AFTER", "BEFORE"));
    trigger.event = pick(random, List.of("INSERT", "DELETE", "UPDATE"));
    trigger.when = random.nextBoolean() ? "'go'" : "";
    return trigger;
  }

  /** Changes one thing. */
  String mutate(Random random) {
    List<String> names = new ArrayList<>();
    List<Consumer<Random>> changes = new ArrayList<>();
    for (Table table : tables) {
      for (Column column : table.columns) {
        boolean key = table.primaryKey && column == table.columns.get(0);
        add(
            names,
            changes,
            "type",
            r -> column.type = column.type.equals("NUMERIC") ? "" : "NUMERIC",
            !key);
        add(names, changes, "not null", r -> column.notNull = !column.notNull, true);
        add(
            names,
            changes,
            "conflict",
            r -> column.conflict = column.conflict.isEmpty() ? "REPLACE" : "",
            column.notNull);
        add(
            names,
            changes,
            "default",
            r -> column.defaultValue = column.defaultValue.equals("'b'") ? "'B'" : "'b'",
            column.generated.isEmpty());
        add(
            names,
            changes,
            "collation",
            r -> column.collation = column.collation.isEmpty() ? "NOCASE" : "",
            true);
        add(
            names,
            changes,
            "check",
            r -> column.check = column.check.isEmpty() ? "'x'" : "'X'",
            true);
        add(names, changes, "unique", r -> column.unique = !column.unique, !key);
        add(
            names,
            changes,
            "action",
            r -> column.references = column.references.equals("RESTRICT") ? "CASCADE" : "RESTRICT",
            !column.references.isEmpty());
        add(
            names,
            changes,
            "stored",
            r -> column.generated = column.generated.equals("STORED") ? "VIRTUAL" : "STORED",
            !column.generated.isEmpty());
        add(names, changes, "column name", r -> column.name += "_", true);
      }
      add(
          names,
          changes,
          "rowid",
          r -> table.withoutRowid = !table.withoutRowid,
          table.primaryKey && !table.autoincrement);
      add(
          names,
          changes,
          "autoincrement",
          r -> table.autoincrement = !table.autoincrement,
          table.primaryKey && !table.withoutRowid && table.columns.get(0).type.equals("INTEGER"));
      add(names, changes, "table name", r -> table.name += "_", true);
      add(names, changes, "new column", r -> table.columns.add(plain("extra")), true);
      add(names, changes, "unique set", r -> table.uniques.clear(), !table.uniques.isEmpty());
    }
    for (Index index : indexes) {
      add(
          names,
          changes,
          "index direction",
          r -> index.direction = index.direction.isEmpty() ? "DESC" : "",
          true);
      add(
          names,
          changes,
          "index where",
          r -> index.where = index.where.equals("'done'") ? "" : "'done'",
          true);
      add(names, changes, "index unique", r -> index.unique = !index.unique, true);
      add(names, changes, "index expression", r -> index.lower = !index.lower, true);
    }
    add(names, changes, "index", r -> indexes.remove(0), !indexes.isEmpty());
    for (Trigger trigger : triggers) {
      add(
          names,
          changes,
          "timing",
          r -> trigger.timing = trigger.timing.equals("AFTER") ? "BEFORE" : "AFTER",
          true);
      add(
          names,
          changes,
          "event",
          r -> trigger.event = trigger.event.equals("INSERT") ? "DELETE" : "INSERT",
          true);
      add(
          names,
          changes,
          "when",
          r -> trigger.when = trigger.when.isEmpty() ? "'go'" : "'GO'",
          true);
      add(names, changes, "body", r -> trigger.text = "'done'", true);
    }
    add(names, changes, "trigger", r -> triggers.remove(0), !triggers.isEmpty());
    for (Trigger view : views) {
      add(names, changes, "view", r -> view.text = "'done'", true);
    }
    int chosen = random.nextInt(changes.size());
    changes.get(chosen).accept(random);
    return names.get(chosen);
  }

  private static void add(
      List<String> names,
      List<Consumer<Random>> changes,
      String name,
      Consumer<Random> change,
      boolean possible) {
    if (possible) {
      names.add(name);
      changes.add(change);
    }
  }

  private static Column plain(String name) {
    Column column = new Column();
    column.name = name;
    column.type = "TEXT";
    return column;
  }

  List<Integer> columnOrder(Table table, Random random) {
    List<Integer> order =
        new ArrayList<>(IntStream.range(0, table.columns.size()).boxed().toList());
    Collections.shuffle(order, random);
    return order;
  }

  static <T> T pick(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
