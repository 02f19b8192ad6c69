package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.rows.StoredTable;
import dev.rungs.processor.replay.rows.Trial;
import dev.rungs.processor.replay.schema.TableReader;
import dev.rungs.processor.replay.script.Keywords;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.ScriptVocabulary;
import dev.rungs.processor.replay.script.SelectItems;
import dev.rungs.processor.replay.script.StatementKind;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.StatementWatcher;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
            if (running.kind(index).leavesTables()) {
              return; // What is lost after it was lost before.
            }
            Set<Loss> now = finder.find(stored(again.database()));
            since.keySet().retainAll(now);
            for (Loss loss : now) {
              since.putIfAbsent(loss, index);
            }
          }
        });
    for (Map.Entry<Loss, Integer> loss : since.entrySet()) {
      byStatement.computeIfAbsent(loss.getValue(), i -> new LinkedHashSet<>()).add(loss.getKey());
    }
    Map<Integer, Finding> found = new TreeMap<>();
    for (Map.Entry<Integer, Set<Loss>> entry : byStatement.entrySet()) {
      String words =
          describe(entry.getValue(), again) + uncopied(script, entry.getKey(), entry.getValue());
      found.put(entry.getKey(), new Finding(entry.getKey(), words, entry.getValue()));
    }
    for (Map.Entry<Integer, String> suspect : unproven.found().entrySet()) {
      int index = suspect.getKey();
      found.putIfAbsent(index, new Finding(index, suspect.getValue(), Set.of()));
    }
    return List.copyOf(found.values());
  }

  /** Of what a statement drops: which earlier ones copy something else of it, and not this. */
  private static String uncopied(Script script, int index, Set<Loss> losses) {
    StatementKind kind = script.kind(index);
    if (kind != StatementKind.DROP_TABLE && kind != StatementKind.DROP_COLUMN) {
      return "";
    }
    Set<String> tables = new HashSet<>();
    for (Loss loss : losses) {
      if (loss.into().isEmpty()) {
        tables.add(SqlNames.fold(loss.table()));
      }
    }
    List<String> copies = new ArrayList<>();
    for (int i = 0; i < index; i++) {
      Set<String> names = SelectItems.names(script.tokens().get(i));
      boolean reads = Keywords.areIn(script.tokens().get(i), "FROM");
      if (script.kind(i).isInsert() && reads && !Collections.disjoint(tables, names)) {
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
    for (Loss loss : losses) {
      byTable.computeIfAbsent(loss.table(), t -> new LinkedHashSet<>()).add(loss);
    }
    List<String> phrases = new ArrayList<>();
    for (Map.Entry<String, Set<Loss>> entry : byTable.entrySet()) {
      phrases.add(describe(entry.getKey(), entry.getValue(), after));
    }
    return String.join(" and ", phrases);
  }

  private String describe(String table, Set<Loss> losses, Trial after) throws SQLException {
    Set<String> lost = new HashSet<>();
    for (Loss loss : losses) {
      if (!loss.into().isEmpty()) {
        return "puts %s.%s into %s".formatted(table, loss.column(), loss.into());
      }
      lost.add(loss.column());
    }
    StoredTable before = trial.stored().get(SqlNames.fold(table));
    if (lost.contains("")) {
      return "loses all but one of equal rows of " + table;
    }
    List<String> named = new ArrayList<>();
    for (String column : before.columns()) {
      if (lost.contains(column)) {
        named.add(table + "." + column);
      }
    }
    String columns = String.join(", ", named);
    if (lost.size() < before.columns().size()) {
      return "loses " + columns;
    }
    Set<String> there = new HashSet<>();
    for (String name : TableReader.names(after.database())) {
      there.add(SqlNames.fold(name));
    }
    return (there.contains(SqlNames.fold(table)) ? "loses rows of " : "loses table ")
        + table
        + " ("
        + columns
        + ")";
  }
}
