package dev.rungs.benchmarks.contender;

import dev.rungs.benchmarks.workload.WorkFolder;
import dev.rungs.runtime.Registry;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ServiceLoader;

/** Loads generated registries: two of one name can live side by side. */
final class Registries {
  private Registries() {}

  @SuppressWarnings("resource") // The registry's classes are loaded as long as it is used.
  static Registry of(WorkFolder folder) {
    try {
      URL[] jar = {folder.jar().toUri().toURL()};
      ClassLoader loader = new URLClassLoader(jar, Registry.class.getClassLoader());
      return ServiceLoader.load(Registry.class, loader).findFirst().orElseThrow();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
