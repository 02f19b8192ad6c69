package dev.rungs.processor.check;

import dev.rungs.processor.model.DeclarationMessages;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.Site.Part;
import java.util.List;

/** {@code NothingToDo}: no file goes below the baseline, so its migration cannot be undone. */
final class BaselineDownCheck implements SchemaCheck {
  @Override
  public List<Problem> check(SchemaGroup group) {
    int baseline = group.schema().baseline();
    if (baseline <= 1) {
      return List.of();
    }
    return group.migrations().stream()
        .filter(migration -> migration.version() == baseline)
        .filter(m -> m.down().isPresent() || m.step() == StepKind.REVERSIBLE)
        .map(
            migration ->
                DeclarationMessages.downOfBaseline(baseline)
                    .at(
                        baseline,
                        migration.at(migration.down().isPresent() ? Part.DOWN : Part.TYPE)))
        .toList();
  }
}
