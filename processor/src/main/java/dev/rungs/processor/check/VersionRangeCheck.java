package dev.rungs.processor.check;

import dev.rungs.processor.model.DeclarationMessages;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.Site.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code VersionOutOfRange}: versions run from the baseline to CURRENT_VERSION. */
final class VersionRangeCheck implements SchemaCheck {
  @Override
  public List<Problem> check(SchemaGroup group) {
    List<Problem> problems = new ArrayList<>();
    OptionalInt current = group.currentVersion();
    int baseline = group.schema().baseline();
    baseline(group, current).ifPresent(problems::add);
    for (MigrationDeclaration migration : group.migrations()) {
      int version = migration.version();
      if (version < 1) {
        problems.add(
            DeclarationMessages.belowOne(version, group.nextFree())
                .at(version, migration.at(Part.VERSION)));
      } else if (version < baseline && current.isPresent() && baseline <= current.getAsInt()) {
        problems.add(
            DeclarationMessages.belowBaseline(
                    version, group.schema().className(), baseline, group.nextFree())
                .at(version, migration.at(Part.VERSION)));
      } else if (current.isPresent() && version > current.getAsInt()) {
        problems.add(
            DeclarationMessages.aboveCurrent(
                    version, group.schema().className(), current.getAsInt())
                .at(version, migration.at(Part.VERSION)));
      }
    }
    return problems;
  }

  private static Optional<Problem> baseline(SchemaGroup group, OptionalInt current) {
    int baseline = group.schema().baseline();
    if (baseline < 1) {
      return Optional.of(
          DeclarationMessages.baselineBelowOne(baseline).at(0, group.schema().at(Part.BASELINE)));
    }
    if (baseline > 1 && current.isPresent() && baseline > current.getAsInt()) {
      return Optional.of(
          DeclarationMessages.baselineAboveCurrent(baseline, current.getAsInt())
              .at(0, group.schema().at(Part.BASELINE)));
    }
    return Optional.empty();
  }
}
