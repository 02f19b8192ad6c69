package dev.rungs.processor.collect;

import dev.rungs.Target;
import dev.rungs.processor.model.QueryAnnotation;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.SchemaDeclaration.NameState;
import dev.rungs.processor.model.SchemaDeclaration.VersionField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads a class annotated {@code @VersionedSchema}. */
final class SchemaReader {
  private final Elements elements;

  SchemaReader(Elements elements) {
    this.elements = elements;
  }

  /**
   * Reads one.
   *
   * @param type annotated {@code @VersionedSchema}
   * @param compiled whether it comes from an earlier compile
   * @param sources the classes that the compilation was given as sources
   * @return what it declares
   */
  SchemaDeclaration read(TypeElement type, boolean compiled, Set<String> sources)
      throws UnresolvedTypeException {
    AnnotationValues mirror =
        AnnotationValues.of(type, Names.VERSIONED_SCHEMA).orElseThrow(UnresolvedTypeException::new);
    String registry = mirror.string("registry").orElse(Names.DEFAULT_REGISTRY);
    String packageName = elements.getPackageOf(type).getQualifiedName().toString();
    return new SchemaDeclaration(
        type.getQualifiedName().toString(),
        packageName,
        registry,
        state(packageName, registry, sources),
        field(type),
        mirror.integer("baseline").orElse(1),
        targets(mirror),
        mirror.string("minSqlite").orElse(""),
        queries(mirror),
        mirror.strings("functions"),
        mirror.strings("collations"),
        mirror.strings("tokenizers"),
        compiled);
  }

  private static List<QueryAnnotation> queries(AnnotationValues mirror)
      throws UnresolvedTypeException {
    List<QueryAnnotation> queries = new ArrayList<>();
    for (String type : mirror.types("queries")) {
      queries.add(QueryAnnotation.of(type));
    }
    return queries;
  }

  private static List<Target> targets(AnnotationValues mirror) throws UnresolvedTypeException {
    List<String> named = mirror.constants("targets");
    List<Target> targets = new ArrayList<>();
    for (Target target : named.isEmpty() ? new Target[0] : Target.values()) {
      if (named.contains(target.name())) {
        targets.add(target);
      }
    }
    return targets;
  }

  private NameState state(String packageName, String registry, Set<String> sources) {
    if (!SourceVersion.isIdentifier(registry) || SourceVersion.isKeyword(registry)) {
      return NameState.NOT_A_NAME;
    }
    String name = packageName.isEmpty() ? registry : packageName + "." + registry;
    return sources.contains(name) ? NameState.TAKEN : NameState.FREE;
  }

  private static Optional<VersionField> field(TypeElement type) {
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      if (field.getSimpleName().contentEquals(Names.CURRENT_VERSION)) {
        Set<Modifier> modifiers = field.getModifiers();
        boolean constant = type.getKind().isInterface();
        return Optional.of(
            new VersionField(
                field.asType().getKind() == TypeKind.INT ? "int" : field.asType().toString(),
                constant || modifiers.contains(Modifier.STATIC),
                constant || modifiers.contains(Modifier.FINAL),
                modifiers.contains(Modifier.PRIVATE),
                field.getConstantValue() instanceof Integer value
                    ? Optional.of(value)
                    : Optional.empty()));
      }
    }
    return Optional.empty();
  }
}
