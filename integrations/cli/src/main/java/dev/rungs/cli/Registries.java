package dev.rungs.cli;

import dev.rungs.runtime.Registry;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the registry. */
final class Registries {
  private Registries() {}

  /** The one registry that is offered as a service. */
  static Registry only() {
    List<ServiceLoader.Provider<Registry>> found =
        ServiceLoader.load(Registry.class, loader()).stream().toList();
    if (found.size() == 1) {
      return found.get(0).get();
    }
    if (found.isEmpty()) {
      throw new CommandFailure(
          "There is no registry on the class path. Add the program's compiled classes, which the Rungs"
              + " processor generates a registry into.");
    }
    throw new CommandFailure(
        "There are several registries on the class path: "
            + String.join(", ", found.stream().map(p -> p.type().getName()).sorted().toList())
            + ". Choose one with --registry.");
  }

  /** The registry of a class: its INSTANCE, or a new one. */
  static Registry byName(String name) {
    try {
      Class<?> type = Class.forName(name, true, loader());
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

  private static ClassLoader loader() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader == null ? Registries.class.getClassLoader() : loader;
  }
}
