package dev.rungs.processor.collect;

import dev.rungs.processor.model.QueryDeclaration;
import dev.rungs.processor.model.QueryDeclaration.Binding;
import dev.rungs.processor.model.QueryDeclaration.Library;
import dev.rungs.processor.model.Site;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** Reads annotations that hold SQL, on the fields and methods of a class and those inside it. */
final class QueryReader {
  private final ProcessingEnvironment environment;
  private final QueryParameters parameters;

  QueryReader(ProcessingEnvironment environment) {
    this.environment = environment;
    this.parameters = new QueryParameters(environment);
  }

  /**
   * Reads a class.
   *
   * @param type the class
   * @param annotations by qualified name, with the element that holds the SQL
   * @param compiled whether it comes from a class file, which has no names of parameters
   * @return its queries in order
   */
  List<QueryDeclaration> read(TypeElement type, Map<String, String> annotations, boolean compiled) {
    List<QueryDeclaration> found = new ArrayList<>();
    read(type, annotations, compiled, suppressed(type, Set.of()), found);
    return found;
  }

  private void read(
      TypeElement type,
      Map<String, String> annotations,
      boolean compiled,
      Set<String> suppressed,
      List<QueryDeclaration> found) {
    for (Element member : type.getEnclosedElements()) {
      if (member instanceof TypeElement inner) {
        read(inner, annotations, compiled, suppressed(inner, suppressed), found);
      } else if (member.getKind() == ElementKind.METHOD || member.getKind().isField()) {
        for (Found one : annotationsOf(member, annotations.keySet())) {
          found.add(
              declaration(type, member, one, annotations.get(one.name()), compiled, suppressed));
        }
      }
    }
  }

  /** An annotation of a member, with its number among those of the same type. */
  record Found(AnnotationMirror mirror, String name, int index) {}

  /** The annotations of some types, those in the container of a repeated one too. */
  static List<Found> annotationsOf(Element member, Set<String> types) {
    List<Found> found = new ArrayList<>();
    for (AnnotationMirror mirror : member.getAnnotationMirrors()) {
      add(mirror, types, found);
      for (AnnotationValue value : mirror.getElementValues().values()) {
        if (value.getValue() instanceof List<?> items) {
          for (Object item : items) {
            if (item instanceof AnnotationValue inner
                && inner.getValue() instanceof AnnotationMirror contained) {
              add(contained, types, found);
            }
          }
        }
      }
    }
    return found;
  }

  private static void add(AnnotationMirror mirror, Set<String> types, List<Found> found) {
    String name = AnnotationValues.type(mirror).getQualifiedName().toString();
    if (types.contains(name)) {
      int index = (int) found.stream().filter(f -> f.name().equals(name)).count();
      found.add(new Found(mirror, name, index));
    }
  }

  private QueryDeclaration declaration(
      TypeElement type,
      Element member,
      Found found,
      String element,
      boolean compiled,
      Set<String> suppressed) {
    boolean constant = found.name().equals(Names.SQL);
    String className = type.getQualifiedName().toString();
    Optional<String> sql =
        constant && member instanceof VariableElement field
            ? Optional.ofNullable(field.getConstantValue()).map(Object::toString)
            : text(AnnotationValues.of(found.mirror()), element);
    return new QueryDeclaration(
        new Site(
            className,
            Site.Part.QUERY,
            Optional.of(new Site.Member(signature(member), found.name(), found.index(), element))),
        environment.getElementUtils().getPackageOf(type).getQualifiedName().toString(),
        type.getSimpleName() + "." + member.getSimpleName(),
        constant ? schema(found.mirror()) : Optional.empty(),
        sql,
        binding(type, member, found.name(), compiled),
        member instanceof ExecutableElement method
            ? ResultRecords.of(type, method, found.mirror())
            : Optional.empty(),
        suppressed(member, suppressed));
  }

  private Binding binding(TypeElement type, Element member, String annotation, boolean compiled) {
    return member instanceof ExecutableElement method
        ? parameters.of(type, method, annotation, compiled)
        : new Binding(Library.of(annotation), List.of(), false);
  }

  private static Optional<String> schema(AnnotationMirror mirror) {
    try {
      return AnnotationValues.of(mirror).type("schema");
    } catch (UnresolvedTypeException e) {
      return Optional.empty();
    }
  }

  /** One string, or several that MyBatis joins with a blank. */
  private static Optional<String> text(AnnotationValues values, String element) {
    Optional<AnnotationValue> written = values.written(element);
    if (written.isEmpty() || written.get().toString().equals("<error>")) {
      return Optional.empty();
    }
    Object value = written.get().getValue();
    if (value instanceof String text) {
      return Optional.of(text);
    }
    if (!(value instanceof List<?> items)) {
      return Optional.empty();
    }
    StringJoiner joined = new StringJoiner(" ");
    for (Object item : items) {
      if (!(item instanceof AnnotationValue part)
          || !(part.getValue() instanceof String text)
          || part.toString().equals("<error>")) {
        return Optional.empty();
      }
      joined.add(text);
    }
    return Optional.of(joined.toString());
  }

  /** The name of a field, or of a method with the types of its parameters. */
  static String signature(Element member) {
    if (!(member instanceof ExecutableElement method)) {
      return member.getSimpleName().toString();
    }
    StringJoiner types = new StringJoiner(",", member.getSimpleName() + "(", ")");
    method.getParameters().forEach(parameter -> types.add(parameter.asType().toString()));
    return types.toString();
  }

  /** Finds a member again. */
  static Optional<Element> member(TypeElement type, String signature) {
    List<Element> members = new ArrayList<>(ElementFilter.fieldsIn(type.getEnclosedElements()));
    members.addAll(ElementFilter.methodsIn(type.getEnclosedElements()));
    return members.stream().filter(m -> signature(m).equals(signature)).findFirst();
  }

  private static Set<String> suppressed(Element element, Set<String> outer) {
    Set<String> all = new LinkedHashSet<>(outer);
    try {
      Optional<AnnotationValues> mirror =
          AnnotationValues.of(element, "java.lang.SuppressWarnings");
      if (mirror.isPresent()) {
        all.addAll(mirror.get().strings("value"));
      }
    } catch (UnresolvedTypeException e) {
      // The compiler says so.
    }
    return all;
  }
}
