package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.loss.ColumnProbes.Merge;
import dev.rungs.processor.replay.loss.LossDetector.Finding;
import dev.rungs.processor.replay.loss.TransformedColumns.Change;
import dev.rungs.processor.replay.rows.CycleRows;
import dev.rungs.processor.replay.rows.MeetingRows;
import dev.rungs.processor.replay.rows.Population;
import dev.rungs.processor.replay.rows.RowFailure;
import dev.rungs.processor.replay.rows.StoredTable;
import dev.rungs.processor.replay.rows.TextShape;
import dev.rungs.processor.replay.rows.Trial;
import dev.rungs.processor.replay.schema.Affinity;
import dev.rungs.processor.replay.script.LiteralReplacements;
import dev.rungs.processor.replay.script.Literals;
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
import java.util.Collections;
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

  private static final Duration LONGEST_WALK = Duration.ofSeconds(2);

  private final ScratchDatabase database;
  private final Trial.Setup setup;
  private final Script script;
  private final Map<String, Set<String>> columns = new HashMap<>();
  private Map<String, Change> changes = Map.of();
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
   * @param transformed the columns that pass through an expression
   */
  public Verdict judge(List<Finding> findings, TransformedColumns transformed) throws SQLException {
    changes = transformed.changes();
    ColumnProbes.Outcome probed = probe(changes, transformed.joined());
    Map<String, List<Merge>> merges = new LinkedHashMap<>();
    for (Merge merge : probed.merges()) {
      if (!isSameJson(merge, changes.get(SqlNames.fold(merge.column())))) {
        merges.computeIfAbsent(place(merge), p -> new ArrayList<>()).add(merge);
      }
    }
    Set<String> spelled = new HashSet<>();
    for (Map.Entry<String, List<Merge>> merged : merges.entrySet()) {
      if (areSpelledOut(merged.getValue())) {
        spelled.add(merged.getKey());
      }
    }
    Set<String> kept = new HashSet<>();
    for (String place : probed.kept()) {
      Change change = changes.get(place.substring(place.indexOf('.') + 1));
      boolean proved = probed.complete().contains(place) && isAlone(place, change);
      if (change.reversible() || proved) {
        kept.add(place);
      }
    }
    Set<String> told = new HashSet<>();
    for (Finding finding : findings) {
      told.addAll(judge(finding, spelled, kept));
    }
    for (Map.Entry<String, List<Merge>> merged : merges.entrySet()) {
      if (!told.contains(merged.getKey())) {
        charge(merged.getValue(), spelled.contains(merged.getKey()), changes);
      }
    }
    if (losses.isEmpty()) {
      judgeOnOtherRows(spelled, kept);
    }
    return new Verdict(charges(losses), charges(replaced), charges(rewritten));
  }

  /**
   * Whether every row goes through an expression that has no other column in it. Two columns, each
   * of which can be told while the other stays as it is, may be lost in their sum.
   */
  private boolean isAlone(String place, Change change) {
    String table = place.substring(0, place.indexOf('.'));
    String column = place.substring(place.indexOf('.') + 1);
    Set<String> others = new HashSet<>(columns.getOrDefault(table, Set.of()));
    others.remove(column);
    return change.whole() && Collections.disjoint(change.names(), others);
  }

  private void judgeOnOtherRows(Set<String> spelled, Set<String> kept) {
    for (Population.Extra extra : List.of(MeetingRows.of(script), CycleRows.of(script))) {
      if (extra != Population.Extra.NONE) {
        for (Finding finding : findingsOn(setup.adding(extra))) {
          judge(finding, spelled, kept);
        }
      }
    }
    Population.Choice chosen = setup.choice();
    for (String empty : new JoinedTables(script, setup.objects()).names()) {
      Trial.Setup without =
          setup.with(
              (t, i, row) -> !SqlNames.fold(t.name()).equals(empty) && chosen.takes(t, i, row));
      for (Finding finding : findingsOn(without)) {
        if (isOfOtherThan(empty, finding)) {
          judge(finding, spelled, kept);
        }
      }
    }
  }

  private static boolean isOfOtherThan(String table, Finding finding) {
    for (Loss loss : finding.losses()) {
      if (!SqlNames.fold(loss.table()).equals(table)) {
        return true;
      }
    }
    return false;
  }

  private static List<Charge> charges(Map<Integer, String> words) {
    List<Charge> charges = new ArrayList<>();
    for (Map.Entry<Integer, String> statement : words.entrySet()) {
      charges.add(new Charge(statement.getKey(), statement.getValue()));
    }
    return charges;
  }

  private static String place(Merge merge) {
    return merge.table() + "." + SqlNames.fold(merge.column());
  }

  private static String place(Loss loss) {
    return SqlNames.fold(loss.table()) + "." + SqlNames.fold(loss.column());
  }

  /** Functions of JSON take out blanks between tokens, which say nothing. */
  private static boolean isSameJson(Merge merge, Change change) {
    if (!change.expression().toLowerCase(Locale.ROOT).contains("json")) {
      return false;
    }
    Set<String> values = new HashSet<>();
    for (String value : merge.values()) {
      values.add(value.replaceAll("\\s+", ""));
    }
    return values.size() < 2;
  }

  /** Returns the places that the finding tells of, so that nothing else need. */
  private Set<String> judge(Finding finding, Set<String> spelled, Set<String> kept) {
    Set<String> places = new HashSet<>();
    boolean moved = true;
    for (Loss loss : finding.losses()) {
      places.add(place(loss));
      moved &= loss.into().isEmpty();
    }
    List<LiteralReplacements.Replacement> literal = replacements(finding.index());
    if (!literal.isEmpty() && isCovered(finding, literal)) {
      replaced.put(finding.index(), words(literal, finding.index()));
      return places;
    }
    if (!places.isEmpty() && moved && kept.containsAll(places)) {
      for (Loss loss : finding.losses()) {
        tellNulled(loss);
      }
      return places;
    }
    if (!places.isEmpty() && moved && isAllIn(places, kept, spelled)) {
      return Set.of(); // The probes tell it, value by value.
    }
    losses.put(finding.index(), finding.words());
    return places;
  }

  /** NULL is no value that the probes compare. */
  private void tellNulled(Loss loss) {
    Change change = changes.get(SqlNames.fold(loss.column()));
    if (change != null && !change.nulled().isEmpty()) {
      replaced.putIfAbsent(change.index(), MergeWords.ofNulled(loss, change));
    }
  }

  private static boolean isAllIn(Set<String> places, Set<String> kept, Set<String> spelled) {
    for (String place : places) {
      if (!kept.contains(place) && !spelled.contains(place)) {
        return false;
      }
    }
    return true;
  }

  private List<LiteralReplacements.Replacement> replacements(int index) {
    if (script.kind(index) != StatementKind.UPDATE) {
      return List.of();
    }
    List<LiteralReplacements.Replacement> own = LiteralReplacements.of(update(index));
    List<LiteralReplacements.Replacement> all = new ArrayList<>(own);
    for (int i = 0; i < script.statements().size() && !own.isEmpty(); i++) {
      if (i != index
          && script.kind(i) == StatementKind.UPDATE
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
    for (LiteralReplacements.Replacement replacement : replacements) {
      columns.add(replacement.column());
    }
    for (Loss loss : finding.losses()) {
      if (!columns.contains(SqlNames.fold(loss.column()))) {
        return false;
      }
    }
    return true;
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

  /** Two values each time, each of which stands in the script. */
  private boolean areSpelledOut(List<Merge> merges) {
    Set<String> literals = new HashSet<>();
    for (Literals statement : setup.vocabulary().statements()) {
      for (Object literal : statement.all()) {
        literals.add(String.valueOf(literal));
      }
    }
    for (Merge merge : merges) {
      if (merge.values().size() != 2 || !literals.containsAll(merge.values())) {
        return false;
      }
    }
    return true;
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
        rewritten.putIfAbsent(change.index(), MergeWords.of(merge, change));
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
              spelled ? MergeWords.ofReplaced(left, change) : MergeWords.of(shown, change),
              (a, b) -> a + " and " + b);
    }
  }

  private static int length(Merge merge) {
    return merge.values().get(0).length() + merge.values().get(1).length();
  }

  private ColumnProbes.Outcome probe(Map<String, Change> changes, Set<List<String>> joined)
      throws SQLException {
    OverwrittenColumns overwritten = new OverwrittenColumns(script, setup.objects());
    if (!overwritten.hasAny(changes.keySet())) {
      return ColumnProbes.Outcome.NONE;
    }
    for (TextShape shape : shapes()) {
      Trial.Setup shaped = setup.with(shape);
      ColumnProbes probes = probes(shaped, changes, overwritten, joined);
      try (Trial trial = new Trial(database, shaped.adding(probes))) {
        Collection<StoredTable> before = List.copyOf(trial.stored().values());
        Optional<RowFailure> failure = trial.run(script, StatementWatcher.NONE);
        if (failure.isEmpty() || failure.get().dangling()) {
          for (StoredTable table : before) {
            columns.put(SqlNames.fold(table.table()), folded(table.columns()));
          }
          return probes.compare(before, LossDetector.stored(database), types());
        }
      }
    }
    return ColumnProbes.Outcome.NONE;
  }

  private static Set<String> folded(List<String> names) {
    Set<String> folded = new HashSet<>();
    for (String name : names) {
      folded.add(SqlNames.fold(name));
    }
    return folded;
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

  private ColumnProbes probes(
      Trial.Setup shaped,
      Map<String, Change> changes,
      OverwrittenColumns overwritten,
      Set<List<String>> joined) {
    Set<String> worked = script.mentions().inRowWork();
    return new ColumnProbes(
        shaped,
        (table, column) ->
            worked.contains(SqlNames.fold(table.name()))
                && changes.containsKey(SqlNames.fold(column.name()))
                && overwritten.has(SqlNames.fold(column.name())),
        (table, column) -> changes.get(SqlNames.fold(column.name())).retyped(),
        joined);
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
  private List<Finding> findingsOn(Trial.Setup other) {
    try {
      return findingsOnMore(other);
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
