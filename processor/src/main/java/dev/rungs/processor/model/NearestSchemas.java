package dev.rungs.processor.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which schemas a migration that names none can mean: those of its own package, or else of the
 * nearest package around it. If these are several, those that the compilation has the sources of
 * come before what a library on the class path brings.
 */
public final class NearestSchemas {
  private NearestSchemas() {}

  /**
   * Finds them.
   *
   * @param packageName the package of a migration, empty for the unnamed one
   * @param schemas all that are known
   * @return none if no schema is in that package or around it; more than one if the migration must
   *     say which it means
   */
  public static List<SchemaDeclaration> of(
      String packageName, Collection<SchemaDeclaration> schemas) {
    List<SchemaDeclaration> around = schemas.stream().filter(s -> s.covers(packageName)).toList();
    Optional<String> nearest =
        around.stream()
            .map(SchemaDeclaration::packageName)
            .max(Comparator.comparingInt(String::length));
    List<SchemaDeclaration> found =
        around.stream().filter(s -> s.packageName().equals(nearest.orElse(""))).toList();
    List<SchemaDeclaration> sources = found.stream().filter(s -> !s.compiled()).toList();
    return sources.isEmpty() ? found : sources;
  }
}
