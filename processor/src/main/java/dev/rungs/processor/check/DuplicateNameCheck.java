package dev.rungs.processor.check;

import dev.rungs.processor.model.DeclarationMessages;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.Site.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code DuplicateName}: a name belongs to one migration. Two that share their version too are left
 * to {@link DuplicateVersionCheck}: the one is a copy of the other.
 */
final class DuplicateNameCheck implements SchemaCheck {
  @Override
  public List<Problem> check(SchemaGroup group) {
    Map<String, List<MigrationDeclaration>> byName =
        group.migrations().stream()
            .collect(
                Collectors.groupingBy(
                    MigrationDeclaration::name, TreeMap::new, Collectors.toList()));
    List<Problem> problems = new ArrayList<>();
    for (List<MigrationDeclaration> same : byName.values()) {
      for (MigrationDeclaration migration : same) {
        String others =
            same.stream()
                .filter(other -> other.version() != migration.version())
                .map(other -> other.className() + ", version " + other.version())
                .collect(Collectors.joining(" and "));
        if (!others.isEmpty()) {
          problems.add(
              DeclarationMessages.sameName(migration.name(), others)
                  .at(migration.version(), migration.at(Part.NAME)));
        }
      }
    }
    return problems;
  }
}
