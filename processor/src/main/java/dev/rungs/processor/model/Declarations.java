package dev.rungs.processor.model;

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
  /** Sorts, so that nothing after this depends on the order in which a compiler found things. */
  public Declarations {
    schemas = schemas.stream().sorted(Comparator.comparing(SchemaDeclaration::className)).toList();
    migrations =
        migrations.stream()
            .sorted(
                Comparator.comparingInt(MigrationDeclaration::version)
                    .thenComparing(MigrationDeclaration::className))
            .toList();
    loose = new TreeSet<>(loose);
    unresolved = new TreeSet<>(unresolved);
    leftovers = new TreeMap<>(leftovers);
  }
}
