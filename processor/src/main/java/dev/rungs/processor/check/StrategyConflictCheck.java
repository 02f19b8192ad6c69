package dev.rungs.processor.check;

import dev.rungs.Strategy;
import dev.rungs.processor.model.DeclarationMessages;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.Site.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code StrategyConflict}: what makes no sense for a rebuild. */
final class StrategyConflictCheck implements MigrationCheck {
  @Override
  public List<Problem> check(MigrationDeclaration migration, Optional<SchemaDeclaration> schema) {
    if (migration.strategy() != Strategy.REBUILD) {
      return List.of();
    }
    List<String> conflicts = new ArrayList<>();
    if (migration.down().isPresent()) {
      conflicts.add("@Down");
    }
    if (migration.step() == StepKind.REVERSIBLE) {
      conflicts.add("a ReversibleStep");
    }
    if (migration.destructive()) {
      conflicts.add("destructive = true");
    }
    if (conflicts.isEmpty()) {
      return List.of();
    }
    return List.of(
        DeclarationMessages.rebuildConflict(String.join(" or ", conflicts))
            .at(migration.version(), migration.at(Part.STRATEGY)));
  }
}
