package dev.rungs.processor.collect;

import dev.rungs.processor.model.ClassShape;
import dev.rungs.processor.model.ClassShape.Access;
import dev.rungs.processor.model.ClassShape.Constructor;
import dev.rungs.processor.model.ClassShape.Kind;
import dev.rungs.processor.model.MigrationModel.StepKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/** Reads what kind of class an element is. */
final class ClassShapes {
  private final ProcessingEnvironment environment;
  private final Types types;

  ClassShapes(ProcessingEnvironment environment) {
    this.environment = environment;
    this.types = environment.getTypeUtils();
  }

  ClassShape of(TypeElement type) {
    return new ClassShape(
        kind(type),
        type.getModifiers().contains(Modifier.ABSTRACT),
        !type.getTypeParameters().isEmpty(),
        inner(type),
        access(type),
        constructor(type));
  }

  StepKind step(TypeElement type) throws UnresolvedTypeException {
    Set<String> supertypes = new HashSet<>();
    addSupertypes(type, supertypes);
    if (supertypes.contains(Names.REVERSIBLE_STEP)) {
      return StepKind.REVERSIBLE;
    }
    return supertypes.contains(Names.STEP) ? StepKind.UP : StepKind.NONE;
  }

  private static void addSupertypes(TypeElement type, Set<String> names)
      throws UnresolvedTypeException {
    List<TypeMirror> direct = new ArrayList<>(type.getInterfaces());
    direct.add(0, type.getSuperclass());
    for (TypeMirror supertype : direct) {
      if (supertype.getKind() == TypeKind.ERROR) {
        throw new UnresolvedTypeException();
      }
      if (supertype instanceof DeclaredType declared
          && declared.asElement() instanceof TypeElement element
          && names.add(element.getQualifiedName().toString())) {
        addSupertypes(element, names);
      }
    }
  }

  private static Kind kind(TypeElement type) {
    return switch (type.getKind()) {
      case RECORD -> Kind.RECORD;
      case INTERFACE -> Kind.INTERFACE;
      case ENUM -> Kind.ENUM;
      case ANNOTATION_TYPE -> Kind.ANNOTATION;
      default -> Kind.CLASS;
    };
  }

  private static boolean inner(TypeElement type) {
    return type.getNestingKind().isNested()
        && type.getKind() == ElementKind.CLASS
        && !type.getModifiers().contains(Modifier.STATIC)
        && !type.getEnclosingElement().getKind().isInterface();
  }

  private static Access access(TypeElement type) {
    Access narrowest = Access.PUBLIC;
    Element element = type;
    while (element instanceof TypeElement) {
      Access access =
          element.getEnclosingElement().getKind().isInterface() ? Access.PUBLIC : own(element);
      narrowest = access.compareTo(narrowest) < 0 ? access : narrowest;
      element = element.getEnclosingElement();
    }
    return narrowest;
  }

  private static Access own(Element element) {
    Set<Modifier> modifiers = element.getModifiers();
    if (modifiers.contains(Modifier.PUBLIC)) {
      return Access.PUBLIC;
    }
    if (modifiers.contains(Modifier.PROTECTED)) {
      return Access.PROTECTED;
    }
    return modifiers.contains(Modifier.PRIVATE) ? Access.PRIVATE : Access.PACKAGE;
  }

  private Constructor constructor(TypeElement type) {
    for (ExecutableElement constructor : ElementFilter.constructorsIn(type.getEnclosedElements())) {
      if (constructor.getParameters().isEmpty()) {
        List<String> checked = new ArrayList<>();
        for (TypeMirror thrown : constructor.getThrownTypes()) {
          if (isChecked(thrown)) {
            checked.add(thrown.toString());
          }
        }
        return new Constructor(true, own(constructor), checked);
      }
    }
    return Constructor.ABSENT;
  }

  private boolean isChecked(TypeMirror thrown) {
    return thrown.getKind() != TypeKind.ERROR
        && !isA(thrown, "java.lang.RuntimeException")
        && !isA(thrown, "java.lang.Error");
  }

  private boolean isA(TypeMirror thrown, String name) {
    TypeElement type = environment.getElementUtils().getTypeElement(name);
    return types.isSubtype(thrown, type.asType());
  }
}
