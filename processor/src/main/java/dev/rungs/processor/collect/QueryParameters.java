package dev.rungs.processor.collect;

import dev.rungs.processor.model.QueryDeclaration.Binding;
import dev.rungs.processor.model.QueryDeclaration.Library;
import dev.rungs.processor.model.QueryDeclaration.Parameter;
import dev.rungs.processor.model.QueryDeclaration.Parameter.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Tells what the parameters of a method give to its SQL. What is not known for certain counts as
 * something that may give anything.
 */
final class QueryParameters {
  /** Annotations of methods and classes that bind nothing. */
  private static final Set<String> HARMLESS =
      Set.of(
          "AllowUnusedBindings",
          "Arg",
          "ConstructorArgs",
          "Deprecated",
          "FetchSize",
          "FunctionalInterface",
          "GetGeneratedKeys",
          "JdbcRepository",
          "KeyColumn",
          "Mapper",
          "MaxRows",
          "Modifying",
          "NonNull",
          "Nullable",
          "Options",
          "Override",
          "QueryTimeOut",
          "RegisterBeanMapper",
          "RegisterBeanMappers",
          "RegisterColumnMapper",
          "RegisterColumnMappers",
          "RegisterConstructorMapper",
          "RegisterConstructorMappers",
          "RegisterFieldMapper",
          "RegisterFieldMappers",
          "RegisterRowMapper",
          "RegisterRowMappers",
          "Repository",
          "Result",
          "ResultMap",
          "ResultType",
          "Results",
          "SingleValue",
          "SuppressWarnings",
          "Transaction",
          "Transactional",
          "UseRowMapper",
          "UseRowReducer",
          "ValueColumn");

  private static final Set<String> VALUES_OF_JAVA_UTIL =
      Set.of(
          "java.util.UUID",
          "java.util.Date",
          "java.util.Optional",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.OptionalDouble",
          "java.util.Locale",
          "java.util.Currency",
          "java.net.URI",
          "java.net.URL");

  private static final Set<String> NOT_BOUND =
      Set.of(
          "org.springframework.data.domain.Pageable",
          "org.springframework.data.domain.Sort",
          "org.springframework.data.domain.Limit",
          "io.micronaut.data.model.Pageable",
          "io.micronaut.data.model.Sort",
          "org.apache.ibatis.session.RowBounds",
          "org.apache.ibatis.session.ResultHandler");

  private final ProcessingEnvironment environment;

  QueryParameters(ProcessingEnvironment environment) {
    this.environment = environment;
  }

  Binding of(TypeElement type, ExecutableElement method, String annotation, boolean compiled) {
    Library library = Library.of(annotation);
    List<Parameter> parameters = new ArrayList<>();
    for (VariableElement parameter : method.getParameters()) {
      parameters.add(parameter(parameter, library));
    }
    boolean complete =
        !compiled
            && !method.isVarArgs()
            && isHarmless(method, annotation)
            && isHarmless(type, annotation)
            && type.getTypeParameters().isEmpty()
            && library != Library.OTHER;
    return new Binding(library, parameters, complete);
  }

  private static boolean isHarmless(Element element, String annotation) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      TypeElement type = AnnotationValues.type(mirror);
      if (!type.getQualifiedName().contentEquals(annotation)
          && !HARMLESS.contains(type.getSimpleName().toString())) {
        return false;
      }
    }
    return true;
  }

  private Parameter parameter(VariableElement parameter, Library library) {
    String name = parameter.getSimpleName().toString();
    List<? extends AnnotationMirror> mirrors = parameter.getAnnotationMirrors();
    Optional<AnnotationMirror> named = Optional.empty();
    Kind kind = kind(parameter.asType(), library);
    for (AnnotationMirror mirror : mirrors) {
      switch (AnnotationValues.type(mirror).getSimpleName().toString()) {
        case "Bind", "Param", "Parameter", "Id" -> {
          named = Optional.of(mirror);
          kind = Kind.VALUE;
        }
        case "BindList" -> {
          named = Optional.of(mirror);
          kind = Kind.LIST;
        }
        case "Define", "DefineList", "DefineNamedBindings" -> kind = Kind.NONE;
        case "Nullable", "NonNull", "NotNull", "NotBlank", "Valid" -> {}
        default -> kind = Kind.MANY;
      }
    }
    Optional<String> given = named.flatMap(QueryParameters::value);
    return new Parameter(given.orElse(name), named.isPresent(), kind);
  }

  private static Optional<String> value(AnnotationMirror mirror) {
    try {
      return AnnotationValues.of(mirror).string("value").filter(text -> !text.isEmpty());
    } catch (UnresolvedTypeException e) {
      return Optional.empty();
    }
  }

  private Kind kind(TypeMirror type, Library library) {
    if (type.getKind().isPrimitive()) {
      return Kind.VALUE;
    }
    boolean takesLists = library == Library.SPRING || library == Library.MICRONAUT;
    if (type instanceof ArrayType array) {
      boolean bytes = array.getComponentType().getKind() == TypeKind.BYTE;
      return bytes || takesLists ? Kind.VALUE : Kind.MANY;
    }
    if (!(type instanceof DeclaredType declared)) {
      return Kind.MANY;
    }
    TypeElement element = (TypeElement) declared.asElement();
    String name = element.getQualifiedName().toString();
    if (NOT_BOUND.contains(name)) {
      return Kind.NONE;
    }
    if (element.getKind() == ElementKind.ENUM
        || VALUES_OF_JAVA_UTIL.contains(name)
        || name.matches("java\\.(lang|math|time|sql)\\.[A-Za-z]+") && !name.endsWith(".Object")) {
      return Kind.VALUE;
    }
    TypeElement iterable = environment.getElementUtils().getTypeElement("java.lang.Iterable");
    boolean list =
        iterable != null
            && environment
                .getTypeUtils()
                .isAssignable(
                    environment.getTypeUtils().erasure(type),
                    environment.getTypeUtils().erasure(iterable.asType()));
    return list && takesLists ? Kind.VALUE : Kind.MANY;
  }
}
