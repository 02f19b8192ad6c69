package dev.rungs.processor.replay.diagnose;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ScriptMessages;
import dev.rungs.processor.replay.rows.RowFailure;
import dev.rungs.processor.replay.rows.SampleRow;
import dev.rungs.processor.replay.rows.SampleRow.Kind;
import dev.rungs.processor.replay.rows.SampleValues;
import dev.rungs.processor.replay.rows.StoredTable;
import dev.rungs.processor.replay.rows.TextShape;
import dev.rungs.processor.replay.rows.Trial;
import dev.rungs.processor.replay.schema.CatalogEntry;
import dev.rungs.processor.replay.schema.ForeignKeyCheck;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.processor.replay.script.Keywords;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.StatementKind;
import dev.rungs.processor.replay.sqlite.Rejection;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds out what a failure on rows depends on. What fails whatever the row is an error; what fails
 * on some rows only is a warning that shows them.
 */
public final class RowFailureAnalysis {
  /** Runs the script under trial on a new trial; empty if it goes through. */
  @FunctionalInterface
  public interface Attempt {
    Optional<RowFailure> run(Trial trial) throws SQLException;
  }

  /**
   * What came out.
   *
   * @param problem what to report, if anything
   * @param setup rows on which the script goes through, if there are any
   */
  public record Verdict(Optional<Problem> problem, Optional<Trial.Setup> setup) {}

  /** A row, alone in each table that the script works on. */
  private record Single(int index, Kind kind, String shown, Optional<RowFailure> failure) {}

  private static final List<TextShape> SHAPES =
      List.of(TextShape.JSON, TextShape.DATE, TextShape.NUMBER);

  /** What is left out, more and more, until the rest goes through together. */
  private static final List<Kind> LAST_FIRST =
      List.of(
          Kind.TWIN,
          Kind.CASE_TWIN,
          Kind.EQUAL,
          Kind.INSERTED_KEY,
          Kind.NULLS,
          Kind.EMPTY,
          Kind.NEGATIVE,
          Kind.LITERAL);

  private final ScratchDatabase database;
  private final Script script;
  private final Attempt attempt;
  private final Set<String> worked;

  /**
   * Prepares.
   *
   * @param script the one that fails, for the message
   * @param attempt runs it
   */
  public RowFailureAnalysis(ScratchDatabase database, Script script, Attempt attempt) {
    this.database = database;
    this.script = script;
    this.attempt = attempt;
    this.worked = script.mentions().inRowWork();
  }

  public Verdict judge(Trial.Setup setup, RowFailure failure) throws SQLException {
    if (!failure.isRule()) {
      // An expression without a value, such as JSON of a text that is none: the script knows what
      // form its text has, so try others.
      for (TextShape shape : SHAPES) {
        if (tries(setup.with(shape)).isEmpty()) {
          Optional<Problem> told =
              isMalformedJson(failure)
                  ? Optional.of(sometimes(failure, breaking(singles(setup, failure)), setup))
                  : Optional.empty();
          return new Verdict(told, Optional.of(setup.with(shape)));
        }
      }
    }
    if (failure.isUnique() && insertsValues(failure)) {
      // That the key of an inserted row is taken already is possible and never meant.
      Trial.Setup others = setup.with((t, i, row) -> row.kind() != Kind.INSERTED_KEY);
      if (tries(others).isEmpty()) {
        return new Verdict(Optional.empty(), Optional.of(others));
      }
    }
    return judgeSingles(setup, failure);
  }

  /** A column of text may hold anything, unless a CHECK or a condition says that it is JSON. */
  private static boolean isMalformedJson(RowFailure failure) {
    return failure.rejection().message().contains("malformed JSON");
  }

  /** Whether the foreign key that is broken came with this script: rows may well satisfy it. */
  private boolean isNewKey(Trial.Setup setup, RowFailure failure) {
    return failure
        .key()
        .filter(key -> RenamedParent.in(script, failure).isEmpty())
        .filter(key -> setup.objects().stream().noneMatch(o -> refers(o, key)))
        .isPresent();
  }

  private static boolean refers(CatalogEntry object, ForeignKeyCheck.Dangling key) {
    return object.kind() == CatalogEntry.Kind.TABLE
        && object.name().equalsIgnoreCase(key.child())
        && object.needs().contains(SqlNames.fold(key.parent()));
  }

  private static Optional<Single> breaking(List<Single> singles) {
    return singles.stream().filter(s -> s.failure.isPresent()).findFirst();
  }

  private static boolean insertsValues(RowFailure failure) {
    List<SqlToken> tokens = SqlTokenizer.significant(failure.rejection().statement().text());
    return StatementKind.of(tokens) == StatementKind.INSERT && Keywords.areIn(tokens, "VALUES");
  }

  private Optional<RowFailure> tries(Trial.Setup setup) throws SQLException {
    try (Trial trial = new Trial(database, setup)) {
      return attempt.run(trial);
    }
  }

  private Verdict judgeSingles(Trial.Setup setup, RowFailure failure) throws SQLException {
    List<Single> singles = singles(setup, failure);
    Set<Integer> passing =
        singles.stream()
            .filter(s -> s.failure.isEmpty())
            .map(Single::index)
            .collect(Collectors.toSet());
    if (passing.isEmpty() && isNewKey(setup, failure)) {
      return new Verdict(
          Optional.of(sometimes(failure, breaking(singles), setup)), Optional.of(setup));
    }
    if (passing.isEmpty()) {
      String shown = singles.isEmpty() ? "" : singles.get(0).shown;
      RowFailure told = singles.isEmpty() ? failure : singles.get(0).failure.orElse(failure);
      return new Verdict(Optional.of(always(told, shown)), Optional.empty());
    }
    Optional<Single> breaking = breaking(singles);
    Trial.Setup good = together(setup, passing);
    return new Verdict(Optional.of(sometimes(failure, breaking, setup)), Optional.of(good));
  }

  private List<Single> singles(Trial.Setup setup, RowFailure failure) throws SQLException {
    List<Single> singles = new ArrayList<>();
    int count = 1;
    for (int i = 0; i < count; i++) {
      int index = i;
      Trial.Setup alone = setup.with((table, at, row) -> isAlone(table, at, row, index));
      try (Trial trial = new Trial(database, alone)) {
        count = Math.max(count, mostMade(trial));
        Optional<Table> holder =
            shown(trial, failure.rejection(), t -> trial.made(t).size() > index);
        if (holder.isEmpty()) {
          continue;
        }
        SampleRow row = trial.made(holder.get()).get(index);
        if (failure.dangling() && row.kind() == Kind.NULLS) {
          continue; // refers to nothing
        }
        Optional<RowFailure> outcome = attempt.run(trial);
        if (outcome.isPresent() || allFilled(trial)) {
          singles.add(new Single(index, row.kind(), show(holder.get(), row), outcome));
        }
      }
    }
    return singles;
  }

  /** The table to show a row of: the one that SQLite names, or one that the statement names. */
  private Optional<Table> shown(Trial trial, Rejection rejection, Predicate<Table> has) {
    return trial.tables().stream()
        .filter(this::isWorked)
        .filter(t -> hasRows(trial, t) && has.test(t))
        .min(
            Comparator.comparing((Table t) -> !isNamed(t, rejection.message()))
                .thenComparing(t -> !isNamed(t, rejection.statement().text())));
  }

  private static boolean isNamed(Table table, String text) {
    return SqlTokenizer.significant(text).stream()
        .anyMatch(t -> t.isName() && t.value().equalsIgnoreCase(table.name()));
  }

  private boolean isWorked(Table table) {
    return worked.contains(SqlNames.fold(table.name()));
  }

  private boolean isAlone(Table table, int at, SampleRow row, int index) {
    return isWorked(table) ? at == index : row.kind() == Kind.ORDINARY;
  }

  private int mostMade(Trial trial) {
    return trial.tables().stream()
        .filter(this::isWorked)
        .mapToInt(t -> trial.made(t).size())
        .max()
        .orElse(0);
  }

  /** An empty table lets pass what a row in it would not. */
  private boolean allFilled(Trial trial) {
    return trial.stored().values().stream()
        .noneMatch(s -> s.rows().isEmpty() && worked.contains(SqlNames.fold(s.table())));
  }

  private static boolean hasRows(Trial trial, Table table) {
    StoredTable stored = trial.stored().get(SqlNames.fold(table.name()));
    return stored != null && !stored.rows().isEmpty();
  }

  private static String show(Table table, SampleRow row) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < row.values().length && i < 6; i++) {
      shown.add(table.columns().get(i).name() + " = " + SampleValues.show(row.values()[i]));
    }
    String more = row.values().length > 6 ? ", ..." : "";
    return table.name() + " (" + String.join(", ", shown) + more + ")";
  }

  private Trial.Setup together(Trial.Setup setup, Set<Integer> passing) throws SQLException {
    Set<Kind> without = new HashSet<>();
    for (int i = 0; i <= LAST_FIRST.size(); i++) {
      Set<Kind> left = Set.copyOf(without);
      Trial.Setup some =
          setup.with(
              (table, at, row) ->
                  !isWorked(table) || (passing.contains(at) && !left.contains(row.kind())));
      if (tries(some).isEmpty()) {
        return some;
      }
      if (i < LAST_FIRST.size()) {
        without.add(LAST_FIRST.get(i));
      }
    }
    int one = passing.stream().min(Integer::compare).orElseThrow();
    return setup.with((table, at, row) -> isAlone(table, at, row, one));
  }

  private Problem always(RowFailure failure, String row) {
    Rejection rejection = failure.rejection();

    return script.problemAt(
        rejection.statement().offset(),
        ScriptMessages.rejectedOnRows(
            rejection.index(),
            script.name(),
            RejectionReport.brief(rejection.statement().text()),
            rejection.message(),
            Optional.of(row).filter(r -> !r.isEmpty()),
            RenamedParent.in(script, failure)
                .map(RenamedParent::fix)
                .or(() -> CommonMistakes.fix(rejection.message()))
                .orElseGet(ScriptMessages::workOnRows)));
  }

  private Problem sometimes(RowFailure failure, Optional<Single> single, Trial.Setup setup)
      throws SQLException {
    RowFailure told = single.flatMap(Single::failure).orElse(failure);
    String rows =
        single.isPresent()
            ? single.get().kind.madeUp() + ", " + single.get().shown
            : pairThatBreaks(setup);
    Rejection rejection = told.rejection();
    return script.problemAt(
        rejection.statement().offset(),
        ScriptMessages.rejectedOnSomeRows(
            rejection.index(),
            script.name(),
            RejectionReport.brief(rejection.statement().text()),
            rejection.message(),
            rows));
  }

  /** Each row passes alone: then two of them do not go together. */
  private String pairThatBreaks(Trial.Setup setup) throws SQLException {
    for (Kind kind : List.of(Kind.TWIN, Kind.CASE_TWIN, Kind.NEGATIVE)) {
      Trial.Setup pair =
          setup.with((table, at, row) -> !isWorked(table) || at == 0 || row.kind() == kind);
      try (Trial trial = new Trial(database, pair)) {
        Optional<RowFailure> failure = attempt.run(trial);
        Optional<Table> holder = failure.flatMap(f -> shown(trial, f.rejection(), t -> true));
        if (holder.isPresent()) {
          return kind.madeUp()
              + trial.made(holder.get()).stream()
                  .filter(r -> r.kind() == kind)
                  .findFirst()
                  .map(r -> ", such as a second " + show(holder.get(), r))
                  .orElse("");
        }
      }
    }
    return "several made-up rows together";
  }
}
