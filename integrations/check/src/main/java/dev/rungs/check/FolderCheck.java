package dev.rungs.check;

import dev.rungs.check.layout.FolderHistory;
import dev.rungs.check.layout.FolderMigration;
import dev.rungs.processor.history.Finding;
import dev.rungs.processor.history.HistoryCheck;
import dev.rungs.processor.history.HistoryVersion;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/** Tries a history as the compiler would. For use by any thread. */
public final class FolderCheck {
  private FolderCheck() {}

  /**
   * How to check.
   *
   * @param limit the time that a script may take, and the trials of a version
   * @param judged the migrations to judge; the others only build the schema
   * @param reached is told the place of each migration before it runs, from 0
   */
  public record Settings(Duration limit, Predicate<FolderMigration> judged, IntConsumer reached) {}

  /**
   * Checks a history.
   *
   * @param history as it was read
   * @param settings how to check
   * @return what was found
   */
  public static CheckReport run(FolderHistory history, Settings settings) {
    List<FolderMigration> migrations = history.migrations();
    List<HistoryVersion> versions =
        migrations.stream().map(m -> new HistoryVersion(m.version(), m.up(), m.down())).toList();
    HistoryCheck.Result result =
        HistoryCheck.run(
            versions,
            new HistoryCheck.Settings(
                settings.limit(),
                place -> settings.judged().test(migrations.get(place)),
                settings.reached()));
    List<Finding> sorted =
        result.findings().stream()
            .sorted(Comparator.comparing(Harm::of).thenComparing(Finding::version))
            .toList();
    int judged = (int) migrations.stream().filter(settings.judged()).count();
    return new CheckReport(
        history, judged, sorted, result.leftOut(), result.scripts(), result.incomplete());
  }
}
