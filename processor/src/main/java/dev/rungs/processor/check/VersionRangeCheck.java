package dev.rungs.processor.check;

import dev.rungs.processor.model.DeclarationMessages;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.Site.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** {@code VersionOutOfRange}: versions run from 1 to CURRENT_VERSION. */
final class VersionRangeCheck implements SchemaCheck {
  @Override
  public List<Problem> check(SchemaGroup group) {
    List<Problem> problems = new ArrayList<>();
    OptionalInt current = group.currentVersion();
    for (MigrationDeclaration migration : group.migrations()) {
      int version = migration.version();
      if (version < 1) {
        problems.add(
            DeclarationMessages.belowOne(version, group.nextFree())
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
}
