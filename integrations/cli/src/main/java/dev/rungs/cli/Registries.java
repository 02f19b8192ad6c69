package dev.rungs.cli;

import dev.rungs.runtime.Registry;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the registry. */
final class Registries {
  private Registries() {}

  /**
   * Finds the registry of a class path.
   *
   * @param classPath as for {@code java -cp}, or null for the process's own class path and then the
   *     folders that builds compile into
   * @param className of the registry, or null for the only one
   */
  static Registry find(String classPath, String className) {
    ClassLoader loader = classPath == null ? programLoader() : ClassPath.of(classPath);
    if (className != null) {
      return byName(className, classPath == null ? ClassPath.usual() : loader);
    }
    List<Registry> found = services(loader);
    if (found.isEmpty() && classPath == null) {
      found = services(ClassPath.usual());
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.isEmpty()) {
      throw new CommandFailure(
          classPath == null
              ? "There is no registry on the class path, nor in "
                  + ClassPath.usualNames()
                  + ". Compile the program, and run this in its folder or name its classes with"
                  + " --classpath."
              : "There is no registry in "
                  + classPath
                  + ". Compile the program with the Rungs processor first.");
    }
    throw new CommandFailure(
        "There are several registries on the class path: "
            + String.join(", ", found.stream().map(r -> r.getClass().getName()).sorted().toList())
            + ". Choose one with --registry.");
  }

  private static List<Registry> services(ClassLoader loader) {
    try {
      return ServiceLoader.load(Registry.class, loader).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new CommandFailure(
          "The registry could not be loaded: "
              + e.getMessage()
              + ". Compile the program again with the version of Rungs that this command has.",
          e);
    }
  }

  /** The registry of a class: its INSTANCE, or a new one. */
  private static Registry byName(String name, ClassLoader loader) {
    try {
      Class<?> type = Class.forName(name, true, loader);
      if (!Registry.class.isAssignableFrom(type)) {
        throw new CommandFailure(
            name + " is not a registry. Name the class that the Rungs processor generated.");
      }
      return (Registry) instance(type);
    } catch (ClassNotFoundException e) {
      throw new CommandFailure(
          "The class " + name + " is not on the class path. Check --registry.", e);
    } catch (InvocationTargetException e) {
      throw new CommandFailure(name + " could not be created: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new CommandFailure(
          name + " has neither a public INSTANCE nor a public constructor without arguments.", e);
    }
  }

  private static Object instance(Class<?> type) throws ReflectiveOperationException {
    try {
      return type.getField("INSTANCE").get(null);
    } catch (NoSuchFieldException e) {
      return type.getConstructor().newInstance();
    }
  }

  /** Sees what the program sees that calls the command. */
  static ClassLoader programLoader() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader == null ? Registries.class.getClassLoader() : loader;
  }
}
