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
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The schema as the migrations so far have built it, and what in it depends on what.
 *
 * <p>A migration is tried out on the part of the schema that it can reach, so that its cost does
 * not grow with what earlier versions have built.
 */
public final class Catalog {
  private final Map<String, CatalogEntry> objects = new LinkedHashMap<>();

  /** By name, folded: what needs the object of that name, whether or not it exists. */
  private final Map<String, Set<String>> neededBy = new HashMap<>();

  public CatalogEntry get(String name) {
    return objects.get(SqlNames.fold(name));
  }

  /**
   * Reads again what a migration may have changed.
   *
   * @param database after the migration
   * @param names what it mentioned and what it could reach, folded
   */
  public void refresh(ScratchDatabase database, Collection<String> names) throws SQLException {
    String list = names.stream().map(SqlNames::literal).collect(Collectors.joining(", "));
    List<CatalogEntry> found =
        database.query(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND (lower(name)"
                + " IN ("
                + list
                + ") OR lower(tbl_name) IN ("
                + list
                + "))",
            Catalog::entry);
    names.forEach(this::remove);
    for (CatalogEntry object : found) {
      boolean own = SqlNames.isSqliteOwn(object.name());
      if (!own && !isShadow(database, object)) {
        remove(object.key());
        add(object);
      }
    }
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
    Map<String, CatalogEntry> found = new HashMap<>();
    for (CatalogEntry object :
        database.query(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL",
            Catalog::entry)) {
      if (found.put(object.key(), object) != null) {
        return false;
      }
    }
    for (String key : order) {
      CatalogEntry object = found.remove(key);
      if (object == null) {
        return false;
      }
      add(object);
    }
    for (CatalogEntry left : found.values()) {
      if (!SqlNames.isSqliteOwn(left.name()) && !isShadow(database, left)) {
        return false;
      }
    }
    return true;
  }

  private static CatalogEntry entry(ResultSet row) throws SQLException {
    return CatalogEntry.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
  }

  private void add(CatalogEntry object) {
    objects.put(object.key(), object);
    for (String need : object.needs()) {
      neededBy.computeIfAbsent(need, n -> new LinkedHashSet<>()).add(object.key());
    }
  }

  private void remove(String key) {
    CatalogEntry object = objects.remove(key);
    if (object != null) {
      for (String need : object.needs()) {
        neededBy.getOrDefault(need, new HashSet<>()).remove(key);
      }
    }
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
    return names.stream().map(objects::get).anyMatch(o -> o != null && o.isRelation());
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
          open.addAll(relyingOnIndex(objects.get(name)));
        }
      }
    }
    while (!open.isEmpty()) {
      String name = open.poll();
      CatalogEntry object = objects.get(name);
      if (object == null || !reached.add(name)) {
        continue;
      }
      (object.kind() == CatalogEntry.Kind.TABLE ? parents : open).addAll(object.needs());
      if (object.isRelation()) {
        open.addAll(attached(name));
      }
    }
    for (String parent : parents) {
      if (reached.add(parent)) {
        attached(parent).stream()
            .filter(name -> objects.get(name).kind() == CatalogEntry.Kind.INDEX)
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
    return attached(SqlNames.fold(relation)).stream().map(objects::get).toList();
  }

  /** Their names, folded. */
  private List<String> attached(String relation) {
    List<String> attached = new ArrayList<>();
    for (String name : neededBy.getOrDefault(relation, Set.of())) {
      CatalogEntry object = objects.get(name);
      if (object != null && !object.isRelation() && object.table().equalsIgnoreCase(relation)) {
        attached.add(name);
      }
    }
    return attached;
  }

  /** The names of all tables that are not virtual. */
  public List<String> tables() {
    return objects.values().stream()
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
    // Within a kind the order of creation: the sort is stable, and so is the map.
    return objects.values().stream()
        .filter(o -> names.contains(o.key()))
        .sorted(Comparator.comparing(CatalogEntry::kind))
        .toList();
  }
}
