package dev.rungs.processor.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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
    List<SchemaDeclaration> found = new ArrayList<>();
    List<SchemaDeclaration> sources = new ArrayList<>();
    int longest = 0;
    for (SchemaDeclaration schema : schemas) {
      int length = schema.packageName().length();
      if (length < longest || !schema.covers(packageName)) {
        continue;
      }
      if (length > longest) {
        longest = length;
        found.clear();
        sources.clear();
      }
      found.add(schema);
      if (!schema.compiled()) {
        sources.add(schema);
      }
    }
    return sources.isEmpty() ? found : sources;
  }
}
