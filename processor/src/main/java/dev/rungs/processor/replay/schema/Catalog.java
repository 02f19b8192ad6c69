package dev.rungs.processor.replay.schema;

import dev.rungs.processor.replay.script.Mentions;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The schema as the migrations so far have built it, and what in it depends on what.
 *
 * <p>A migration is tried out on the part of the schema that it can reach, so that its cost does
 * not grow with what earlier versions have built.
 */
public final class Catalog {
  /**
   * An object, and where it stands.
   *
   * @param entry the object
   * @param rowid of its row in {@code sqlite_schema}
   * @param sequence counts what is added, and so orders what is of one kind
   * @param needs what the entry needs
   */
  private record Placed(CatalogEntry entry, long rowid, long sequence, Set<String> needs) {
    boolean isLike(CatalogEntry other) {
      return entry.kind() == other.kind()
          && entry.table().equals(other.table())
          && entry.sql().equals(other.sql());
    }
  }

  private record Row(CatalogEntry entry, long rowid) {}

  private final Map<String, Placed> objects = new LinkedHashMap<>();
  private final NavigableMap<Long, String> byRowid = new TreeMap<>();
  private long added;

  /** By name, folded: what needs the object of that name, whether or not it exists. */
  private final Map<String, Set<String>> neededBy = new HashMap<>();

  /**
   * By name of a table or view, folded: its indexes and triggers. Among what needs a name they
   * cannot be looked for: that of a column is in many objects.
   */
  private final Map<String, Set<String>> attached = new HashMap<>();

  public CatalogEntry get(String name) {
    Placed placed = objects.get(SqlNames.fold(name));
    return placed == null ? null : placed.entry;
  }

  /**
   * Reads again what a migration may have changed. SQLite has no index over the schema, so only the
   * rows are read in which that can stand: those where it stood, and those behind all others.
   *
   * @param database after the migration
   * @param names what it mentioned and what it could reach, folded
   */
  public void refresh(ScratchDatabase database, Collection<String> names) throws SQLException {
    Set<String> touched = new HashSet<>(names);
    names.forEach(name -> touched.addAll(attached(name)));
    List<Long> rowids = new ArrayList<>();
    for (String name : touched) {
      Placed placed = objects.get(name);
      if (placed != null) {
        rowids.add(placed.rowid);
      }
    }
    List<Row> found =
        database.query(
            SELECT
                + "rowid > "
                + lastRowidBut(touched)
                + " UNION "
                + SELECT
                + "rowid IN ("
                + rowids.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + ") ORDER BY 1",
            Catalog::row);
    Map<String, Placed> old = new HashMap<>();
    names.forEach(name -> remove(name).ifPresent(placed -> old.put(name, placed)));
    for (Row row : found) {
      CatalogEntry object = row.entry;
      boolean asked = names.contains(object.key()) || names.contains(SqlNames.fold(object.table()));
      if (asked && !SqlNames.isSqliteOwn(object.name()) && !isShadow(database, object)) {
        remove(object.key()).ifPresent(placed -> old.put(object.key(), placed));
        Placed before = old.get(object.key());
        add(row, before != null && before.isLike(object) ? before.needs : object.needs());
      }
    }
  }

  private static final String SELECT =
      "SELECT rowid, type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND ";

  /**
   * The last row of what was not touched. A new row comes behind all that are left, so behind this
   * one.
   */
  private long lastRowidBut(Set<String> touched) {
    for (Map.Entry<Long, String> placed : byRowid.descendingMap().entrySet()) {
      if (!touched.contains(placed.getValue())) {
        return placed.getKey();
      }
    }
    return 0;
  }

  /**
   * Tells in which rows of {@code sqlite_schema} objects stand.
   *
   * @param names folded
   * @return of those that exist
   */
  public List<Long> rowids(Collection<String> names) {
    return names.stream().map(objects::get).filter(Objects::nonNull).map(Placed::rowid).toList();
  }

  /** The names of all objects, folded, in the order that decides between two of a kind. */
  public List<String> order() {
    return List.copyOf(objects.keySet());
  }

  /**
   * Reads all objects again.
   *
   * @param order that of an earlier catalog of the same schema
   * @return false if the schema does not have exactly these objects
   */
  public boolean restore(ScratchDatabase database, List<String> order) throws SQLException {
    Map<String, Row> found = new HashMap<>();
    for (Row row : database.query(SELECT + "1", Catalog::row)) {
      if (found.put(row.entry.key(), row) != null) {
        return false;
      }
    }
    for (String key : order) {
      Row row = found.remove(key);
      if (row == null) {
        return false;
      }
      add(row, row.entry.needs());
    }
    for (Row left : found.values()) {
      if (!SqlNames.isSqliteOwn(left.entry.name()) && !isShadow(database, left.entry)) {
        return false;
      }
    }
    return true;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        CatalogEntry.of(
            row.getString(2),
            row.getString(3),
            row.getString(4),
            ScratchDatabase.written(row.getString(5))),
        row.getLong(1));
  }

  private void add(Row row, Set<String> needs) {
    CatalogEntry object = row.entry;
    objects.put(object.key(), new Placed(object, row.rowid, added++, needs));
    byRowid.put(row.rowid, object.key());
    for (String need : needs) {
      neededBy.computeIfAbsent(need, n -> new LinkedHashSet<>()).add(object.key());
    }
    String relation = SqlNames.fold(object.table());
    if (!object.isRelation() && needs.contains(relation)) {
      attached.computeIfAbsent(relation, n -> new LinkedHashSet<>()).add(object.key());
    }
  }

  private Optional<Placed> remove(String key) {
    Placed placed = objects.remove(key);
    if (placed != null) {
      byRowid.remove(placed.rowid, key);
      for (String need : placed.needs) {
        neededBy.getOrDefault(need, new HashSet<>()).remove(key);
      }
      attached.getOrDefault(SqlNames.fold(placed.entry.table()), new HashSet<>()).remove(key);
    }
    return Optional.ofNullable(placed);
  }

  /** Whether a table is part of a virtual one, which creates it by itself. */
  private boolean isShadow(ScratchDatabase database, CatalogEntry object) throws SQLException {
    int cut = object.name().lastIndexOf('_');
    CatalogEntry owner = cut < 0 ? null : get(object.name().substring(0, cut));
    if (object.kind() != CatalogEntry.Kind.TABLE
        || owner == null
        || owner.kind() != CatalogEntry.Kind.VIRTUAL_TABLE) {
      return false;
    }
    String name = SqlNames.literal(object.name());
    String asked = "SELECT 1 FROM pragma_table_list(" + name + ") WHERE type = 'shadow'";
    return !database.query(asked, row -> true).isEmpty();
  }

  /** Whether any of some names, folded, is a table or a view. */
  public boolean hasRelation(Set<String> names) {
    return names.stream().map(this::entry).anyMatch(o -> o != null && o.isRelation());
  }

  /**
   * Cuts out what a script can reach: what it names, what that needs, and what needs that which the
   * script may change. Of a table that is only the parent of one of these, the table is enough: its
   * own parents say nothing of the script, and a chain of them is as long as the history.
   *
   * @return in the order in which it can be created
   */
  public List<CatalogEntry> reach(Mentions mentions) {
    if (mentions.readsSchema()) {
      return sorted(objects.keySet());
    }
    Set<String> reached = new LinkedHashSet<>();
    Set<String> parents = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>();
    for (String name : mentions.all()) {
      if (objects.containsKey(name)) {
        open.add(name);
        if (mentions.touched().contains(name)) {
          open.addAll(neededBy.getOrDefault(name, Set.of()));
          open.addAll(relyingOnIndex(entry(name)));
        }
      }
    }
    while (!open.isEmpty()) {
      String name = open.poll();
      Placed placed = objects.get(name);
      if (placed == null || !reached.add(name)) {
        continue;
      }
      CatalogEntry object = placed.entry;
      (object.kind() == CatalogEntry.Kind.TABLE ? parents : open).addAll(placed.needs);
      if (object.isRelation()) {
        open.addAll(attached(name));
      }
    }
    for (String parent : parents) {
      if (reached.add(parent)) {
        attached(parent).stream()
            .filter(name -> entry(name).kind() == CatalogEntry.Kind.INDEX)
            .forEach(reached::add);
      }
    }
    return sorted(reached);
  }

  /** What refers to the key that an index keeps unique does not name the index, but its table. */
  private Set<String> relyingOnIndex(CatalogEntry object) {
    return object.kind() == CatalogEntry.Kind.INDEX
        ? neededBy.getOrDefault(SqlNames.fold(object.table()), Set.of())
        : Set.of();
  }

  /** The indexes and triggers that a table or view has. */
  public List<CatalogEntry> attachedTo(String relation) {
    return attached(SqlNames.fold(relation)).stream().map(this::entry).toList();
  }

  /** Their names, folded. */
  private Set<String> attached(String relation) {
    return attached.getOrDefault(relation, Set.of());
  }

  /** The names of all tables that are not virtual. */
  public List<String> tables() {
    return objects.values().stream()
        .map(Placed::entry)
        .filter(o -> o.kind() == CatalogEntry.Kind.TABLE)
        .map(CatalogEntry::name)
        .toList();
  }

  /** The names, folded, of what needs an object. */
  Set<String> dependents(String name) {
    return neededBy.getOrDefault(name, Set.of());
  }

  /** The objects of some names, folded, that are there. */
  public List<CatalogEntry> find(Set<String> names) {
    return sorted(names);
  }

  private List<CatalogEntry> sorted(Set<String> names) {
    // Within a kind the order of creation.
    return names.stream()
        .map(objects::get)
        .filter(Objects::nonNull)
        .sorted(
            Comparator.comparing((Placed placed) -> placed.entry.kind())
                .thenComparingLong(Placed::sequence))
        .map(Placed::entry)
        .toList();
  }

  /** By a name that is folded. */
  private CatalogEntry entry(String name) {
    Placed placed = objects.get(name);
    return placed == null ? null : placed.entry;
  }
}
