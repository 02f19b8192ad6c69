package dev.rungs.processor.check;

import dev.rungs.processor.model.DeclarationMessages;
import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.model.Site.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;

/**
 * {@code MissingVersion}: every version from the baseline to CURRENT_VERSION is declared.
 *
 * <p>A migration whose own version is at fault (declared twice, out of range, of no known schema)
 * may be the missing one, so gaps count only if there are more of them than of such migrations.
 */
final class MissingVersionCheck implements SchemaCheck {
  @Override
  public List<Problem> check(SchemaGroup group) {
    if (group.currentVersion().isEmpty()) {
      return List.of();
    }
    int current = group.currentVersion().getAsInt();
    NavigableMap<Integer, List<MigrationDeclaration>> byVersion = group.byVersion();
    int first = group.first();
    if (current < first) {
      return List.of();
    }
    NavigableSet<Integer> found = byVersion.subMap(first, true, current, true).navigableKeySet();
    if (current - first + 1 - found.size() <= misplaced(group, found.size())) {
      return List.of();
    }
    List<Problem> problems = new ArrayList<>();
    int expected = first;
    for (int version : found) {
      if (version > expected) {
        MigrationDeclaration next = byVersion.get(version).get(0);
        Message gap =
            DeclarationMessages.gap(expected, version - 1, first, current, Ranges.of(found));
        problems.add(problem(group, gap, expected, next.at(Part.VERSION)));
      }
      expected = version + 1;
    }
    if (expected <= current) {
      Message rest =
          DeclarationMessages.missingToTheEnd(expected, first, current, Ranges.of(found));
      problems.add(problem(group, rest, expected, group.schema().at(Part.CURRENT_VERSION)));
    }
    return problems;
  }

  private static int misplaced(SchemaGroup group, int found) {
    return group.migrations().size() - found + group.strays();
  }

  private static Problem problem(SchemaGroup group, Message message, int version, Site site) {
    Message whole = message;
    for (Map.Entry<String, String> stale : group.leftovers().entrySet()) {
      whole = DeclarationMessages.withStaleClassFile(whole, stale.getKey(), stale.getValue());
    }
    return whole.at(version, site);
  }
}
