package dev.rungs.processor.history;

import dev.rungs.Strategy;
import dev.rungs.processor.model.Extensions;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.ProblemKey.Severity;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.model.ScriptMark;
import dev.rungs.processor.model.ScriptModel;
import dev.rungs.processor.model.Site.Part;
import dev.rungs.processor.replay.Replay;
import dev.rungs.runtime.internal.sql.ScriptRules;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlPosition;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Tries a history of scripts as the compiler tries annotated migrations: every version on rows, and
 * its rollback, with the same rules and the same words.
 *
 * <p>What differs is what a released history of another tool makes necessary: statements that are
 * for the tool that runs it are left out and told; what SQLite refuses is reported, and the
 * versions after it are checked all the same; nothing has to be declared as destructive.
 */
public final class HistoryCheck {
  private static final Pattern FROM_OUTSIDE =
      Pattern.compile(
          "no such (?:module|function|collation sequence|tokenizer): [^.]+"
              + "|unknown tokenizer: [^.]+|error in tokenizer constructor");

  private final List<HistoryVersion> history;
  private final List<MigrationModel> models = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Set<String>> leftOut = new LinkedHashMap<>();
  private final List<HistoryVersion> scripts = new ArrayList<>();
  private final Set<Integer> incomplete = new TreeSet<>();

  /**
   * How to check.
   *
   * @param limit the time that a script may take, and the trials of a version
   * @param judged the versions to judge, by their place in the history, from 0
   * @param reached is told the place of each version before it runs
   * @param extensions what the program registers on its connections
   */
  public record Settings(
      Duration limit, IntPredicate judged, IntConsumer reached, Extensions extensions) {}

  /**
   * What a check gives.
   *
   * @param findings in the order of the history
   * @param leftOut what was left to the tool that runs the scripts, in words, by file
   * @param scripts the history as it was run: without what was left out
   * @param incomplete the versions of which something was not run, by their place, from 0
   */
  public record Result(
      List<Finding> findings,
      Map<String, Set<String>> leftOut,
      List<HistoryVersion> scripts,
      Set<Integer> incomplete) {
    /** Copies the collections. */
    public Result {
      findings = List.copyOf(findings);
      scripts = List.copyOf(scripts);
      incomplete = Set.copyOf(incomplete);
    }
  }

  private HistoryCheck(List<HistoryVersion> history) {
    this.history = List.copyOf(history);
  }

  /**
   * Checks a history. Loads SQLite; takes about as long as compiling it.
   *
   * @param history in the order in which its tool runs it
   * @param settings how to check
   * @return what was found
   */
  public static Result run(List<HistoryVersion> history, Settings settings) {
    return new HistoryCheck(history).run(settings);
  }

  private Result run(Settings settings) {
    RunnerStatements runner = new RunnerStatements();
    for (int i = 0; i < history.size(); i++) {
      HistoryVersion version = history.get(i);
      Optional<ScriptModel> up = prepare(runner, i, version.up(), false);
      Optional<ScriptModel> down = prepare(runner, i, version.down(), true);
      models.add(model(i + 1, up, down));
      scripts.add(new HistoryVersion(version.label(), script(up), script(down)));
    }
    SchemaModel schema =
        new SchemaModel(
            "", "", "", 1, history.size(), List.of(), "", settings.extensions(), models);
    Replay.Course course =
        new Replay.Course(
            true,
            version -> settings.judged().test(version - 1),
            version -> settings.reached().accept(version - 1));
    for (Problem problem : Replay.through(schema, settings.limit(), course)) {
      findings.add(finding(problem));
    }
    findings.removeIf(found -> !settings.judged().test(found.version()));
    return new Result(findings, leftOut, scripts, incomplete);
  }

  private static Optional<HistoryScript> script(Optional<ScriptModel> model) {
    return model.map(script -> new HistoryScript(script.file().orElseThrow(), script.text()));
  }

  private Optional<ScriptModel> prepare(
      RunnerStatements runner, int version, Optional<HistoryScript> script, boolean rollback) {
    if (script.isEmpty()) {
      return Optional.empty();
    }
    String file = script.get().file();
    RunnerStatements.Rest rest = runner.of(script.get().text());
    if (!rest.leftOut().isEmpty()) {
      leftOut.computeIfAbsent(file, f -> new TreeSet<>()).addAll(rest.leftOut());
    }
    for (RunnerStatements.NotRun statement : rest.notRun()) {
      String message =
          "This statement was not run: "
              + statement.what()
              + ". What it does is not known to the checks of later versions.";
      note(ProblemKey.UNVERIFIED, version, rollback, script.get(), statement.offset(), message);
    }
    for (Violation violation : ScriptRules.violations(rest.text())) {
      String message = PlainWords.of(violation.message(), history);
      note(
          ProblemKey.SQL_NOT_ALLOWED, version, rollback, script.get(), violation.offset(), message);
    }
    return Optional.of(new ScriptModel(rest.text(), Optional.of(file)));
  }

  private void note(
      ProblemKey key,
      int version,
      boolean rollback,
      HistoryScript script,
      int offset,
      String message) {
    if (!rollback) {
      incomplete.add(version);
    }
    ScriptMark mark =
        ScriptMark.of(new ScriptModel(script.text(), Optional.of(script.file())), offset);
    findings.add(
        new Finding(
            key.key(),
            Severity.WARNING,
            version,
            rollback,
            script.file(),
            mark.position().line(),
            mark.position().column(),
            message,
            mark.excerpt()));
  }

  private MigrationModel model(int number, Optional<ScriptModel> up, Optional<ScriptModel> down) {
    return new MigrationModel(
        String.valueOf(number),
        "",
        number,
        history.get(number - 1).label(),
        Strategy.IN_PLACE,
        false,
        false,
        up,
        down.filter(script -> !ScriptSplitter.split(script.text()).isEmpty()),
        up.isEmpty() ? StepKind.UP : StepKind.NONE,
        Set.of());
  }

  private Finding finding(Problem problem) {
    int version = Math.max(0, Math.min(problem.version(), history.size()) - 1);
    boolean rollback = problem.site().part() == Part.DOWN;
    MigrationModel migration = models.get(version);
    Optional<ScriptModel> script = rollback ? migration.down() : migration.up().or(migration::down);
    SqlPosition position = problem.mark().map(ScriptMark::position).orElseGet(() -> start(script));
    String text = PlainWords.of(problem.text(), history);
    Finding found =
        new Finding(
            problem.key().key(),
            problem.severity(),
            version,
            rollback,
            script.flatMap(ScriptModel::file).orElse(""),
            position.line(),
            position.column(),
            text,
            problem.mark().map(ScriptMark::excerpt).orElse(""));
    boolean outside = problem.key() == ProblemKey.SQL_REJECTED && FROM_OUTSIDE.matcher(text).find();
    if (outside && !rollback) {
      incomplete.add(version);
    }
    return outside ? fromOutside(found) : found;
  }

  /** What a program registers is no fault of the script; what it would have done is not known. */
  private static Finding fromOutside(Finding found) {
    return new Finding(
        ProblemKey.UNVERIFIED.key(),
        Severity.WARNING,
        found.version(),
        found.rollback(),
        found.file(),
        found.line(),
        found.column(),
        found.message()
            + " If the program registers it, this script could not be tried, and what the statement"
            + " does is not known to the checks of later versions.",
        found.excerpt());
  }

  private static SqlPosition start(Optional<ScriptModel> script) {
    List<SqlStatement> statements =
        script.map(s -> ScriptSplitter.split(s.text())).orElse(List.of());
    return statements.isEmpty()
        ? new SqlPosition(1, 1)
        : new SqlPosition(statements.get(0).line(), statements.get(0).column());
  }
}
