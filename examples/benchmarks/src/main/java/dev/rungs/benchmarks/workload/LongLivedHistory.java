package dev.rungs.benchmarks.workload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The shape of a history that an application has after some years: 72 migrations, 71 of them with a
 * rollback script, 1,005 statements in all. Tables are created with foreign keys, checks, seed rows
 * and triggers; later come columns with backfills, settings in JSON with indexes on what is in
 * them, expression and partial indexes, views, rebuilds of tables whose constraints change, and
 * columns that are dropped.
 */
final class LongLivedHistory {
  private static final int MIGRATIONS = 72;
  private static final int STATEMENTS = 1_005;

  private static final List<String> NOUNS =
      List.of(
          "users",
          "teams",
          "projects",
          "files",
          "tasks",
          "labels",
          "comments",
          "invoices",
          "payments",
          "events",
          "devices",
          "sessions",
          "messages",
          "channels");

  /** A table as it is by now. */
  private static final class Entity {
    private final String name;
    private final String parent;
    private final List<String> columns = new ArrayList<>();
    private final List<String> definitions = new ArrayList<>();
    private final List<String> attached = new ArrayList<>();

    /** Names and definitions. */
    private final Map<String, String> views = new LinkedHashMap<>();

    private String constraint = "";

    Entity(String name, String parent) {
      this.name = name;
      this.parent = parent;
      add("id", "id INTEGER PRIMARY KEY");
      add("name", "name TEXT NOT NULL");
      add("state", "state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'open', 'done'))");
      add("settings", "settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings))");
      add("parent_id", "parent_id INTEGER REFERENCES " + parent + " (id) ON DELETE SET NULL");
      add("updated", "updated INTEGER NOT NULL DEFAULT 0");
    }

    void add(String column, String definition) {
      columns.add(column);
      definitions.add(definition);
    }

    String create(String as, String constraint) {
      return "CREATE TABLE "
          + as
          + " (\n  "
          + String.join(",\n  ", definitions)
          + constraint
          + "\n)";
    }

    String list() {
      return String.join(", ", columns);
    }
  }

  private final List<Entity> entities = new ArrayList<>();
  private final List<Script> scripts = new ArrayList<>();
  private final List<String> up = new ArrayList<>();
  private final List<String> down = new ArrayList<>();
  private boolean destructive;

  /** Writes the history. */
  List<Script> scripts() {
    int written = 0;
    for (int version = 2; version <= MIGRATIONS; version++) {
      up.clear();
      down.clear();
      destructive = false;
      String name = write(version);
      Collections.reverse(down);
      written += up.size() + down.size();
      scripts.add(
          new Script(version, name + "_" + version, text(up), text(down), false, destructive));
    }
    scripts.add(0, new Script(1, "create_base", base(STATEMENTS - written), false));
    return scripts;
  }

  private static String text(List<String> statements) {
    return String.join(";\n", statements) + ";\n";
  }

  /** Two tables, and seed rows for what is left of the number of statements. */
  private static String base(int statements) {
    List<String> base = new ArrayList<>();
    base.add("CREATE TABLE accounts (id INTEGER PRIMARY KEY, email TEXT NOT NULL)");
    base.add("CREATE UNIQUE INDEX accounts_email ON accounts (lower(email))");
    base.add("CREATE TABLE countries (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID");
    for (int i = base.size(); i < statements; i++) {
      base.add("INSERT INTO countries (code, name) VALUES ('c" + i + "', 'Country " + i + "')");
    }
    return text(base);
  }

  private String write(int version) {
    int kind = (version - 2) % 5;
    if (entities.isEmpty() || (kind == 0 && entities.size() < NOUNS.size())) {
      return create();
    }
    Entity entity = entities.get(version * 7 % entities.size());
    return switch (kind) {
      case 1 -> columns(version, entity);
      case 2 -> json(version, entity);
      case 3 -> indexesAndViews(version, entity);
      default -> version % 3 == 0 ? dropColumn(version, entity) : rebuild(version, entity);
    };
  }

  private String create() {
    String parent = entities.isEmpty() ? "accounts" : entities.get(entities.size() - 1).name;
    Entity entity = new Entity(NOUNS.get(entities.size()), parent);
    String t = entity.name;
    change(entity.create(t, ""), "DROP TABLE " + t);
    attach(entity, "CREATE INDEX " + t + "_parent ON " + t + " (parent_id)");
    attach(entity, "CREATE INDEX " + t + "_open ON " + t + " (name) WHERE state <> 'done'");
    attach(
        entity,
        "CREATE TRIGGER "
            + t
            + "_touched AFTER UPDATE OF name, state ON "
            + t
            + " BEGIN\n  UPDATE "
            + t
            + " SET updated = updated + 1 WHERE id = new.id;\nEND");
    change(
        "CREATE TABLE "
            + t
            + "_links (\n  from_id INTEGER NOT NULL REFERENCES "
            + t
            + " (id),\n  to_id INTEGER NOT NULL REFERENCES "
            + parent
            + " (id),\n  PRIMARY KEY (from_id, to_id)\n) WITHOUT ROWID",
        "DROP TABLE " + t + "_links");
    change("CREATE INDEX " + t + "_links_to ON " + t + "_links (to_id)", "");
    for (int i = 1; i <= 3; i++) {
      change("INSERT INTO " + t + " (name, state) VALUES ('first " + i + "', 'open')", "");
    }
    entities.add(entity);
    return "create_" + t;
  }

  private String columns(int version, Entity entity) {
    String t = entity.name;
    for (String column : List.of("slug", "rank", "note")) {
      String name = column + version;
      String definition = name + (column.equals("rank") ? " INTEGER NOT NULL DEFAULT 0" : " TEXT");
      change(
          "ALTER TABLE " + t + " ADD COLUMN " + definition,
          "ALTER TABLE " + t + " DROP COLUMN " + name);
      entity.add(name, definition);
    }
    change("UPDATE " + t + " SET slug" + version + " = lower(replace(name, ' ', '-'))", "");
    change(
        "UPDATE "
            + t
            + " SET rank"
            + version
            + " = CASE state WHEN 'new' THEN 1 WHEN 'open' THEN 2 ELSE 3 END",
        "");
    attach(
        entity,
        "CREATE INDEX " + t + "_slug" + version + " ON " + t + " (slug" + version + ", state)");
    return "add_columns_to_" + t;
  }

  private String json(int version, Entity entity) {
    String t = entity.name;
    String key = "theme" + version;
    String path = "'$." + key + "'";
    destructive = true; // The text of the settings changes.
    change(
        "UPDATE "
            + t
            + " SET settings = json_set(settings, "
            + path
            + ", 'light')\nWHERE json_extract(settings, "
            + path
            + ") IS NULL",
        "");
    attach(
        entity,
        "CREATE INDEX " + t + "_" + key + " ON " + t + " (json_extract(settings, " + path + "))");
    attach(
        entity,
        "CREATE INDEX "
            + t
            + "_"
            + key
            + "_open ON "
            + t
            + " (json_extract(settings, "
            + path
            + "), name) WHERE state = 'open'");
    view(
        entity,
        key + "_keys",
        "SELECT "
            + t
            + ".id, entry.key, entry.value FROM "
            + t
            + ", json_each("
            + t
            + ".settings) AS entry");
    return "settings_of_" + t;
  }

  private String indexesAndViews(int version, Entity entity) {
    for (Entity e : new LinkedHashSet<>(List.of(entity, entities.get(0)))) {
      String t = e.name;
      String suffix = "_" + version;
      attach(e, "CREATE INDEX " + t + "_lower" + suffix + " ON " + t + " (lower(name), id)");
      attach(
          e,
          "CREATE INDEX "
              + t
              + "_first"
              + suffix
              + " ON "
              + t
              + " (substr(name, 1, 1)) WHERE parent_id IS NOT NULL");
      attach(
          e,
          "CREATE TRIGGER "
              + t
              + "_gone"
              + suffix
              + " BEFORE DELETE ON "
              + t
              + " WHEN old.state = 'open' BEGIN\n  DELETE FROM "
              + t
              + " WHERE parent_id = old.id AND state = 'new';\n  SELECT count(*) FROM countries;\nEND");
    }
    String summary = "SELECT state, count(*) AS n, max(updated) AS latest FROM ";
    view(entity, "summary" + version, summary + entity.name + " GROUP BY state");
    return "indexes_of_" + entity.name;
  }

  private String dropColumn(int version, Entity entity) {
    String t = entity.name;
    String column = "old" + version;
    String definition = column + " TEXT";
    change(
        "ALTER TABLE " + t + " ADD COLUMN " + definition,
        "ALTER TABLE " + t + " DROP COLUMN " + column);
    String dropped =
        entity.columns.stream().filter(c -> c.startsWith("note")).findFirst().orElse(column);
    destructive = true;
    if (!dropped.equals(column)) {
      int at = entity.columns.indexOf(dropped);
      entity.columns.remove(at);
      String gone = entity.definitions.remove(at);
      entity.add(column, definition);
      change(
          "ALTER TABLE " + t + " DROP COLUMN " + dropped,
          "ALTER TABLE " + t + " ADD COLUMN " + gone);
    } else {
      change("DELETE FROM " + t + " WHERE state = 'done' AND updated = 0", "");
      entity.add(column, definition);
    }
    return "drop_from_" + t;
  }

  /** As SQLite's documentation advises: a new table, its rows, and the old name for it. */
  private String rebuild(int version, Entity entity) {
    String constraint = ",\n  CHECK (length(name) < " + (1_000 + version) + ")";
    rebuildWith(entity, constraint, up);
    List<String> back = new ArrayList<>();
    rebuildWith(entity, entity.constraint, back);
    Collections.reverse(back);
    down.addAll(back);
    entity.constraint = constraint;
    return "rebuild_" + entity.name;
  }

  private static void rebuildWith(Entity entity, String constraint, List<String> statements) {
    String t = entity.name;
    entity.views.keySet().forEach(view -> statements.add("DROP VIEW " + view));
    statements.add(entity.create(t + "_new", constraint));
    statements.add(
        "INSERT INTO "
            + t
            + "_new ("
            + entity.list()
            + ")\nSELECT "
            + entity.list()
            + " FROM "
            + t);
    statements.add("DROP TABLE " + t);
    statements.add("ALTER TABLE " + t + "_new RENAME TO " + t);
    statements.addAll(entity.attached);
    statements.addAll(entity.views.values());
  }

  /** An index or a trigger, which goes with its table. */
  private void attach(Entity entity, String statement) {
    String[] words = statement.split(" ");
    change(statement, "DROP " + words[1] + " " + words[2]);
    entity.attached.add(statement);
  }

  private void view(Entity entity, String name, String query) {
    String statement = "CREATE VIEW " + name + " AS\n  " + query;
    change(statement, "DROP VIEW " + name);
    entity.views.put(name, statement);
  }

  private void change(String forward, String back) {
    up.add(forward);
    if (!back.isEmpty()) {
      down.add(back);
    }
  }
}
