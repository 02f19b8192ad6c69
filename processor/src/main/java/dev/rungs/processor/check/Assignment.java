package dev.rungs.processor.check;

import dev.rungs.processor.model.Declarations;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.NearestSchemas;
import dev.rungs.processor.model.SchemaDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which migration belongs to which schema. */
final class Assignment {
  private final Declarations declarations;
  private final Map<String, SchemaDeclaration> schemas;
  private final List<SchemaDeclaration> candidates;

  Assignment(Declarations declarations) {
    this.declarations = declarations;
    this.schemas =
        declarations.schemas().stream()
            .collect(
                Collectors.toMap(
                    SchemaDeclaration::className,
                    Function.identity(),
                    (one, same) -> one,
                    LinkedHashMap::new));
    List<SchemaDeclaration> here =
        schemas.values().stream().filter(schema -> !schema.compiled()).toList();
    this.candidates = here.isEmpty() ? List.copyOf(schemas.values()) : here;
  }

  /** The schemas that a migration could name. */
  List<SchemaDeclaration> candidates() {
    return candidates;
  }

  /** The schemas that a migration without {@code schema} means; it must choose if it is not one. */
  List<SchemaDeclaration> nearest(MigrationDeclaration migration) {
    return NearestSchemas.of(migration.packageName(), schemas.values());
  }

  Optional<SchemaDeclaration> schemaOf(MigrationDeclaration migration) {
    if (migration.schema().isPresent()) {
      return migration.schema().map(schemas::get);
    }
    List<SchemaDeclaration> nearest = nearest(migration);
    List<SchemaDeclaration> meant = nearest.isEmpty() ? candidates : nearest;
    return meant.size() == 1 ? Optional.of(meant.get(0)) : Optional.empty();
  }

  List<MigrationDeclaration> strays() {
    return declarations.migrations().stream().filter(m -> schemaOf(m).isEmpty()).toList();
  }

  List<SchemaGroup> groups() {
    Map<String, List<MigrationDeclaration>> migrations = new HashMap<>();
    schemas.keySet().forEach(name -> migrations.put(name, new ArrayList<>()));
    for (MigrationDeclaration migration : declarations.migrations()) {
      schemaOf(migration).ifPresent(schema -> migrations.get(schema.className()).add(migration));
    }
    int strays = strays().size() + declarations.loose().size() + declarations.unresolved().size();
    List<SchemaGroup> groups = new ArrayList<>();
    for (SchemaDeclaration schema : schemas.values()) {
      groups.add(
          new SchemaGroup(
              schema, migrations.get(schema.className()), strays, declarations.leftovers()));
    }
    return groups;
  }
}
