package dev.rungs.runtime.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Makes up migrations that belong together, each with its down script. It remembers what tables
 * there are and what hangs on them, so that each script is one that a person could have written.
 */
final class RandomLadder {
  private static final String[] TYPES = {"TEXT", "INTEGER", "REAL", "BLOB", "NUMERIC", "ANY_TYPE"};

  private final Random random;
  private final TreeMap<String, Table> tables = new TreeMap<>();
  private int names;

  /** A table, and the SQL of what was built on it, by name. */
  private static final class Table {
    String name;
    final List<String> columns = new ArrayList<>();
    final List<String> definitions = new ArrayList<>();
    final TreeMap<String, String> indexes = new TreeMap<>();
    boolean plain = true;
    boolean referenced;
  }

  private RandomLadder(Random random) {
    this.random = random;
  }

  static Ladder of(Random random, int versions) {
    RandomLadder maker = new RandomLadder(random);
    Ladder.Builder ladder = Ladder.named("proof.Random");
    for (int version = 1; version <= versions; version++) {
      StringBuilder up = new StringBuilder();
      StringBuilder down = new StringBuilder();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        maker.change(up, down);
      }
      ladder.sql("version_" + version, up.toString(), down.toString());
    }
    return ladder.build();
  }

  /** Adds one change; its down script comes before those of the changes before it. */
  private void change(StringBuilder up, StringBuilder down) {
    Table table = any();
    if (table == null || random.nextInt(5) == 0) {
      createTable(up, down);
      return;
    }
    switch (random.nextInt(8)) {
      case 0, 1 -> addColumn(table, up, down);
      case 2 -> createIndex(table, up, down);
      case 3 -> createView(table, up, down);
      case 4 -> createTrigger(table, up, down);
      case 5 -> rename(table, up, down);
      case 6 -> rebuild(table, up, down);
      default -> createSearch(up, down);
    }
  }

  private Table any() {
    List<Table> all = new ArrayList<>(tables.values());
    return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
  }

  private String name(String prefix) {
    String[] odd = {"", "", " of", "é", "-x", "\"\"q"};
    return prefix + ++names + odd[random.nextInt(odd.length)];
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  private static void back(StringBuilder down, String sql) {
    down.insert(0, sql + "\n");
  }

  private void createTable(StringBuilder up, StringBuilder down) {
    Table table = new Table();
    table.name = name("t");
    Table parent = any();
    boolean withoutRowid = random.nextInt(4) == 0;
    boolean sequence = !withoutRowid && random.nextInt(3) == 0;
    add(table, "id", "INTEGER PRIMARY KEY" + (sequence ? " AUTOINCREMENT" : ""));
    add(
        table,
        "body",
        "TEXT" + (random.nextBoolean() ? " COLLATE NOCASE" : " NOT NULL DEFAULT ''"));
    for (int more = random.nextInt(3); more > 0; more--) {
      add(table, name("c"), TYPES[random.nextInt(TYPES.length)] + constraint());
    }
    if (parent != null && random.nextBoolean()) {
      String[] actions = {"CASCADE", "SET NULL", "NO ACTION", "RESTRICT"};
      parent.referenced = true;
      add(
          table,
          "parent",
          "INTEGER REFERENCES "
              + quoted(parent.name)
              + "(id) ON DELETE "
              + actions[random.nextInt(actions.length)]);
    }
    up.append(create(table, table.name, withoutRowid ? " WITHOUT ROWID" : ""));
    if (random.nextBoolean()) {
      up.append(
          "INSERT INTO %s (id, body) VALUES (%d, 'seed');\n"
              .formatted(quoted(table.name), -1 - random.nextInt(9)));
    }
    table.plain = !withoutRowid;
    tables.put(table.name, table);
    back(down, "DROP TABLE " + quoted(table.name) + ";");
  }

  private static void add(Table table, String column, String definition) {
    table.columns.add(column);
    table.definitions.add(quoted(column) + " " + definition);
  }

  private String constraint() {
    String[] some = {
      "",
      "",
      " DEFAULT 7",
      " NOT NULL DEFAULT 'x'",
      " DEFAULT (1 + 1)",
      " CHECK (1)",
      " COLLATE RTRIM"
    };
    return some[random.nextInt(some.length)];
  }

  private static String create(Table table, String name, String options) {
    return "CREATE TABLE %s (%s)%s;\n"
        .formatted(quoted(name), String.join(", ", table.definitions), options);
  }

  private void addColumn(Table table, StringBuilder up, StringBuilder down) {
    String column = name("a");
    boolean computed = random.nextInt(4) == 0;
    String definition =
        computed
            ? "INTEGER GENERATED ALWAYS AS (length(body)) VIRTUAL"
            : TYPES[random.nextInt(TYPES.length)] + (random.nextBoolean() ? "" : " DEFAULT 3");
    up.append(
        "ALTER TABLE %s ADD COLUMN %s %s;\n"
            .formatted(quoted(table.name), quoted(column), definition));
    if (computed) {
      // A copy of the table would have to leave it out.
      table.plain = false;
    } else {
      add(table, column, definition);
      up.append("UPDATE %s SET %s = body || id;\n".formatted(quoted(table.name), quoted(column)));
    }
    back(down, "ALTER TABLE %s DROP COLUMN %s;".formatted(quoted(table.name), quoted(column)));
  }

  private void createIndex(Table table, StringBuilder up, StringBuilder down) {
    String index = name("i");
    String column = table.columns.get(random.nextInt(table.columns.size()));
    String[] ends = {"", " WHERE id > 3", ""};
    String[] terms = {quoted(column), "lower(body), id", quoted(column) + " DESC"};
    // A column that is indexed cannot be dropped; down scripts come in the right order.
    String sql =
        "CREATE INDEX %s ON %s (%s)%s;\n"
            .formatted(
                quoted(index),
                quoted(table.name),
                terms[random.nextInt(terms.length)],
                ends[random.nextInt(ends.length)]);
    table.indexes.put(index, sql);
    up.append(sql);
    back(down, "DROP INDEX " + quoted(index) + ";");
  }

  private void createView(Table table, StringBuilder up, StringBuilder down) {
    String view = name("v");
    table.plain = false;
    up.append(
        "CREATE VIEW %s AS SELECT id, body AS text FROM %s WHERE id > 1;\n"
            .formatted(quoted(view), quoted(table.name)));
    back(down, "DROP VIEW " + quoted(view) + ";");
  }

  private void createTrigger(Table table, StringBuilder up, StringBuilder down) {
    String trigger = name("g");
    table.plain = false;
    up.append(
        ("CREATE TRIGGER %s AFTER DELETE ON %s WHEN old.id > 1000 BEGIN\n"
                + "  UPDATE %s SET body = CASE WHEN 1 THEN body ELSE ';' END WHERE id = old.id;\n"
                + "END;\n")
            .formatted(quoted(trigger), quoted(table.name), quoted(table.name)));
    back(down, "DROP TRIGGER " + quoted(trigger) + ";");
  }

  private void rename(Table table, StringBuilder up, StringBuilder down) {
    if (table.referenced) {
      // What is kept of the tables that refer to it would name the old one.
      addColumn(table, up, down);
      return;
    }
    String before = table.name;
    String after = name("r");
    if (!table.indexes.isEmpty()) {
      // The statements kept for a rebuild would name the old table.
      table.plain = false;
    }
    up.append("ALTER TABLE %s RENAME TO %s;\n".formatted(quoted(before), quoted(after)));
    back(down, "ALTER TABLE %s RENAME TO %s;".formatted(quoted(after), quoted(before)));
    tables.remove(before);
    table.name = after;
    tables.put(after, table);
  }

  /** Rebuilds a table with one more column, as if ALTER TABLE could not add it. */
  private void rebuild(Table table, StringBuilder up, StringBuilder down) {
    if (!table.plain || table.definitions.get(0).contains("AUTOINCREMENT")) {
      addColumn(table, up, down);
      return;
    }
    String copied = columns(table);
    StringBuilder undo = new StringBuilder();
    copy(table, copied, undo);
    add(table, name("n"), "TEXT NOT NULL DEFAULT 'new'");
    copy(table, copied, up);
    back(down, undo.toString());
  }

  private static void copy(Table table, String columns, StringBuilder script) {
    String copy = table.name + " copy";
    script.append(create(table, copy, ""));
    script.append(
        "INSERT INTO %s (%s) SELECT %s FROM %s;\nDROP TABLE %s;\nALTER TABLE %s RENAME TO %s;\n"
            .formatted(
                quoted(copy),
                columns,
                columns,
                quoted(table.name),
                quoted(table.name),
                quoted(copy),
                quoted(table.name)));
    table.indexes.values().forEach(script::append);
  }

  private static String columns(Table table) {
    return String.join(", ", table.columns.stream().map(RandomLadder::quoted).toList());
  }

  private void createSearch(StringBuilder up, StringBuilder down) {
    String search = "s" + ++names;
    up.append(
        random.nextBoolean()
            ? "CREATE VIRTUAL TABLE %s USING fts5(title, body);\n".formatted(search)
            : "CREATE VIRTUAL TABLE %s USING rtree(id, low, high);\n".formatted(search));
    back(down, "DROP TABLE " + search + ";");
  }
}
