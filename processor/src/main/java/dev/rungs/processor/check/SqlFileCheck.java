package dev.rungs.processor.check;

import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.ScriptDeclaration;
import dev.rungs.processor.model.ScriptDeclaration.SqlFile;
import dev.rungs.processor.model.ScriptFormMessages;
import dev.rungs.processor.model.Site.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code SqlFile}: a script comes from one place, and can be read there. */
final class SqlFileCheck implements MigrationCheck {
  @Override
  public List<Problem> check(MigrationDeclaration migration, Optional<SchemaDeclaration> schema) {
    List<Problem> problems = new ArrayList<>();
    migration.up().ifPresent(up -> check(migration, "Up", Part.UP, up, problems));
    migration.down().ifPresent(down -> check(migration, "Down", Part.DOWN, down, problems));
    return problems;
  }

  private static void check(
      MigrationDeclaration migration,
      String annotation,
      Part part,
      ScriptDeclaration script,
      List<Problem> problems) {
    if (script.file().isEmpty()) {
      return;
    }
    SqlFile file = script.file().get();
    if (script.inline().isPresent()) {
      problems.add(
          ScriptFormMessages.sqlAndFile(annotation, file.name())
              .at(migration.version(), migration.at(part)));
    } else {
      file.fault()
          .ifPresent(fault -> problems.add(fault.at(migration.version(), migration.at(part))));
    }
  }
}
