package dev.rungs.processor.check;

import dev.rungs.processor.model.DeclarationMessages;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.Site.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code DuplicateVersion}: a version is declared once. */
final class DuplicateVersionCheck implements SchemaCheck {
  @Override
  public List<Problem> check(SchemaGroup group) {
    List<Problem> problems = new ArrayList<>();
    for (List<MigrationDeclaration> same : group.byVersion().values()) {
      if (same.size() < 2) {
        continue;
      }
      for (MigrationDeclaration migration : same) {
        String others =
            same.stream()
                .filter(other -> other != migration)
                .map(MigrationDeclaration::className)
                .collect(Collectors.joining(" and "));
        problems.add(
            DeclarationMessages.sameVersion(migration.version(), others, group.nextFree())
                .at(migration.version(), migration.at(Part.VERSION)));
      }
    }
    return problems;
  }
}
