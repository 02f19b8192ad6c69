package dev.rungs.processor.model;

import dev.rungs.Strategy;
import dev.rungs.processor.model.MigrationModel.StepKind;
import java.util.Optional;
import java.util.Set;

/**
 * A class annotated {@code @Migration} as it was found, right or wrong.
 *
 * @param className its qualified name
 * @param packageName its package, empty for the unnamed one
 * @param version as declared
 * @param name as declared, or derived from the class name
 * @param strategy as declared
 * @param destructive as declared
 * @param schemaUnknown as declared
 * @param schema the qualified name of the schema class it belongs to by its own word, or by that of
 *     the registry generated before
 * @param shape what kind of class it is
 * @param step whether the class has a step in Java
 * @param up {@code @Up}, if there is one
 * @param down {@code @Down}, if there is one
 * @param suppressed what {@code @SuppressWarnings} on the class silences
 * @param compiled whether it comes from an earlier compile, as a class file
 */
public record MigrationDeclaration(
    String className,
    String packageName,
    int version,
    String name,
    Strategy strategy,
    boolean destructive,
    boolean schemaUnknown,
    Optional<String> schema,
    ClassShape shape,
    StepKind step,
    Optional<ScriptDeclaration> up,
    Optional<ScriptDeclaration> down,
    Set<String> suppressed,
    boolean compiled) {
  /** Copies the set. */
  public MigrationDeclaration {
    suppressed = Set.copyOf(suppressed);
  }

  /**
   * Returns what the later stages work with.
   *
   * @return the migration; its scripts are those that could be read
   */
  public MigrationModel toModel() {
    return new MigrationModel(
        className,
        packageName,
        version,
        name,
        strategy,
        destructive,
        schemaUnknown,
        up.flatMap(ScriptDeclaration::script),
        down.flatMap(ScriptDeclaration::script),
        step,
        suppressed);
  }

  /**
   * Points at a part of this migration.
   *
   * @param part the part
   * @return where a problem of that part stands
   */
  public Site at(Site.Part part) {
    return new Site(className, part);
  }
}
