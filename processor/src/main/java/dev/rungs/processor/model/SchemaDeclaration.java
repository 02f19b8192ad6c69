package dev.rungs.processor.model;

import dev.rungs.Target;
import java.util.List;
import java.util.Optional;

/**
 * A class annotated {@code @VersionedSchema} as it was found, right or wrong.
 *
 * @param className its qualified name
 * @param packageName its package, empty for the unnamed one
 * @param registryName the simple name of the registry to generate
 * @param nameState whether the registry can have that name
 * @param field {@code CURRENT_VERSION}, if there is a field of that name
 * @param baseline the lowest version, as declared
 * @param targets the servers it is meant for, in the order of their enum
 * @param minSqlite the oldest SQLite it is used with, as written; empty for none
 * @param queries annotations that hold SQL for it
 * @param functions what the program registers, as written
 * @param collations what the program registers, as written
 * @param tokenizers what the program registers, as written
 * @param compiled whether it comes from an earlier compile, as a class file
 */
public record SchemaDeclaration(
    String className,
    String packageName,
    String registryName,
    NameState nameState,
    Optional<VersionField> field,
    int baseline,
    List<Target> targets,
    String minSqlite,
    List<QueryAnnotation> queries,
    List<String> functions,
    List<String> collations,
    List<String> tokenizers,
    boolean compiled) {
  /** Copies the lists. */
  public SchemaDeclaration {
    queries = List.copyOf(queries);
    functions = List.copyOf(functions);
    collations = List.copyOf(collations);
    tokenizers = List.copyOf(tokenizers);
    targets = List.copyOf(targets);
  }

  /** Whether a registry can have its name. */
  public enum NameState {
    /** It can. */
    FREE,
    /** The compilation has a class of that name that was not generated. */
    TAKEN,
    /** It is no class name. */
    NOT_A_NAME
  }

  /**
   * The field {@code CURRENT_VERSION}.
   *
   * @param type its declared type
   * @param isStatic whether it is static
   * @param isFinal whether it is final
   * @param isPrivate whether it is private
   * @param value its value, if it is a compile-time constant
   */
  public record VersionField(
      String type, boolean isStatic, boolean isFinal, boolean isPrivate, Optional<Integer> value) {}

  /**
   * Returns the registry's qualified name.
   *
   * @return in the schema's package
   */
  public String registry() {
    return packageName.isEmpty() ? registryName : packageName + "." + registryName;
  }

  /**
   * Returns the qualified name of the class behind the registry, which exists where a migration
   * came in a later round than the registry.
   *
   * @return in the schema's package
   */
  public String completeRegistry() {
    return packageName.isEmpty()
        ? "Complete" + registryName
        : packageName + ".Complete" + registryName;
  }

  /**
   * Tells whether a migration may live in a package.
   *
   * @param name a package, empty for the unnamed one
   * @return true for the schema's package and those below it
   */
  public boolean covers(String name) {
    return packageName.isEmpty() || name.equals(packageName) || name.startsWith(packageName + ".");
  }

  /**
   * Returns what the program adds to SQLite.
   *
   * @return what of it is declared rightly
   */
  public Extensions extensions() {
    return Extensions.parse(functions, collations, tokenizers);
  }

  /**
   * Points at a part of this schema.
   *
   * @param part the part
   * @return where a problem of that part stands
   */
  public Site at(Site.Part part) {
    return new Site(className, part);
  }
}
