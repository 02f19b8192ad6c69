package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.loss.ColumnProbes.Merge;
import dev.rungs.processor.replay.loss.LossDetector.Finding;
import dev.rungs.processor.replay.loss.TransformedColumns.Change;
import dev.rungs.processor.replay.rows.CycleRows;
import dev.rungs.processor.replay.rows.MeetingRows;
import dev.rungs.processor.replay.rows.Population;
import dev.rungs.processor.replay.rows.RowFailure;
import dev.rungs.processor.replay.rows.SampleValues;
import dev.rungs.processor.replay.rows.StoredTable;
import dev.rungs.processor.replay.rows.TextShape;
import dev.rungs.processor.replay.rows.Trial;
import dev.rungs.processor.replay.schema.Affinity;
import dev.rungs.processor.replay.script.LiteralReplacements;
import dev.rungs.processor.replay.script.Literals;
import dev.rungs.processor.replay.script.Mentions;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.StatementKind;
import dev.rungs.processor.replay.script.UpdateText;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.StatementWatcher;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides what a script loses, by two kinds of evidence: values of made rows that are not found
 * afterwards, and values that an expression or a column's affinity made equal.
 */
public final class LossJudge {
  /**
   * What one statement does.
   *
   * @param index its place in the script, from 0
   * @param words a phrase that says what
   */
  public record Charge(int index, String words) {}

  /**
   * The judgement.
   *
   * @param losses what cannot be read back
   * @param replaced literals overwritten by literals
   * @param rewritten texts that become numbers because a column is declared as a date or a truth
   *     value
   */
  public record Verdict(List<Charge> losses, List<Charge> replaced, List<Charge> rewritten) {}

  /** Longer texts are told by their length. */
  private static final int SHORT = 40;

  private static final Duration LONGEST_WALK = Duration.ofSeconds(2);

  private final ScratchDatabase database;
  private final Trial.Setup setup;
  private final Script script;
  private final Map<Integer, String> losses = new TreeMap<>();
  private final Map<Integer, String> replaced = new TreeMap<>();
  private final Map<Integer, String> rewritten = new TreeMap<>();

  /**
   * Prepares.
   *
   * @param database an empty one
   * @param setup rows on which the script goes through
   */
  public LossJudge(ScratchDatabase database, Trial.Setup setup, Script script) {
    this.database = database;
    this.setup = setup;
    this.script = script;
  }

  /**
   * Judges.
   *
   * @param findings what the made rows showed
   * @param changes the columns that pass through an expression
   */
  public Verdict judge(List<Finding> findings, Map<String, Change> changes) throws SQLException {
    ColumnProbes.Outcome probed = probe(changes);
    Map<String, List<Merge>> merges = new LinkedHashMap<>();
    for (Merge merge : probed.merges()) {
      if (!isSameJson(merge, changes.get(SqlNames.fold(merge.column())))) {
        merges.computeIfAbsent(place(merge), p -> new ArrayList<>()).add(merge);
      }
    }
    Set<String> spelled = new HashSet<>();
    merges.forEach(
        (place, all) -> {
          if (all.stream().allMatch(this::isSpelledOut)) {
            spelled.add(place);
          }
        });
    Set<String> kept = new HashSet<>();
    for (String place : probed.kept()) {
      if (changes.get(place.substring(place.indexOf('.') + 1)).reversible()) {
        kept.add(place);
      }
    }
    Set<String> told = new HashSet<>();
    for (Finding finding : findings) {
      told.addAll(judge(finding, spelled, kept));
    }
    merges.forEach(
        (place, all) -> {
          if (!told.contains(place)) {
            charge(all, spelled.contains(place), changes);
          }
        });
    if (losses.isEmpty()) {
      for (Population.Extra extra : List.of(MeetingRows.of(script), CycleRows.of(script))) {
        for (Finding finding : findingsOn(extra)) {
          judge(finding, spelled, kept);
        }
      }
    }
    return new Verdict(charges(losses), charges(replaced), charges(rewritten));
  }

  private static List<Charge> charges(Map<Integer, String> words) {
    return words.entrySet().stream().map(e -> new Charge(e.getKey(), e.getValue())).toList();
  }

  private static String place(Merge merge) {
    return merge.table() + "." + SqlNames.fold(merge.column());
  }

  private static String place(Loss loss) {
    return SqlNames.fold(loss.table()) + "." + SqlNames.fold(loss.column());
  }

  /** Functions of JSON take out blanks between tokens, which say nothing. */
  private static boolean isSameJson(Merge merge, Change change) {
    return change.expression().toLowerCase(Locale.ROOT).contains("json")
        && merge.values().stream().map(v -> v.replaceAll("\\s+", "")).distinct().count() < 2;
  }

  /** Returns the places that the finding tells of, so that nothing else need. */
  private Set<String> judge(Finding finding, Set<String> spelled, Set<String> kept) {
    Set<String> places = new HashSet<>();
    finding.losses().forEach(l -> places.add(place(l)));
    List<LiteralReplacements.Replacement> literal = replacements(finding.index());
    if (!literal.isEmpty() && isCovered(finding, literal)) {
      replaced.put(finding.index(), words(literal, finding.index()));
      return places;
    }
    boolean moved = finding.losses().stream().allMatch(l -> l.into().isEmpty());
    if (!places.isEmpty() && moved && kept.containsAll(places)) {
      return places;
    }
    if (!places.isEmpty() && moved && isAllIn(places, kept, spelled)) {
      return Set.of(); // The probes tell it, value by value.
    }
    losses.put(finding.index(), finding.words());
    return places;
  }

  private static boolean isAllIn(Set<String> places, Set<String> kept, Set<String> spelled) {
    return places.stream().allMatch(p -> kept.contains(p) || spelled.contains(p));
  }

  private List<LiteralReplacements.Replacement> replacements(int index) {
    if (StatementKind.of(script.tokens().get(index)) != StatementKind.UPDATE) {
      return List.of();
    }
    List<LiteralReplacements.Replacement> own = LiteralReplacements.of(update(index));
    List<LiteralReplacements.Replacement> all = new ArrayList<>(own);
    for (int i = 0; i < script.statements().size() && !own.isEmpty(); i++) {
      if (i != index
          && StatementKind.of(script.tokens().get(i)) == StatementKind.UPDATE
          && update(i).table().equals(update(index).table())) {
        all.addAll(LiteralReplacements.of(update(i)));
      }
    }
    return LiteralReplacements.isOneForOne(all) ? own : List.of();
  }

  private UpdateText update(int index) {
    return UpdateText.of(script.tokens().get(index));
  }

  private boolean isCovered(Finding finding, List<LiteralReplacements.Replacement> replacements) {
    Set<String> columns = new HashSet<>();
    replacements.forEach(r -> columns.add(r.column()));
    return finding.losses().stream().allMatch(l -> columns.contains(SqlNames.fold(l.column())));
  }

  private String words(List<LiteralReplacements.Replacement> replacements, int index) {
    Map<String, String> pairs = new LinkedHashMap<>();
    replacements.forEach(
        r ->
            pairs.merge(
                r.column(),
                "%s by %s".formatted(r.from(), r.to()),
                (a, b) -> a.contains(b) ? a : a + ", " + b));
    List<String> words = new ArrayList<>();
    pairs.forEach(
        (column, text) ->
            words.add("replaces %s in %s.%s".formatted(text, update(index).table(), column)));
    return String.join(" and ", words);
  }

  /** Two values, each of which stands in the script. */
  private boolean isSpelledOut(Merge merge) {
    Set<String> literals = new HashSet<>();
    for (Literals statement : setup.vocabulary().statements()) {
      statement.all().forEach(v -> literals.add(String.valueOf(v)));
    }
    return merge.values().size() == 2 && literals.containsAll(merge.values());
  }

  private void charge(List<Merge> merges, boolean spelled, Map<String, Change> changes) {
    List<Merge> left = new ArrayList<>();
    for (Merge merge : merges) {
      Change change = changes.get(SqlNames.fold(merge.column()));
      boolean dated =
          merge.numbers()
              && !merge.into().isEmpty()
              && merge.into().stream().allMatch(Affinity::isTemporalOrBoolean);
      if (dated) {
        rewritten.putIfAbsent(change.index(), describe(merge, change));
      } else {
        left.add(merge);
      }
    }
    if (!left.isEmpty()) {
      Merge shown = left.stream().min(Comparator.comparingInt(LossJudge::length)).orElseThrow();
      Change change = changes.get(SqlNames.fold(shown.column()));
      (spelled ? replaced : losses)
          .merge(
              change.index(),
              spelled ? describeReplaced(left, change) : describe(shown, change),
              (a, b) -> a + " and " + b);
    }
  }

  private String describe(Merge merge, Change change) {
    String how = change.retyped() ? "copies %s.%s into a column of type %s" : "changes %s.%s to %s";
    return how.formatted(merge.table(), merge.column(), brief(change.expression()))
        + ", so that "
        + values(merge)
        + (merge.becomes().isEmpty() || merge.becomes().length() > SHORT
            ? " are the same afterwards"
            : " both become " + show(merge.becomes()));
  }

  private static int length(Merge merge) {
    return merge.values().get(0).length() + merge.values().get(1).length();
  }

  private static String values(Merge merge) {
    List<String> values =
        merge.values().stream()
            .sorted(Comparator.comparing(v -> v.length() > SHORT ? v.length() : 0))
            .toList();
    String first = values.get(0);
    String second = values.get(1);
    if (first.length() <= SHORT) {
      return show(first) + " and " + show(second);
    }
    return first.length() == second.length()
        ? "two texts of %d characters".formatted(first.length())
        : "texts of %d and %d characters".formatted(first.length(), second.length());
  }

  private static String show(String value) {
    return SampleValues.show(value);
  }

  private String describeReplaced(List<Merge> merges, Change change) {
    List<String> pairs = merges.stream().map(LossJudge::values).toList();
    return "changes %s.%s to %s, so that %s cannot be told apart afterwards"
        .formatted(
            merges.get(0).table(),
            merges.get(0).column(),
            brief(change.expression()),
            String.join(", ", pairs));
  }

  private static String brief(String expression) {
    String line = expression.replaceAll("\\s+", " ").trim();
    return line.length() <= 60 ? line : line.substring(0, 57) + "...";
  }

  private ColumnProbes.Outcome probe(Map<String, Change> changes) throws SQLException {
    ColumnProbes.Outcome none = new ColumnProbes.Outcome(List.of(), Set.of());
    if (changes.isEmpty()) {
      return none;
    }
    for (TextShape shape : shapes()) {
      Trial.Setup shaped = setup.with(shape);
      ColumnProbes probes = probes(shaped, changes);
      try (Trial trial = new Trial(database, shaped.adding(probes))) {
        Collection<StoredTable> before = List.copyOf(trial.stored().values());
        Optional<RowFailure> failure = trial.run(script, StatementWatcher.NONE);
        if (failure.isEmpty() || failure.get().dangling()) {
          return probes.compare(before, LossDetector.stored(database), types());
        }
      }
    }
    return none;
  }

  /** An expression that takes only JSON, dates or numbers fails on other text. */
  private List<TextShape> shapes() {
    List<TextShape> shapes = new ArrayList<>();
    shapes.add(setup.shape());
    for (TextShape shape : List.of(TextShape.JSON, TextShape.DATE, TextShape.NUMBER)) {
      if (setup.shape() == null) {
        shapes.add(shape);
      }
    }
    return shapes;
  }

  private ColumnProbes probes(Trial.Setup shaped, Map<String, Change> changes) {
    Set<String> worked = Mentions.of(script).inRowWork();
    return new ColumnProbes(
        shaped,
        (table, column) ->
            worked.contains(SqlNames.fold(table.name()))
                && changes.containsKey(SqlNames.fold(column.name())),
        (table, column) -> changes.get(SqlNames.fold(column.name())).retyped());
  }

  /** The declared types of all columns but those that number the rows by themselves. */
  private Map<String, String> types() throws SQLException {
    Map<String, String> types = new HashMap<>();
    database.query(
        "SELECT t.name, c.name, c.type FROM pragma_table_list t, pragma_table_xinfo(t.name) c WHERE"
            + " t.schema = 'main' AND NOT (c.pk = 1 AND upper(c.type) = 'INTEGER' AND NOT EXISTS"
            + " (SELECT 1 FROM pragma_table_info(t.name) o WHERE o.pk > 1))",
        row ->
            types.put(
                SqlNames.fold(row.getString(1)) + "." + SqlNames.fold(row.getString(2)),
                row.getString(3)));
    return types;
  }

  /**
   * Rows that a script may treat otherwise. Whether it goes through with them is not asked here.
   */
  private List<Finding> findingsOn(Population.Extra extra) {
    if (extra == Population.Extra.NONE) {
      return List.of();
    }
    try {
      return findingsOnMore(setup.adding(extra));
    } catch (SQLException e) {
      return List.of(); // Out of time. That it ends on such rows is not asked here.
    } finally {
      database.restartClock();
    }
  }

  private List<Finding> findingsOnMore(Trial.Setup more) throws SQLException {
    // A walk that does not start at the roots goes round and round on a cycle, in files as here.
    database.restartClock(LONGEST_WALK);
    LossDetector detector;
    try (Trial trial = new Trial(database, more)) {
      detector = LossDetector.before(trial, more.vocabulary());
      Optional<RowFailure> failure = run(trial, detector);
      if ((failure.isPresent() && !failure.get().dangling()) || !detector.hasLosses()) {
        return List.of();
      }
    }
    try (Trial again = new Trial(database, more)) {
      return detector.findings(again, script);
    }
  }

  private Optional<RowFailure> run(Trial trial, LossDetector detector) throws SQLException {
    try {
      return trial.run(script, detector.watcher());
    } finally {
      database.restartClock(); // what ends the trial needs some time, too
    }
  }
}
