package dev.rungs.processor.check;

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
 * {@code MissingVersion}: every version from 1 to CURRENT_VERSION is declared.
 *
 * <p>A migration whose own version is at fault (declared twice, out of range, of no known schema)
 * may be the missing one, so gaps count only where there are more of them than of such migrations.
 */
final class MissingVersionCheck implements SchemaCheck {
  @Override
  public List<Problem> check(SchemaGroup group) {
    if (group.currentVersion().isEmpty()) {
      return List.of();
    }
    int current = group.currentVersion().getAsInt();
    NavigableMap<Integer, List<MigrationDeclaration>> byVersion = group.byVersion();
    NavigableSet<Integer> found =
        byVersion.subMap(1, true, Math.max(current, 1), true).navigableKeySet();
    if (current == 0 || current - found.size() <= misplaced(group, current, found.size())) {
      return List.of();
    }
    List<Problem> problems = new ArrayList<>();
    int expected = 1;
    for (int version : found) {
      if (version > expected) {
        MigrationDeclaration next = byVersion.get(version).get(0);
        Message message = version - expected == 1 ? Message.GAP : Message.GAPS;
        problems.add(problem(group, message, expected, version - 1, next.at(Part.VERSION), found));
      }
      expected = version + 1;
    }
    if (expected <= current) {
      Message message = expected == current ? Message.TAIL : Message.TAILS;
      Site site = group.schema().at(Part.CURRENT_VERSION);
      problems.add(problem(group, message, expected, current, site, found));
    }
    return problems;
  }

  private static int misplaced(SchemaGroup group, int current, int found) {
    return group.migrations().size() - found + group.strays();
  }

  private static Problem problem(
      SchemaGroup group,
      Message message,
      int first,
      int last,
      Site site,
      NavigableSet<Integer> found) {
    int current = group.currentVersion().getAsInt();
    Problem problem = message.at(first, site, first, current, Ranges.of(found), last, first - 1);
    StringBuilder text = new StringBuilder(problem.message());
    for (Map.Entry<String, String> leftover : group.leftovers().entrySet()) {
      text.append(' ').append(Message.LEFTOVER.text(leftover.getKey(), leftover.getValue()));
    }
    return new Problem(problem.key(), problem.version(), site, text.toString());
  }
}
