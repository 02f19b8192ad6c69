package dev.rungs.cli;

import dev.rungs.cli.BuiltSchema.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SQL that rebuilds a table, for changes that {@code ALTER TABLE} cannot make (<a
 * href="https://www.sqlite.org/lang_altertable.html">lang_altertable.html</a>, section 7): a new
 * table, the rows copied, and everything that hangs on the table dropped and created again.
 */
final class Rebuild {
  /** SQLite writes these words itself; the name stands as its author wrote it. */
  private static final Pattern CREATED =
      Pattern.compile(
          "CREATE TABLE (\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\\[[^\\]]*\\]|'(?:[^']|'')*'|[^\\s(]+)");

  private static final Pattern WORD =
      Pattern.compile(
          "--[^\\n]*|/\\*.*?\\*/|\"((?:[^\"]|\"\")*)\"|`((?:[^`]|``)*)`|\\[([^\\]]*)\\]"
              + "|'((?:[^']|'')*)'|([\\p{L}_][\\p{L}\\p{N}_$]*)",
          Pattern.DOTALL);

  /** The group of a word that stands without quotes. */
  private static final int BARE = 5;

  /** What SQLite calls the number of a row, if no column has the name. */
  private static final List<String> ROWID = List.of("rowid", "_rowid_", "oid");

  private final BuiltSchema schema;
  private final Entry table;

  private Rebuild(BuiltSchema schema, Entry table) {
    this.schema = schema;
    this.table = table;
  }

  /** Finds the table; fails if there is no such table, or none that can be rebuilt. */
  static Rebuild of(BuiltSchema schema, String name) {
    Entry entry =
        schema.relation(name).orElseThrow(() -> new CommandFailure(unknown(schema, name)));
    if (!entry.type().equals("table") || !CREATED.matcher(entry.sql()).lookingAt()) {
      throw new CommandFailure(
          entry.name()
              + " is a "
              + (entry.type().equals("view") ? "view" : "virtual table")
              + ", which holds no rows of its own to copy. Drop it and create it again.");
    }
    return new Rebuild(schema, entry);
  }

  private static String unknown(BuiltSchema schema, String name) {
    List<String> tables =
        schema.entries().stream().filter(e -> e.type().equals("table")).map(Entry::name).toList();
    return "The compiled schema has no table "
        + name
        + ". "
        + Suggestion.of(name, tables)
            .map(near -> "Did you mean " + near + "?")
            .orElse("Its tables: " + String.join(", ", tables) + ".");
  }

  /** The script; it changes nothing until its author edits the new table. */
  String sql() {
    String name = quoted(table.name());
    String freshName = freshName();
    String fresh = quoted(freshName);
    Set<String> affected = new HashSet<>(Set.of(folded(table.name())));
    List<Entry> views = dependentViews(affected);
    List<Entry> triggers = triggers(affected);
    StringBuilder sql = new StringBuilder();
    for (Entry trigger : triggers) {
      boolean goesWithItsTable = affected.contains(folded(trigger.table()));
      if (!goesWithItsTable) {
        line(sql, "DROP TRIGGER " + quoted(trigger.name()));
      }
    }
    List<Entry> lastFirst = new ArrayList<>(views);
    Collections.reverse(lastFirst);
    lastFirst.forEach(view -> line(sql, "DROP VIEW " + quoted(view.name())));
    sql.append("\n-- The table as it is. Change it here, and the columns of the copy below.\n");
    Matcher created = CREATED.matcher(table.sql());
    created.lookingAt();
    line(sql, "CREATE TABLE " + fresh + table.sql().substring(created.end()));
    String columns = String.join(", ", columns());
    line(sql, "INSERT INTO " + fresh + " (" + columns + ")\nSELECT " + columns + " FROM " + name);
    if (numbersOnce()) {
      sql.append("-- Numbers that were used and deleted are not used again.\n");
      line(sql, "DELETE FROM sqlite_sequence WHERE name = " + text(freshName));
      line(
          sql,
          "INSERT INTO sqlite_sequence (name, seq)\nSELECT "
              + text(freshName)
              + ", seq FROM sqlite_sequence WHERE name = "
              + text(table.name()));
    }
    line(sql, "DROP TABLE " + name);
    line(sql, "ALTER TABLE " + fresh + " RENAME TO " + name);
    List<Entry> again = new ArrayList<>();
    schema.entries().stream()
        .filter(e -> e.type().equals("index") && e.table().equalsIgnoreCase(table.name()))
        .forEach(again::add);
    again.addAll(views);
    again.addAll(triggers);
    if (!again.isEmpty()) {
      sql.append("\n-- What was dropped with it.\n");
      again.forEach(entry -> line(sql, entry.sql()));
    }
    return sql.toString().strip() + "\n";
  }

  /** A name that nothing in the schema has yet. */
  private String freshName() {
    String name = "new_" + table.name();
    while (isTaken(name)) {
      name = "new_" + name;
    }
    return name;
  }

  private boolean isTaken(String name) {
    return schema.entries().stream().anyMatch(entry -> entry.name().equalsIgnoreCase(name));
  }

  /** Views that name the table, or a view that does, in the order of their creation. */
  private List<Entry> dependentViews(Set<String> affected) {
    List<Entry> views = schema.entries().stream().filter(e -> e.type().equals("view")).toList();
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Entry view : views) {
        if (!affected.contains(folded(view.name())) && mentions(view, affected)) {
          grew |= affected.add(folded(view.name()));
        }
      }
    }
    return views.stream().filter(view -> affected.contains(folded(view.name()))).toList();
  }

  /** Triggers of what is dropped, and those elsewhere that name it: a rename reads them all. */
  private List<Entry> triggers(Set<String> affected) {
    return schema.entries().stream()
        .filter(e -> e.type().equals("trigger"))
        .filter(e -> affected.contains(folded(e.table())) || mentions(e, affected))
        .toList();
  }

  private static boolean mentions(Entry entry, Set<String> names) {
    Matcher word = WORD.matcher(entry.sql());
    while (word.find()) {
      for (int group = 1; group <= word.groupCount(); group++) {
        if (word.group(group) != null && names.contains(folded(word.group(group)))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Columns that can be written; and the rowid if no column holds it, as others may refer to it.
   */
  private List<String> columns() {
    List<String> names =
        schema.strings("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", table.name());
    List<String> columns = new ArrayList<>();
    if (hasHiddenRowid()) {
      ROWID.stream()
          .filter(rowid -> names.stream().noneMatch(rowid::equalsIgnoreCase))
          .findFirst()
          .ifPresent(columns::add);
    }
    names.forEach(name -> columns.add(quoted(name)));
    return columns;
  }

  /**
   * Whether rows have a number that no column shows. An INTEGER PRIMARY KEY does, unless SQLite
   * gave it an index: that is how it treats one that is declared DESC.
   */
  private boolean hasHiddenRowid() {
    return schema
        .strings(
            """
            SELECT 1 FROM pragma_table_list AS t
            WHERE t.schema = 'main' AND t.name = ? AND t.wr = 0
              AND (EXISTS (SELECT 1 FROM pragma_index_list(t.name) WHERE origin = 'pk')
                OR NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(t.name) WHERE pk > 0))
            """,
            table.name())
        .equals(List.of("1"));
  }

  /** Whether the table is AUTOINCREMENT: only such tables have a row there. */
  private boolean numbersOnce() {
    Matcher word = WORD.matcher(table.sql());
    while (word.find()) {
      if ("AUTOINCREMENT".equalsIgnoreCase(word.group(BARE))) {
        return true;
      }
    }
    return false;
  }

  private static void line(StringBuilder sql, String statement) {
    sql.append(statement).append(";\n");
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** Bare if it is a plain word that is no keyword; else in double quotes. */
  private String quoted(String name) {
    boolean plain =
        name.matches("[A-Za-z_][A-Za-z0-9_]*")
            && !name.toLowerCase(Locale.ROOT).equals("rowid")
            && schema.isName(name);
    return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
