package dev.rungs.runtime.internal.plan;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.internal.sql.ScriptRules;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.Violation;
import java.util.List;
import java.util.Optional;

/**
 * Holds scripts that no compiler checked to the compiler's rules: those of a registry written by
 * hand. A definition with a fingerprint was judged, and then run, at compile time.
 */
public final class UnprovenScripts {
  private UnprovenScripts() {}

  /** Returns the first thing in the {@code @Up} script that is not allowed, or null. */
  public static Violation inUp(MigrationDefinition migration) {
    return first(migration, migration.up());
  }

  /** Returns the first thing in the {@code @Down} script that is not allowed, or null. */
  public static Violation inDown(MigrationDefinition migration) {
    return first(migration, migration.down());
  }

  /** Returns the statement in which something stands, or null if there is none. */
  static SqlStatement statement(String script, Violation violation) {
    SqlStatement found = null;
    for (SqlStatement statement : ScriptSplitter.statements(script)) {
      if (statement.offset() > violation.offset()) {
        break;
      }
      found = statement;
    }
    return found;
  }

  private static Violation first(MigrationDefinition migration, Optional<String> script) {
    if (script.isEmpty() || migration.fingerprint().isPresent()) {
      return null;
    }
    List<Violation> violations = ScriptRules.violations(script.get());
    return violations.isEmpty() ? null : violations.get(0);
  }
}
