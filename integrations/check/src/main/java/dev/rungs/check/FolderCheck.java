package dev.rungs.check;

import dev.rungs.check.layout.FolderHistory;
import dev.rungs.check.layout.FolderMigration;
import dev.rungs.check.layout.Layout;
import dev.rungs.processor.history.Finding;
import dev.rungs.processor.history.HistoryCheck;
import dev.rungs.processor.history.HistoryVersion;
import dev.rungs.processor.model.Extensions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Tries a history as the compiler would. For use by any thread. */
public final class FolderCheck {
  private FolderCheck() {}

  /**
   * How to check.
   *
   * @param limit the time that a script may take, and the trials of a version
   * @param judged the migrations to judge; the others only build the schema
   * @param reached is told the place of each migration before it runs, from 0
   * @param functions what the program registers, as {@code distance/4} or {@code median/1
   *     aggregate}; -1 for any number of arguments
   * @param collations what the program registers, by name
   * @param tokenizers what the program registers, by name
   */
  public record Settings(
      Duration limit,
      Predicate<FolderMigration> judged,
      IntConsumer reached,
      List<String> functions,
      List<String> collations,
      List<String> tokenizers) {
    /** Copies the lists. */
    public Settings {
      functions = List.copyOf(functions);
      collations = List.copyOf(collations);
      tokenizers = List.copyOf(tokenizers);
    }

    /**
     * Tells what of the functions, collations and tokenizers cannot be one.
     *
     * @return as it was written
     */
    public List<String> malformed() {
      return Stream.concat(
              functions.stream().filter(text -> Extensions.Function.parse(text).isEmpty()),
              Stream.concat(collations.stream(), tokenizers.stream())
                  .filter(text -> !Extensions.isName(text)))
          .toList();
    }
  }

  /**
   * Checks a history.
   *
   * @param history as it was read
   * @param settings how to check
   * @return what was found
   */
  public static CheckReport run(FolderHistory history, Settings settings) {
    if (history.layout() == Layout.RUNGS) {
      return new RungsSources(history, settings).check();
    }
    List<FolderMigration> migrations = history.migrations();
    List<HistoryVersion> versions =
        migrations.stream().map(m -> new HistoryVersion(m.version(), m.up(), m.down())).toList();
    HistoryCheck.Result result =
        HistoryCheck.run(
            versions,
            new HistoryCheck.Settings(
                settings.limit(),
                place -> settings.judged().test(migrations.get(place)),
                settings.reached(),
                Extensions.parse(
                    settings.functions(), settings.collations(), settings.tokenizers())));
    List<Finding> cascades =
        CascadeCheck.run(history.layout(), migrations).stream()
            .filter(finding -> settings.judged().test(migrations.get(finding.version())))
            .toList();
    List<Finding> sorted =
        Stream.concat(result.findings().stream(), cascades.stream())
            .sorted(Comparator.comparing(Harm::of).thenComparing(Finding::version))
            .toList();
    int judged = (int) migrations.stream().filter(settings.judged()).count();
    return new CheckReport(
        history, judged, sorted, result.leftOut(), result.scripts(), result.incomplete());
  }
}
