package dev.rungs.processor.collect;

import dev.rungs.processor.collect.QueryReader.Found;
import dev.rungs.processor.model.QueryDeclaration.ResultRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * Tells which record a method fills from each row, where it is sure that the library goes by the
 * names of its components: jdbi with {@code @RegisterConstructorMapper}, and Spring Data JDBC
 * without a mapper of the program. Whatever might map in another way counts as unknown.
 */
final class ResultRecords {
  private static final String CONSTRUCTOR_MAPPER =
      "org.jdbi.v3.sqlobject.config.RegisterConstructorMapper";
  private static final String SPRING_QUERY = "org.springframework.data.jdbc.repository.query.Query";

  /** Annotations of a method that have nothing to do with how its result is read. */
  private static final Set<String> HARMLESS =
      Set.of(
          "Deprecated",
          "Override",
          "RegisterConstructorMapper",
          "RegisterConstructorMappers",
          "SuppressWarnings",
          "Transaction",
          "Transactional");

  /** {@code Optional<List<Note>>}. */
  private static final int DEEPEST = 3;

  private ResultRecords() {}

  static Optional<ResultRecord> of(
      TypeElement type, ExecutableElement method, AnnotationMirror query) {
    Optional<TypeElement> record = record(method.getReturnType());
    if (record.isEmpty() || !isReadAsUsual(method, query)) {
      return Optional.empty();
    }
    boolean byName =
        name(query).equals(SPRING_QUERY)
            ? query.getElementValues().keySet().stream()
                .allMatch(element -> element.getSimpleName().contentEquals("value"))
            : isRegistered(method, record.get()) || isRegistered(type, record.get());
    return byName ? components(record.get()) : Optional.empty();
  }

  private static Optional<TypeElement> record(TypeMirror returned) {
    TypeMirror inner = returned;
    for (int depth = 0; depth < DEEPEST && inner instanceof DeclaredType declared; depth++) {
      TypeElement element = (TypeElement) declared.asElement();
      if (element.getKind() == ElementKind.RECORD) {
        return Optional.of(element).filter(record -> record.getTypeParameters().isEmpty());
      }
      if (declared.getTypeArguments().size() != 1) {
        return Optional.empty();
      }
      inner = declared.getTypeArguments().get(0);
    }
    return Optional.empty();
  }

  private static boolean isReadAsUsual(ExecutableElement method, AnnotationMirror query) {
    for (AnnotationMirror mirror : method.getAnnotationMirrors()) {
      String simple = AnnotationValues.type(mirror).getSimpleName().toString();
      if (!name(mirror).equals(name(query)) && !HARMLESS.contains(simple)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRegistered(Element element, TypeElement record) {
    for (Found found : QueryReader.annotationsOf(element, Set.of(CONSTRUCTOR_MAPPER))) {
      try {
        AnnotationValues values = AnnotationValues.of(found.mirror());
        if (values.written("prefix").isEmpty()
            && values
                .type("value")
                .filter(name -> record.getQualifiedName().contentEquals(name))
                .isPresent()) {
          return true;
        }
      } catch (UnresolvedTypeException e) {
        return false; // The compiler says so.
      }
    }
    return false;
  }

  /** Those that need a column. One with an annotation may have another name, or none. */
  private static Optional<ResultRecord> components(TypeElement record) {
    List<ExecutableElement> constructors =
        ElementFilter.constructorsIn(record.getEnclosedElements());
    if (constructors.size() != 1 || !constructors.get(0).getAnnotationMirrors().isEmpty()) {
      return Optional.empty();
    }
    Set<String> annotated = new HashSet<>();
    for (Element member : record.getEnclosedElements()) {
      if (!member.getAnnotationMirrors().isEmpty()) {
        annotated.add(member.getSimpleName().toString());
      }
    }
    for (VariableElement parameter : constructors.get(0).getParameters()) {
      if (!parameter.getAnnotationMirrors().isEmpty()) {
        annotated.add(parameter.getSimpleName().toString());
      }
    }
    List<String> needed =
        ElementFilter.recordComponentsIn(record.getEnclosedElements()).stream()
            .filter(component -> isOneColumn(component.asType()))
            .map(RecordComponentElement::getSimpleName)
            .map(Object::toString)
            .filter(component -> !annotated.contains(component))
            .toList();
    return Optional.of(new ResultRecord(record.getSimpleName().toString(), needed))
        .filter(result -> !result.components().isEmpty());
  }

  private static boolean isOneColumn(TypeMirror type) {
    if (!type.getAnnotationMirrors().isEmpty()) {
      return false; // @Nullable
    }
    if (type.getKind() != TypeKind.DECLARED) {
      return type.getKind().isPrimitive();
    }
    TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
    String name = element.getQualifiedName().toString();
    return element.getKind() == ElementKind.ENUM
        || name.equals("java.util.UUID")
        || name.matches("java\\.(lang|math|time)\\.[A-Za-z]+") && !name.endsWith(".Object");
  }

  private static String name(AnnotationMirror mirror) {
    return AnnotationValues.type(mirror).getQualifiedName().toString();
  }
}
