package dev.rungs.processor.collect;

import dev.rungs.Strategy;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.ScriptDeclaration;
import dev.rungs.processor.model.SnakeCase;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;

/** Reads a class annotated {@code @Migration}. */
final class MigrationReader {
  private final ProcessingEnvironment environment;
  private final ClassShapes shapes;
  private final SqlFiles files;

  MigrationReader(ProcessingEnvironment environment, SqlFiles files) {
    this.environment = environment;
    this.shapes = new ClassShapes(environment);
    this.files = files;
  }

  /**
   * Reads one.
   *
   * @param type annotated {@code @Migration}
   * @param compiled whether it comes from an earlier compile
   * @param owner for a compiled class, the schema whose registry lists it
   * @return what it declares
   */
  MigrationDeclaration read(TypeElement type, boolean compiled, Optional<String> owner)
      throws UnresolvedTypeException {
    AnnotationValues migration =
        AnnotationValues.of(type, Names.MIGRATION).orElseThrow(UnresolvedTypeException::new);
    String packageName = packageOf(type);
    String name = migration.string("name").orElse("");
    Optional<String> schema = migration.type("schema");
    return new MigrationDeclaration(
        type.getQualifiedName().toString(),
        packageName,
        migration.integer("version").orElseThrow(UnresolvedTypeException::new),
        name.isEmpty() ? SnakeCase.of(type.getSimpleName().toString()) : name,
        Strategy.valueOf(migration.constant("strategy").orElse(Strategy.IN_PLACE.name())),
        migration.bool("destructive").orElse(false),
        migration.bool("schemaUnknown").orElse(false),
        schema.isPresent() ? schema : owner,
        shapes.of(type),
        shapes.step(type),
        script(type, packageName, Names.UP, compiled),
        script(type, packageName, Names.DOWN, compiled),
        suppressed(type),
        compiled);
  }

  String packageOf(TypeElement type) {
    return environment.getElementUtils().getPackageOf(type).getQualifiedName().toString();
  }

  private Optional<ScriptDeclaration> script(
      TypeElement type, String packageName, String annotation, boolean compiled)
      throws UnresolvedTypeException {
    Optional<AnnotationValues> mirror = AnnotationValues.of(type, annotation);
    if (mirror.isEmpty()) {
      return Optional.empty();
    }
    String file = mirror.get().string("file").orElse("");
    return Optional.of(
        new ScriptDeclaration(
            mirror.get().string("value"),
            file.isEmpty()
                ? Optional.empty()
                : Optional.of(files.read(type, packageName, file, compiled))));
  }

  private static Set<String> suppressed(TypeElement type) throws UnresolvedTypeException {
    Optional<AnnotationValues> mirror = AnnotationValues.of(type, "java.lang.SuppressWarnings");
    return mirror.isEmpty() ? Set.of() : new LinkedHashSet<>(mirror.get().strings("value"));
  }
}
