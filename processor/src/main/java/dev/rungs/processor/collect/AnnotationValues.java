package dev.rungs.processor.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** An annotation on a class, and what is written in it. */
final class AnnotationValues {
  private final AnnotationMirror mirror;

  private AnnotationValues(AnnotationMirror mirror) {
    this.mirror = mirror;
  }

  static Optional<AnnotationValues> of(Element element, String annotation) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (type(mirror).getQualifiedName().contentEquals(annotation)) {
        return Optional.of(new AnnotationValues(mirror));
      }
    }
    return Optional.empty();
  }

  static AnnotationValues of(AnnotationMirror mirror) {
    return new AnnotationValues(mirror);
  }

  /** The class of an annotation. */
  static TypeElement type(AnnotationMirror mirror) {
    return (TypeElement) mirror.getAnnotationType().asElement();
  }

  AnnotationMirror mirror() {
    return mirror;
  }

  /** The value as written; empty if the annotation leaves the default. */
  Optional<AnnotationValue> written(String element) {
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
        mirror.getElementValues().entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(element)) {
        return Optional.of(entry.getValue());
      }
    }
    return Optional.empty();
  }

  Optional<Integer> integer(String element) throws UnresolvedTypeException {
    return value(element, Integer.class);
  }

  Optional<Boolean> bool(String element) throws UnresolvedTypeException {
    return value(element, Boolean.class);
  }

  Optional<String> string(String element) throws UnresolvedTypeException {
    return value(element, String.class);
  }

  Optional<String> constant(String element) throws UnresolvedTypeException {
    Optional<VariableElement> field = value(element, VariableElement.class);
    return field.isEmpty() ? Optional.empty() : Optional.of(field.get().getSimpleName().toString());
  }

  /** The qualified name of a class literal; empty for {@code void.class}. */
  Optional<String> type(String element) throws UnresolvedTypeException {
    Optional<TypeMirror> type = value(element, TypeMirror.class);
    return type.isEmpty() || type.get().getKind() == TypeKind.VOID
        ? Optional.empty()
        : Optional.of(name(type.get()));
  }

  /** The qualified names of class literals; one may stand without braces. */
  List<String> types(String element) throws UnresolvedTypeException {
    List<String> names = new ArrayList<>();
    for (Object item : value(element, List.class).orElse(List.of())) {
      if (item instanceof AnnotationValue value && value.getValue() instanceof TypeMirror type) {
        names.add(name(type));
      } else {
        throw new UnresolvedTypeException();
      }
    }
    return names;
  }

  private static String name(TypeMirror type) throws UnresolvedTypeException {
    if (type.getKind() == TypeKind.ERROR) {
      throw new UnresolvedTypeException();
    }
    return type instanceof DeclaredType declared
        ? ((TypeElement) declared.asElement()).getQualifiedName().toString()
        : type.toString();
  }

  List<String> strings(String element) throws UnresolvedTypeException {
    List<String> strings = new ArrayList<>();
    for (Object item : value(element, List.class).orElse(List.of())) {
      if (item instanceof AnnotationValue value && value.getValue() instanceof String string) {
        strings.add(string);
      }
    }
    return strings;
  }

  /** The names of constants of an enum; one may stand without braces. */
  List<String> constants(String element) throws UnresolvedTypeException {
    List<String> names = new ArrayList<>();
    for (Object item : value(element, List.class).orElse(List.of())) {
      if (item instanceof AnnotationValue value
          && value.getValue() instanceof VariableElement field) {
        names.add(field.getSimpleName().toString());
      } else {
        throw new UnresolvedTypeException();
      }
    }
    return names;
  }

  private <T> Optional<T> value(String element, Class<T> type) throws UnresolvedTypeException {
    Optional<AnnotationValue> written = written(element);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    AnnotationValue value = written.get();
    // javac hands out "<error>" for what it cannot resolve; a string of that text prints quoted.
    if (!type.isInstance(value.getValue()) || value.toString().equals("<error>")) {
      throw new UnresolvedTypeException();
    }
    return Optional.of(type.cast(value.getValue()));
  }
}
