package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.rows.StoredTable;
import dev.rungs.processor.replay.rows.Trial;
import dev.rungs.processor.replay.schema.TableReader;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.ScriptVocabulary;
import dev.rungs.processor.replay.script.SelectItems;
import dev.rungs.processor.replay.script.StatementKind;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.StatementWatcher;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds out what a script loses: it runs on tables of recognisable rows, and what was there before
 * is looked for afterwards.
 */
public final class LossDetector {
  /**
   * What one statement loses.
   *
   * @param index the statement's place in the script, from 0
   * @param words a phrase such as {@code loses users.email}
   * @param losses what was there and is not found; empty if no made row was hit, but others may be
   */
  public record Finding(int index, String words, Set<Loss> losses) {}

  private final LossFinder finder;
  private final UnprovenChanges unproven;
  private final Trial trial;

  private LossDetector(Trial trial, ScriptVocabulary vocabulary) throws SQLException {
    this.trial = trial;
    this.finder = new LossFinder(trial.stored().values(), vocabulary);
    this.unproven = new UnprovenChanges(trial.database(), trial.stored().values());
  }

  /** Prepares to watch a script that is about to run. */
  public static LossDetector before(Trial trial, ScriptVocabulary vocabulary) throws SQLException {
    return new LossDetector(trial, vocabulary);
  }

  public StatementWatcher watcher() {
    return unproven;
  }

  /** Whether the script that has run lost anything, as far as can be told. */
  public boolean hasLosses() throws SQLException {
    return !losses().isEmpty() || !unproven.found().isEmpty();
  }

  private Set<Loss> losses() throws SQLException {
    return finder.find(stored(trial.database()));
  }

  /** Reads all that is stored. An index over other tables' text stores nothing of its own. */
  static List<StoredTable> stored(ScratchDatabase database) throws SQLException {
    List<StoredTable> tables = new ArrayList<>();
    for (String name : TableReader.names(database)) {
      tables.add(StoredTable.read(database, name));
    }
    return tables;
  }

  /**
   * Runs the script once more and looks after each statement, to tell which one loses what.
   *
   * @param again a trial like the one watched
   */
  public List<Finding> findings(Trial again, Script script) throws SQLException {
    Map<Integer, Set<Loss>> byStatement = new TreeMap<>();
    Map<Loss, Integer> since = new LinkedHashMap<>();
    again.run(
        script,
        new StatementWatcher() {
          @Override
          public void after(Script running, int index) throws SQLException {
            Set<Loss> now = finder.find(stored(again.database()));
            since.keySet().retainAll(now);
            now.forEach(loss -> since.putIfAbsent(loss, index));
          }
        });
    since.forEach(
        (loss, index) -> byStatement.computeIfAbsent(index, i -> new LinkedHashSet<>()).add(loss));
    Map<Integer, Finding> found = new TreeMap<>();
    for (Map.Entry<Integer, Set<Loss>> entry : byStatement.entrySet()) {
      String words =
          describe(entry.getValue(), again) + uncopied(script, entry.getKey(), entry.getValue());
      found.put(entry.getKey(), new Finding(entry.getKey(), words, entry.getValue()));
    }
    unproven.found().forEach((i, words) -> found.putIfAbsent(i, new Finding(i, words, Set.of())));
    return List.copyOf(found.values());
  }

  /** Of what a statement drops: which earlier ones copy something else of it, and not this. */
  private static String uncopied(Script script, int index, Set<Loss> losses) {
    StatementKind kind = script.kind(index);
    if (kind != StatementKind.DROP_TABLE && kind != StatementKind.DROP_COLUMN) {
      return "";
    }
    Set<String> tables = new HashSet<>();
    losses.stream()
        .filter(l -> l.into().isEmpty())
        .forEach(l -> tables.add(SqlNames.fold(l.table())));
    List<String> copies = new ArrayList<>();
    for (int i = 0; i < index; i++) {
      Set<String> names = SelectItems.names(script.tokens().get(i));
      boolean reads = script.tokens().get(i).stream().anyMatch(t -> t.is("FROM"));
      if (script.kind(i).isInsert() && reads && tables.stream().anyMatch(names::contains)) {
        copies.add(String.valueOf(i + 1));
      }
    }
    return switch (copies.size()) {
      case 0 -> "";
      case 1 -> ", which statement " + copies.get(0) + " does not copy";
      default -> ", which statements " + String.join(", ", copies) + " do not copy";
    };
  }

  private String describe(Set<Loss> losses, Trial after) throws SQLException {
    Map<String, Set<Loss>> byTable = new LinkedHashMap<>();
    losses.forEach(l -> byTable.computeIfAbsent(l.table(), t -> new LinkedHashSet<>()).add(l));
    List<String> phrases = new ArrayList<>();
    for (Map.Entry<String, Set<Loss>> entry : byTable.entrySet()) {
      phrases.add(describe(entry.getKey(), entry.getValue(), after));
    }
    return String.join(" and ", phrases);
  }

  private String describe(String table, Set<Loss> losses, Trial after) throws SQLException {
    Optional<Loss> swapped = losses.stream().filter(l -> !l.into().isEmpty()).findFirst();
    if (swapped.isPresent()) {
      Loss loss = swapped.get();
      return "puts %s.%s into %s".formatted(table, loss.column(), loss.into());
    }
    StoredTable before = trial.stored().get(SqlNames.fold(table));
    Collection<String> lost = losses.stream().map(Loss::column).collect(Collectors.toSet());
    if (lost.contains("")) {
      return "loses all but one of equal rows of " + table;
    }
    String columns =
        before.columns().stream()
            .filter(lost::contains)
            .map(c -> table + "." + c)
            .collect(Collectors.joining(", "));
    if (lost.size() < before.columns().size()) {
      return "loses " + columns;
    }
    Set<String> there = new HashSet<>();
    stored(after.database()).forEach(t -> there.add(SqlNames.fold(t.table())));
    return (there.contains(SqlNames.fold(table)) ? "loses rows of " : "loses table ")
        + table
        + " ("
        + columns
        + ")";
  }
}
