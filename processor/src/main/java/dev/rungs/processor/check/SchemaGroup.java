package dev.rungs.processor.check;

import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.SchemaDeclaration.VersionField;
import dev.rungs.processor.model.SchemaModel;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A schema with the migrations that belong to it.
 *
 * @param schema the schema
 * @param migrations by version, then by class name
 * @param strays how many migrations of the compilation belong to no schema: each of them may be the
 *     one that is missing here
 * @param leftovers class files of migrations whose source is gone: the source's name by class name
 */
record SchemaGroup(
    SchemaDeclaration schema,
    List<MigrationDeclaration> migrations,
    int strays,
    Map<String, String> leftovers) {

  /** The value of {@code CURRENT_VERSION} where it can be relied on. */
  OptionalInt currentVersion() {
    return schema
        .field()
        .filter(CurrentVersionCheck::sound)
        .flatMap(VersionField::value)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  NavigableMap<Integer, List<MigrationDeclaration>> byVersion() {
    return migrations.stream()
        .collect(
            Collectors.groupingBy(
                MigrationDeclaration::version, TreeMap::new, Collectors.toList()));
  }

  /** The lowest version that a migration may have, also if what is declared is no version. */
  int first() {
    return Math.max(schema.baseline(), 1);
  }

  /** The lowest version that no migration declares, and what else it takes to use it. */
  String nextFree() {
    NavigableMap<Integer, List<MigrationDeclaration>> declared = byVersion();
    int free = first();
    while (declared.containsKey(free)) {
      free++;
    }
    OptionalInt current = currentVersion();
    return current.isPresent() && free > current.getAsInt()
        ? free + ", and set CURRENT_VERSION to " + free
        : Integer.toString(free);
  }

  SchemaModel toModel() {
    return toModel(migrations);
  }

  /** The schema at CURRENT_VERSION, whatever is declared above it. */
  SchemaModel toModelUpToCurrent() {
    int current = currentVersion().orElseThrow();
    return toModel(migrations.stream().filter(m -> m.version() <= current).toList());
  }

  /** What is declared above CURRENT_VERSION. */
  List<MigrationModel> above() {
    int current = currentVersion().orElseThrow();
    return migrations.stream()
        .filter(m -> m.version() > current)
        .map(MigrationDeclaration::toModel)
        .toList();
  }

  private SchemaModel toModel(List<MigrationDeclaration> migrations) {
    return new SchemaModel(
        schema.className(),
        schema.packageName(),
        schema.registryName(),
        schema.baseline(),
        currentVersion().orElseThrow(),
        schema.targets(),
        schema.minSqlite(),
        schema.extensions(),
        migrations.stream().map(MigrationDeclaration::toModel).toList());
  }
}
