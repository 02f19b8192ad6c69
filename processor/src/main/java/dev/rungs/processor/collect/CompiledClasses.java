package dev.rungs.processor.collect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Finds what an earlier compile left as class files: in the packages that are asked about, and in
 * the lists that generated registries carry.
 */
final class CompiledClasses {
  private static final String RUNGS = "dev.rungs.";

  private final Elements elements;

  CompiledClasses(Elements elements) {
    this.elements = elements;
  }

  /** Schemas in a package and those above it. */
  Map<String, TypeElement> schemasAround(String packageName) {
    Map<String, TypeElement> schemas = new TreeMap<>();
    for (String name : upwards(packageName)) {
      for (TypeElement type : annotated(name, Names.VERSIONED_SCHEMA)) {
        schemas.put(type.getQualifiedName().toString(), type);
      }
    }
    return schemas;
  }

  /** Schemas of other named modules that use Rungs. */
  List<TypeElement> schemasInModules() {
    List<TypeElement> found = new ArrayList<>();
    for (ModuleElement module : elements.getAllModuleElements()) {
      boolean uses =
          ElementFilter.requiresIn(module.getDirectives()).stream()
              .anyMatch(r -> r.getDependency().getQualifiedName().toString().startsWith(RUNGS));
      for (PackageElement each : ElementFilter.packagesIn(module.getEnclosedElements())) {
        if (uses) {
          addAnnotated(each.getEnclosedElements(), Names.VERSIONED_SCHEMA, found);
        }
      }
    }
    return found;
  }

  /** Migrations in a package. */
  List<TypeElement> migrationsIn(String packageName) {
    return annotated(packageName, Names.MIGRATION);
  }

  /** Migrations that a generated registry lists. */
  List<String> listedBy(String registry) {
    TypeElement type = elements.getTypeElement(registry);
    if (type == null) {
      return List.of();
    }
    Optional<AnnotationValues> mirror = AnnotationValues.of(type, Names.GENERATED);
    try {
      return mirror.isEmpty() ? List.of() : mirror.get().strings("migrations");
    } catch (UnresolvedTypeException e) {
      return List.of();
    }
  }

  /** Migrations that registries other than one list, in a package and those above it. */
  List<String> listedByOthers(String packageName, String registry) {
    List<String> listed = new ArrayList<>();
    for (TypeElement type : annotated(packageName, Names.GENERATED)) {
      if (!type.getQualifiedName().contentEquals(registry)) {
        listed.addAll(listedBy(type.getQualifiedName().toString()));
      }
    }
    for (String above : upwards(packageName)) {
      String name = above.isEmpty() ? Names.DEFAULT_REGISTRY : above + "." + Names.DEFAULT_REGISTRY;
      if (!name.equals(registry)) {
        listed.addAll(listedBy(name));
      }
    }
    return listed;
  }

  private List<TypeElement> annotated(String packageName, String annotation) {
    List<TypeElement> found = new ArrayList<>();
    PackageElement element = elements.getPackageElement(packageName);
    if (element != null) {
      addAnnotated(element.getEnclosedElements(), annotation, found);
    }
    return found;
  }

  private static void addAnnotated(
      Collection<? extends Element> members, String annotation, List<TypeElement> found) {
    for (TypeElement type : ElementFilter.typesIn(members)) {
      if (AnnotationValues.of(type, annotation).isPresent()) {
        found.add(type);
      }
      addAnnotated(type.getEnclosedElements(), annotation, found);
    }
  }

  private static List<String> upwards(String packageName) {
    List<String> names = new ArrayList<>();
    String name = packageName;
    names.add(name);
    while (name.contains(".")) {
      name = name.substring(0, name.lastIndexOf('.'));
      names.add(name);
    }
    return names;
  }
}
