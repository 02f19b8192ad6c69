package dev.rungs.spring.boot;

import dev.rungs.runtime.Registry;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;

/** Finds the registry that is meant: the application's bean, or the one on the class path. */
final class Registries {
  private Registries() {}

  static Registry find(String name, ObjectProvider<Registry> beans, ClassLoader loader) {
    Registry bean = beans.getIfUnique();
    if (bean != null && (name == null || isNamed(bean, name))) {
      return bean;
    }
    Map<String, Registry> found = new TreeMap<>();
    beans.stream().forEach(r -> found.put(r.getClass().getName(), r));
    boolean declared = !found.isEmpty();
    if (!declared || name != null) {
      ServiceLoader.load(Registry.class, loader)
          .forEach(r -> found.putIfAbsent(r.getClass().getName(), r));
    }
    if (name != null) {
      return named(name, found);
    }
    if (found.size() == 1) {
      return found.values().iterator().next();
    }
    throw found.isEmpty() ? none() : several(found, declared);
  }

  private static boolean isNamed(Registry registry, String name) {
    return registry.getClass().getName().equals(name) || registry.schemaName().equals(name);
  }

  private static Registry named(String name, Map<String, Registry> found) {
    List<Registry> matches = found.values().stream().filter(r -> isNamed(r, name)).toList();
    if (matches.size() == 1) {
      return matches.get(0);
    }
    throw new RungsConfigurationException(
        "rungs.registry names "
            + name
            + ", which is no registry that Rungs found. Found: "
            + (found.isEmpty() ? "none" : describe(found))
            + ".",
        "Set rungs.registry to the qualified name of a class that the Rungs processor generated.");
  }

  private static RungsConfigurationException none() {
    return new RungsConfigurationException(
        "There is nothing to migrate to: no registry of migrations is on the class path, and no"
            + " bean is one.",
        "Compile a class annotated @VersionedSchema with rungs-processor on the annotation"
            + " processor path; it generates MigrationRegistry. Without migrations, set"
            + " rungs.enabled=false.");
  }

  private static RungsConfigurationException several(
      Map<String, Registry> found, boolean declared) {
    return new RungsConfigurationException(
        "Rungs found several registries of migrations "
            + (declared ? "among the beans: " : "on the class path: ")
            + describe(found)
            + ". A database belongs to one schema.",
        "Set rungs.registry to the class of the one that the DataSource belongs to, "
            + (declared ? "or mark its bean @Primary" : "or declare it as a bean")
            + ". For several databases, declare a RungsInitializer bean for each.");
  }

  private static String describe(Map<String, Registry> found) {
    return String.join(
        ", ",
        found.entrySet().stream()
            .map(e -> e.getKey() + " (schema " + e.getValue().schemaName() + ")")
            .toList());
  }
}
