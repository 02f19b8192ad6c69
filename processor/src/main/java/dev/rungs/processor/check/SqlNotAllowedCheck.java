package dev.rungs.processor.check;

import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.ScriptDeclaration;
import dev.rungs.processor.model.ScriptFormMessages;
import dev.rungs.processor.model.ScriptModel;
import dev.rungs.processor.model.Site.Part;
import dev.rungs.runtime.internal.sql.ScriptRules;
import dev.rungs.runtime.internal.sql.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code SqlNotAllowed}: statements that a migration must not run. */
final class SqlNotAllowedCheck implements MigrationCheck {
  @Override
  public List<Problem> check(MigrationDeclaration migration, Optional<SchemaDeclaration> schema) {
    List<Problem> problems = new ArrayList<>();
    migration
        .up()
        .flatMap(ScriptDeclaration::script)
        .ifPresent(script -> check(migration, Part.UP, script, problems));
    migration
        .down()
        .flatMap(ScriptDeclaration::script)
        .ifPresent(script -> check(migration, Part.DOWN, script, problems));
    return problems;
  }

  private static void check(
      MigrationDeclaration migration, Part part, ScriptModel script, List<Problem> problems) {
    for (Violation violation : ScriptRules.violations(script.text())) {

      problems.add(
          ScriptFormMessages.notAllowed(violation.message())
              .in(script, violation.offset())
              .at(migration.version(), migration.at(part)));
    }
  }
}
