package dev.rungs.processor.check;

import dev.rungs.Strategy;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.ScriptDeclaration;
import dev.rungs.processor.model.ScriptFormMessages;
import dev.rungs.processor.model.ScriptModel;
import dev.rungs.processor.model.Site.Part;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code NothingToDo}: a migration does something, and so does each of its scripts. */
final class NothingToDoCheck implements MigrationCheck {
  @Override
  public List<Problem> check(MigrationDeclaration migration, Optional<SchemaDeclaration> schema) {
    List<Problem> problems = new ArrayList<>();
    if (migration.strategy() == Strategy.IN_PLACE
        && migration.up().isEmpty()
        && migration.step() == StepKind.NONE) {
      problems.add(
          migration.down().isPresent()
              ? ScriptFormMessages.onlyDown(migration.className())
                  .at(migration.version(), migration.at(Part.DOWN))
              : ScriptFormMessages.nothingToDo(migration.className())
                  .at(migration.version(), migration.at(Part.TYPE)));
    }
    migration.up().ifPresent(up -> script(migration, "Up", Part.UP, up, problems));
    migration.down().ifPresent(down -> script(migration, "Down", Part.DOWN, down, problems));
    return problems;
  }

  private static void script(
      MigrationDeclaration migration,
      String annotation,
      Part part,
      ScriptDeclaration script,
      List<Problem> problems) {
    if (script.inline().isEmpty() && script.file().isEmpty()) {
      problems.add(
          ScriptFormMessages.noScript(annotation).at(migration.version(), migration.at(part)));
      return;
    }
    Optional<ScriptModel> model = script.script();
    if (model.isPresent() && ScriptSplitter.split(model.get().text()).isEmpty()) {
      problems.add(
          ScriptFormMessages.noStatement(
                  annotation,
                  model.get().file().orElse("Its SQL"),
                  part == Part.UP && migration.step() == StepKind.NONE
                      ? "implement MigrationStep instead if the work is done in Java"
                      : "remove @" + annotation)
              .at(migration.version(), migration.at(part)));
    }
  }
}
