package dev.rungs.processor.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything a compilation declares.
 *
 * @param schemas by class name
 * @param migrations by version, then by class name
 * @param loose classes with {@code @Up} or {@code @Down} and no {@code @Migration}
 * @param unresolved classes that refer to what does not exist, or not yet; the compiler names it
 * @param queries the SQL of the program
 * @param leftovers class files of migrations whose source is gone: the source's name by class name
 */
public record Declarations(
    List<SchemaDeclaration> schemas,
    List<MigrationDeclaration> migrations,
    SortedSet<String> loose,
    SortedSet<String> unresolved,
    QueryDeclarations queries,
    Map<String, String> leftovers) {
  // Every compile sorts these once: for that, a class is faster to have than a chain of lambdas.
  private static final Comparator<SchemaDeclaration> BY_NAME =
      new Comparator<>() {
        @Override
        public int compare(SchemaDeclaration one, SchemaDeclaration other) {
          return one.className().compareTo(other.className());
        }
      };

  private static final Comparator<MigrationDeclaration> BY_VERSION =
      new Comparator<>() {
        @Override
        public int compare(MigrationDeclaration one, MigrationDeclaration other) {
          int versions = Integer.compare(one.version(), other.version());
          return versions == 0 ? one.className().compareTo(other.className()) : versions;
        }
      };

  /** Sorts, so that nothing after this depends on the order in which a compiler found things. */
  public Declarations {
    schemas = sorted(schemas, BY_NAME);
    migrations = sorted(migrations, BY_VERSION);
    loose = new TreeSet<>(loose);
    unresolved = new TreeSet<>(unresolved);
    leftovers = new TreeMap<>(leftovers);
  }

  private static <T> List<T> sorted(List<T> declarations, Comparator<T> order) {
    List<T> sorted = new ArrayList<>(declarations);
    sorted.sort(order);
    return List.copyOf(sorted);
  }
}
