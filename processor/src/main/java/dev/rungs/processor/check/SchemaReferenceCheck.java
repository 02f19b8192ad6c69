package dev.rungs.processor.check;

import dev.rungs.processor.model.DeclarationMessages;
import dev.rungs.processor.model.Declarations;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.SchemaDeclaration.NameState;
import dev.rungs.processor.model.SchemaDeclaration.VersionField;
import dev.rungs.processor.model.Site.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code SchemaReference}: every migration belongs to one schema, every schema has its registry.
 */
final class SchemaReferenceCheck {
  List<Problem> check(Declarations declarations, Assignment assignment) {
    List<Problem> problems = new ArrayList<>();
    registries(declarations.schemas(), problems);
    boolean first = true;
    for (MigrationDeclaration migration : declarations.migrations()) {
      if (assignment.schemaOf(migration).isPresent()) {
        outside(migration, assignment.schemaOf(migration).get(), problems);
      } else if (migration.schema().isPresent()) {
        problems.add(
            DeclarationMessages.notASchema(migration.schema().get(), alternatives(assignment))
                .at(migration.version(), migration.at(Part.SCHEMA)));
      } else if (!assignment.nearest(migration).isEmpty()) {
        problems.add(whichSchema(migration, declarations, assignment.nearest(migration)));
      } else if (!assignment.candidates().isEmpty()) {
        String covered =
            assignment.candidates().stream()
                .map(s -> s.className() + " covers " + packages(s))
                .collect(Collectors.joining("; "));
        problems.add(
            DeclarationMessages.outsideAllSchemas(migration.className(), covered)
                .at(migration.version(), migration.at(Part.TYPE)));
      } else if (first) {
        // The mistake is one, however many migrations there are.
        problems.add(
            DeclarationMessages.noSchema(migration.className())
                .at(migration.version(), migration.at(Part.SCHEMA)));
        first = false;
      }
    }
    return problems;
  }

  private static Problem whichSchema(
      MigrationDeclaration migration, Declarations declarations, List<SchemaDeclaration> schemas) {
    SchemaDeclaration likeliest =
        schemas.stream()
            .filter(schema -> lacks(schema, migration.version(), declarations))
            .findFirst()
            .orElse(schemas.get(0));
    return DeclarationMessages.whichSchema(names(schemas), simpleName(likeliest.className()))
        .at(migration.version(), migration.at(Part.SCHEMA));
  }

  /** Whether a schema has that version, and no migration that names the schema declares it. */
  private static boolean lacks(SchemaDeclaration schema, int version, Declarations declarations) {
    int current = schema.field().flatMap(VersionField::value).orElse(0);
    return version >= schema.baseline()
        && version <= current
        && declarations.migrations().stream()
            .noneMatch(
                m ->
                    m.version() == version
                        && m.schema().filter(schema.className()::equals).isPresent());
  }

  private static void outside(
      MigrationDeclaration migration, SchemaDeclaration schema, List<Problem> problems) {
    if (!schema.covers(migration.packageName())) {
      problems.add(
          DeclarationMessages.outsideSchema(
                  migration.className(), schema.className(), packages(schema))
              .at(migration.version(), migration.at(Part.TYPE)));
    }
  }

  private static String packages(SchemaDeclaration schema) {
    return "package " + schema.packageName() + " and its subpackages";
  }

  private static void registries(List<SchemaDeclaration> schemas, List<Problem> problems) {
    for (SchemaDeclaration schema : schemas) {
      List<SchemaDeclaration> others =
          schemas.stream()
              .filter(o -> o != schema && o.registry().equalsIgnoreCase(schema.registry()))
              .toList();
      if (schema.nameState() == NameState.NOT_A_NAME) {
        problems.add(
            DeclarationMessages.registryName(schema.registryName())
                .at(0, schema.at(Part.REGISTRY)));
      } else if (!others.isEmpty()) {
        problems.add(
            DeclarationMessages.sameRegistry(schema.registry(), names(others))
                .at(0, schema.at(Part.REGISTRY)));
      } else if (schema.nameState() == NameState.TAKEN) {
        problems.add(
            DeclarationMessages.registryTaken(schema.registry()).at(0, schema.at(Part.REGISTRY)));
      }
    }
  }

  private static String alternatives(Assignment assignment) {
    return assignment.candidates().isEmpty()
        ? "a class that is"
        : names(assignment.candidates()).replace(", ", " or ");
  }

  private static String names(List<SchemaDeclaration> schemas) {
    return schemas.stream().map(SchemaDeclaration::className).collect(Collectors.joining(", "));
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
