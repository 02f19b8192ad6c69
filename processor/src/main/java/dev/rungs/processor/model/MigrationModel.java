package dev.rungs.processor.model;

import dev.rungs.Strategy;
import java.util.Optional;
import java.util.Set;

/**
 * One class annotated {@code @Migration}.
 *
 * @param className its qualified name
 * @param packageName its package, empty for the unnamed one
 * @param version as declared, not yet checked
 * @param name as declared, or derived from the class name
 * @param strategy as declared
 * @param destructive as declared
 * @param schemaUnknown as declared
 * @param up the script of {@code @Up}, if there is one
 * @param down the script of {@code @Down}, if there is one
 * @param step whether the class has a step in Java
 * @param suppressed what {@code @SuppressWarnings} on the class silences
 */
public record MigrationModel(
    String className,
    String packageName,
    int version,
    String name,
    Strategy strategy,
    boolean destructive,
    boolean schemaUnknown,
    Optional<ScriptModel> up,
    Optional<ScriptModel> down,
    StepKind step,
    Set<String> suppressed) {
  /** Copies the set. */
  public MigrationModel {
    suppressed = Set.copyOf(suppressed);
  }

  /** Whether a migration has a step in Java, and one that can be undone. */
  public enum StepKind {
    /** SQL alone. */
    NONE,
    /** Implements {@code MigrationStep}. */
    UP,
    /** Implements {@code ReversibleStep}. */
    REVERSIBLE
  }
}
