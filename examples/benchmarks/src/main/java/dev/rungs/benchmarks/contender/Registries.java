package dev.rungs.benchmarks.contender;

import dev.rungs.benchmarks.workload.WorkFolder;
import dev.rungs.runtime.Registry;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/** Loads generated registries: two of one name can live side by side. */
public final class Registries {
  private static final Map<Path, Registry> LOADED = new ConcurrentHashMap<>();

  private Registries() {}

  /**
   * Loads the registry of a workload.
   *
   * @param folder of the workload, compiled
   * @return its registry
   */
  public static Registry of(WorkFolder folder) {
    return LOADED.computeIfAbsent(folder.jar(), Registries::load);
  }

  private static Registry load(Path file) {
    try {
      URL[] jar = {file.toUri().toURL()};
      @SuppressWarnings("resource") // The registry's classes are loaded as long as it is used.
      ClassLoader loader = new URLClassLoader(jar, Registry.class.getClassLoader());
      return ServiceLoader.load(Registry.class, loader).findFirst().orElseThrow();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
