package dev.rungs.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A history of migrations, the same for every contender.
 *
 * @param name of the folder it is written to
 * @param scripts by version
 */
public record Workload(String name, List<Script> scripts) {
  /** Copies the list. */
  public Workload {
    scripts = List.copyOf(scripts);
  }

  /**
   * Makes a history in which each migration makes a table and an index, the most that a fresh file
   * can have to build.
   *
   * @param migrations how many
   * @return tables {@code t_1} to {@code t_n}
   */
  public static Workload tables(int migrations) {
    return of(
        "tables-" + migrations,
        migrations,
        v ->
            "CREATE TABLE t_"
                + v
                + " (\n  id INTEGER PRIMARY KEY,\n  name TEXT NOT NULL,\n"
                + "  created INTEGER NOT NULL DEFAULT 0\n);\nCREATE INDEX t_"
                + v
                + "_name ON t_"
                + v
                + " (name);\n");
  }

  /**
   * Makes a history as applications have it: one migration in ten makes a table, the others add
   * columns, indexes, views and rows to the newest ones.
   *
   * @param migrations how many
   * @return a schema of a tenth as many tables
   */
  public static Workload growth(int migrations) {
    return of("growth-" + migrations, migrations, Workload::growthScript);
  }

  private static String growthScript(int version) {
    int table = (version - 1) / 10 * 10 + 1;
    String t = "t_" + table;
    return switch ((version - 1) % 10) {
      case 0 ->
          "CREATE TABLE "
              + t
              + " (\n  id INTEGER PRIMARY KEY,\n  name TEXT NOT NULL,\n  parent INTEGER REFERENCES "
              + t
              + " (id)\n);\n";
      case 1 -> "CREATE INDEX " + t + "_parent ON " + t + " (parent);\n";
      case 2 -> "ALTER TABLE " + t + " ADD COLUMN state TEXT NOT NULL DEFAULT 'new';\n";
      case 3 -> "CREATE INDEX " + t + "_state ON " + t + " (state, name);\n";
      case 4 -> "ALTER TABLE " + t + " ADD COLUMN weight REAL;\n";
      case 5 -> "INSERT INTO " + t + " (name, weight) VALUES ('first', 1.5), ('second', 2.5);\n";
      case 6 ->
          "CREATE VIEW " + t + "_new AS SELECT id, name FROM " + t + " WHERE state = 'new';\n";
      case 7 -> "ALTER TABLE " + t + " ADD COLUMN slug TEXT;\nUPDATE " + t + " SET slug = name;\n";
      case 8 -> "CREATE INDEX " + t + "_slug ON " + t + " (slug);\n";
      default -> "ALTER TABLE " + t + " ADD COLUMN noted TEXT;\n";
    };
  }

  /**
   * Makes a history as long-lived applications have it ({@link LongLivedHistory}).
   *
   * @return 72 migrations, 71 of them with a rollback script
   */
  public static Workload longLived() {
    return new Workload("long-lived", new LongLivedHistory().scripts());
  }

  /**
   * Makes a history that leaves the same schema however long it is: an index is created and dropped
   * again. So what opening costs more after a longer one is the history's share and not the file's.
   *
   * @param migrations how many
   * @return a schema of one table, with or without an index
   */
  public static Workload pastOnly(int migrations) {
    return of(
        "past-" + migrations,
        migrations,
        v ->
            v == 1
                ? "CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT NOT NULL);\n"
                : v % 2 == 0
                    ? "CREATE INDEX notes_title ON notes (title);\n"
                    : "DROP INDEX notes_title;\n");
  }

  /**
   * Makes a history whose second migration fills a new column of a table that has rows.
   *
   * @return two migrations
   */
  public static Workload backfill() {
    return new Workload(
        "backfill",
        List.of(
            new Script(
                1,
                "create_notes",
                "CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT NOT NULL, size INTEGER);\n",
                false),
            new Script(
                2,
                "add_slug",
                "ALTER TABLE notes ADD COLUMN slug TEXT;\n"
                    + "UPDATE notes SET slug = replace(title, ' ', '-');\n",
                false)));
  }

  /**
   * Makes a history whose second migration gives a cache another shape.
   *
   * @return two migrations, the second a rebuild
   */
  public static Workload cache() {
    return new Workload(
        "cache",
        List.of(
            new Script(
                1,
                "create_tiles",
                "CREATE TABLE tiles (id INTEGER PRIMARY KEY, place TEXT NOT NULL, image BLOB);\n"
                    + "CREATE INDEX tiles_place ON tiles (place);\n"
                    + "CREATE TABLE places (place TEXT PRIMARY KEY, seen INTEGER) WITHOUT ROWID;\n",
                false),
            new Script(
                2,
                "tiles_by_zoom",
                "DROP TABLE places;\nDROP TABLE tiles;\n"
                    + "CREATE TABLE tiles (zoom INTEGER, x INTEGER, y INTEGER, image BLOB,\n"
                    + "  PRIMARY KEY (zoom, x, y));\n",
                true)));
  }

  /**
   * Makes a history whose second migration is one long script.
   *
   * @param megabytes its length
   * @return two migrations
   */
  public static Workload longScript(int megabytes) {
    String row = "INSERT INTO words (word) VALUES ('" + "lorem ipsum dolor ".repeat(50) + "');\n";
    return new Workload(
        "long-script-" + megabytes,
        List.of(
            new Script(
                1,
                "create_words",
                "CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL);\n",
                false),
            new Script(2, "fill_words", row.repeat(megabytes * 1_000_000 / row.length()), false)));
  }

  /**
   * Cuts the history short.
   *
   * @param version the last one kept
   * @return the same migrations up to it, in a folder of their own
   */
  public Workload upTo(int version) {
    return new Workload(name + "-at-" + version, scripts.subList(0, version));
  }

  /**
   * Returns the newest version.
   *
   * @return how many migrations there are
   */
  public int currentVersion() {
    return scripts.size();
  }

  private static Workload of(String name, int migrations, IntFunction<String> sql) {
    return new Workload(
        name,
        new ArrayList<>(
            IntStream.rangeClosed(1, migrations)
                .mapToObj(v -> new Script(v, "m" + v, sql.apply(v), false))
                .toList()));
  }
}
