package dev.rungs.processor.replay;

import dev.rungs.Strategy;
import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.ProblemKey.Severity;
import dev.rungs.processor.model.ScriptMessages;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.replay.diagnose.QuotedTextCheck;
import dev.rungs.processor.replay.diagnose.RejectionReport;
import dev.rungs.processor.replay.diagnose.RowFailureAnalysis;
import dev.rungs.processor.replay.loss.LossDetector;
import dev.rungs.processor.replay.loss.LossJudge;
import dev.rungs.processor.replay.loss.TransformedColumns;
import dev.rungs.processor.replay.rows.PartialIndexRows;
import dev.rungs.processor.replay.rows.Population;
import dev.rungs.processor.replay.rows.RowFailure;
import dev.rungs.processor.replay.rows.SeedRows;
import dev.rungs.processor.replay.rows.Trial;
import dev.rungs.processor.replay.schema.Catalog;
import dev.rungs.processor.replay.schema.CatalogEntry;
import dev.rungs.processor.replay.schema.DependentCheck;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.ScriptVocabulary;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.StatementWatcher;
import dev.rungs.runtime.internal.sql.SchemaDifference;
import dev.rungs.runtime.internal.sql.SchemaText;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tries one migration, and its rollback, on tables with rows. */
final class VersionCheck {
  private static final int MOST_DIFFERENCES = 8;

  private final ScratchDatabase lab;
  private final MigrationModel migration;
  private final Script up;
  private final Script down;
  private final ScriptVocabulary vocabulary;
  private final boolean upNeedsRows;
  private final List<Problem> problems = new ArrayList<>();
  private Trial.Setup setup;
  private boolean relaxed;

  /**
   * Prepares.
   *
   * @param lab an empty database
   * @param reach what the migration can reach of the schema before it
   * @param seeds what earlier versions have inserted
   * @param upNeedsRows whether rows stored before can make a difference to the script
   */
  VersionCheck(
      ScratchDatabase lab,
      MigrationModel migration,
      Script up,
      Script down,
      List<CatalogEntry> reach,
      SeedRows seeds,
      boolean upNeedsRows) {
    this.lab = lab;
    this.migration = migration;
    this.up = up;
    this.down = down;
    this.vocabulary = ScriptVocabulary.in(up, down);
    this.upNeedsRows = upNeedsRows && migration.strategy() != Strategy.REBUILD;
    boolean rows = this.upNeedsRows || down.canFailOnRows();
    this.setup =
        new Trial.Setup(
            reach,
            vocabulary,
            rows ? Population.Choice.ALL : Population.Choice.NONE,
            null,
            PartialIndexRows.of(up),
            seeds);
  }

  List<Problem> check() throws SQLException {
    if (upNeedsRows) {
      checkUp();
    } else {
      checkNeedless(false);
    }
    if (!down.isEmpty() && setup != null) {
      checkDown();
      checkDownRows();
    }
    return problems;
  }

  private void checkUp() throws SQLException {
    Optional<RowFailure> failure = tryUp(true);
    if (failure.isPresent()) {
      RowFailureAnalysis failures =
          new RowFailureAnalysis(lab, up, t -> t.run(up, StatementWatcher.NONE));
      RowFailureAnalysis.Verdict verdict = failures.judge(setup, failure.get());
      verdict.problem().filter(p -> !relaxed || !p.isError()).ifPresent(problems::add);
      setup = verdict.setup().orElse(null);
      if (setup != null && !failure.get().dangling()) {
        tryUp(false);
      }
    }
  }

  /** Runs @Up on rows, and reports what it loses if it goes through. */
  private Optional<RowFailure> tryUp(boolean first) throws SQLException {
    LossDetector detector;
    TransformedColumns changed = new TransformedColumns(lab, up);
    boolean losses;
    Optional<RowFailure> dangling;
    try (Trial trial = new Trial(lab, setup)) {
      if (first) {
        noteUnfilled(trial);
      }
      if (up.leavesTables()) {
        return runHarmless(trial);
      }
      detector = LossDetector.before(trial, vocabulary);
      Optional<RowFailure> failure =
          trial.run(up, StatementWatcher.both(detector.watcher(), changed));
      if (failure.isPresent() && !failure.get().dangling()) {
        return failure;
      }
      losses = detector.hasLosses();
      dangling = failure;
    }
    List<LossDetector.Finding> findings = losses ? findings(detector) : List.of();
    report(new LossJudge(lab, setup, up).judge(findings, changed));
    return dangling;
  }

  /** An index can fail on rows, but loses none. */
  private Optional<RowFailure> runHarmless(Trial trial) throws SQLException {
    Optional<RowFailure> failure = trial.run(up, StatementWatcher.NONE);
    if (failure.isEmpty() || failure.get().dangling()) {
      report(new LossJudge.Verdict(List.of(), List.of(), List.of()));
    }
    return failure;
  }

  private List<LossDetector.Finding> findings(LossDetector detector) throws SQLException {
    try (Trial again = new Trial(lab, setup)) {
      return detector.findings(again, up);
    }
  }

  private void report(LossJudge.Verdict verdict) {
    if (migration.destructive()) {
      checkNeedless(!verdict.losses().isEmpty() || !verdict.replaced().isEmpty());
      return;
    }
    charge(verdict.losses(), ScriptMessages::losses);
    charge(verdict.replaced(), ScriptMessages::replaced);
    charge(verdict.rewritten(), ScriptMessages::rewritten);
  }

  private void charge(List<LossJudge.Charge> charges, Function<String, Message> message) {
    if (!charges.isEmpty()) {
      String words =
          charges.stream()
              .map(c -> "Statement " + (c.index() + 1) + " " + c.words() + ".")
              .collect(Collectors.joining(" "));
      int offset = up.statements().get(charges.get(0).index()).offset();
      problems.add(up.problemAt(offset, message.apply(words)));
    }
  }

  /** Says of which tables the rows are none, or are not such as could be stored. */
  private void noteUnfilled(Trial trial) {
    Set<String> worked = up.mentions().inRowWork();
    boolean couldLose = !migration.destructive() && up.couldLoseRows();
    for (Table table : trial.tables()) {
      boolean relevant = worked.contains(SqlNames.fold(table.name()));
      boolean empty = trial.stored().get(SqlNames.fold(table.name())).rows().isEmpty();
      String checks = String.join(" and ", table.checks());
      if (relevant && empty) {
        Optional<String> shown = Optional.of(checks).filter(c -> !c.isEmpty());
        Problem problem =
            up.problem(ScriptMessages.noRows(table.name(), shown, migration.version(), couldLose));
        problems.add(couldLose ? problem.as(Severity.ERROR) : problem);
      } else if (relevant && trial.relaxed().contains(table.name())) {
        relaxed = true;
        problems.add(
            up.problem(ScriptMessages.relaxedRows(table.name(), checks, migration.version())));
      }
    }
  }

  private void checkNeedless(boolean losses) {
    boolean known = migration.step() == StepKind.NONE && !up.isEmpty();
    if (migration.destructive() && !losses && known) {
      problems.add(
          ScriptMessages.noLosses(migration.version())
              .at(migration.version(), new Site(migration.className(), Site.Part.DESTRUCTIVE)));
    }
  }

  private void checkDown() throws SQLException {
    Optional<RowFailure> failure;
    Trial.Setup own = down.canFailOnRows() ? setup : setup.with(Population.Choice.NONE);
    try (Trial trial = new Trial(lab, own)) {
      SchemaText before = SchemaText.read(lab.connection());
      if (trial.run(up, StatementWatcher.NONE).isPresent()) {
        return; // Reported, or a matter of the rows.
      }
      fillForDown(trial);
      QuotedTextCheck quoted = new QuotedTextCheck(lab, new DependentCheck(lab, new Catalog()));
      failure = trial.run(down, quoted);
      if (failure.isEmpty()) {
        quoted.after(down);
        problems.addAll(quoted.take());
        compare(before, SchemaText.read(lab.connection()));
        upAgain(trial);
        return;
      }
    }
    judgeDown(failure.get());
  }

  /** On ordinary rows: those with the literals of the scripts may be what {@code @Down} removes. */
  private void checkDownRows() throws SQLException {
    if (!down.worksOnRows()
        || problems.stream().anyMatch(Problem::isError)
        || !DownRows.areAtStake(up, down, setup.objects())) {
      return;
    }
    try (Trial trial = new Trial(lab, setup.with(Population.Choice.ORDINARY))) {
      DownRows rows = new DownRows(trial.stored().values());
      if (trial.run(up, StatementWatcher.NONE).isPresent()) {
        return;
      }
      rows.afterUp(lab);
      if (trial.run(down, StatementWatcher.NONE).isPresent()) {
        return;
      }
      Set<String> lost = rows.lostAfterDown(lab);
      if (!lost.isEmpty()) {
        problems.add(
            down.problem(
                ScriptMessages.downLosesRows(migration.version(), String.join(", ", lost))));
      }
    }
  }

  private void fillForDown(Trial trial) throws SQLException {
    if (down.canFailOnRows()) {
      trial.fillNew();
    }
  }

  private void judgeDown(RowFailure failure) throws SQLException {
    RowFailureAnalysis.Attempt attempt =
        trial -> {
          trial.run(up, StatementWatcher.NONE);
          fillForDown(trial);
          return trial.run(down, StatementWatcher.NONE);
        };
    Trial.Setup empty = setup.with(Population.Choice.NONE);
    try (Trial trial = new Trial(lab, empty)) {
      Optional<RowFailure> onEmpty = attempt.run(trial);
      if (onEmpty.isPresent()) {
        problems.add(new RejectionReport(lab).problem(down, onEmpty.get().rejection()));
        return;
      }
    }
    new RowFailureAnalysis(lab, down, attempt)
        .judge(setup, failure)
        .problem()
        .ifPresent(problems::add);
  }

  private void compare(SchemaText before, SchemaText after) {
    List<String> differences = SchemaDifference.between(before, after);
    if (differences.isEmpty()) {
      return;
    }
    String listed =
        differences.stream().limit(MOST_DIFFERENCES).collect(Collectors.joining("; "))
            + (differences.size() > MOST_DIFFERENCES
                ? "; and " + (differences.size() - MOST_DIFFERENCES) + " more"
                : "");
    problems.add(down.problem(ScriptMessages.notUndone(migration.version(), listed)));
  }

  private void upAgain(Trial trial) throws SQLException {
    if (problems.stream().anyMatch(p -> p.key() == ProblemKey.DOWN_DOES_NOT_UNDO)) {
      return;
    }
    Optional<RowFailure> failure = trial.run(up, StatementWatcher.NONE);
    if (failure.isPresent() && !failure.get().isRule()) {
      problems.add(
          down.problem(
              ScriptMessages.notRepeatable(
                  migration.version(), failure.get().rejection().message())));
    }
  }
}
