package dev.rungs.processor.replay;

import dev.rungs.processor.model.DependentMessages;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.model.ScriptMessages;
import dev.rungs.processor.replay.diagnose.RejectionReport;
import dev.rungs.processor.replay.diagnose.Spelling;
import dev.rungs.processor.replay.rows.RowFailure;
import dev.rungs.processor.replay.schema.Catalog;
import dev.rungs.processor.replay.schema.CatalogEntry;
import dev.rungs.processor.replay.schema.ForeignKeyCheck;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.SqliteMessage;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Foreign keys that a version leaves with nothing to refer to: a row without its parent, a key that
 * is not unique, a table that does not exist. SQLite accepts each of them, and fails on the first
 * write with {@code foreign_keys} on.
 *
 * <p>A table may be created by a later version, as SQLite allows. So one that does not exist counts
 * once all versions have run, and is told at the version from which on it was missing.
 */
final class ReferenceCheck {
  private record Missing(Script script, String child, String parent) {}

  private final ScratchDatabase history;
  private final Catalog catalog;
  private final Set<ForeignKeyCheck.Dangling> dangling = new HashSet<>();
  private final Map<String, Map<String, Missing>> missing = new LinkedHashMap<>();

  ReferenceCheck(ScratchDatabase history, Catalog catalog) {
    this.history = history;
    this.catalog = catalog;
  }

  /**
   * Checks the tables of some names, folded, as a script has left them.
   *
   * @return a problem that the replay cannot go on after
   */
  Optional<Problem> check(Script up, Set<String> names) throws SQLException {
    Map<String, Map<String, Missing>> renamed = renamed(up);
    missing.keySet().removeIf(child -> names.contains(child) && catalog.get(child) == null);
    renamed.forEach(missing::putIfAbsent);
    for (CatalogEntry object : catalog.find(names)) {
      if (object.kind() != CatalogEntry.Kind.TABLE || !object.hasReferences()) {
        continue;
      }
      noteMissing(up, object);
      try {
        for (ForeignKeyCheck.Dangling row :
            ForeignKeyCheck.read(history, SqlNames.quote(object.name()))) {
          if (dangling.add(row)) {
            return Optional.of(
                new RejectionReport(history).problem(up, RowFailure.of(row, up).rejection()));
          }
        }
      } catch (SQLException e) {
        return Optional.of(mismatch(up, object, e));
      }
    }
    return Optional.empty();
  }

  /** What is noted of tables that the script renames, by the new name, folded. */
  private Map<String, Map<String, Missing>> renamed(Script up) {
    Map<String, Map<String, Missing>> renamed = new LinkedHashMap<>();
    for (List<SqlToken> tokens : up.tokens()) {
      int to = tokens.size() - 2;
      boolean renames =
          to > 2
              && tokens.get(0).is("ALTER")
              && tokens.get(to).is("TO")
              && tokens.get(to - 1).is("RENAME");
      if (renames) {
        String old = SqlNames.fold(tokens.get(to - 2).value());
        String now = tokens.get(to + 1).value();
        Map<String, Missing> noted = renamed.getOrDefault(old, missing.get(old));
        renamed.remove(old);
        if (noted != null) {
          Map<String, Missing> moved = new LinkedHashMap<>();
          noted.forEach((key, was) -> moved.put(key, new Missing(was.script, now, was.parent)));
          renamed.put(SqlNames.fold(now), moved);
        }
      }
    }
    return renamed;
  }

  private void noteMissing(Script up, CatalogEntry child) throws SQLException {
    Map<String, Missing> before = missing.getOrDefault(child.key(), Map.of());
    Map<String, Missing> now = new LinkedHashMap<>();
    for (String parent : ForeignKeyCheck.parents(history, child.name())) {
      if (catalog.get(parent) == null) {
        String key = SqlNames.fold(parent);
        now.put(key, before.getOrDefault(key, new Missing(up, child.name(), parent)));
      }
    }
    if (now.isEmpty()) {
      missing.remove(
          child.key()); // A replay that goes on from a checkpoint does not know it either.
    } else {
      missing.put(child.key(), now);
    }
  }

  /** The references noted so far whose table does not exist. */
  List<Checkpoint.MissingParent> missingParents() {
    List<Checkpoint.MissingParent> noted = new ArrayList<>();
    for (Map<String, Missing> ofChild : missing.values()) {
      for (Missing reference : ofChild.values()) {
        noted.add(
            new Checkpoint.MissingParent(
                reference.script().migration().version(), reference.child(), reference.parent()));
      }
    }
    return noted;
  }

  /** Goes on from a checkpoint. */
  void restore(List<Checkpoint.MissingParent> noted, SchemaModel schema) {
    for (Checkpoint.MissingParent reference : noted) {
      Script up = Script.up(schema.migration(reference.version()));
      missing
          .computeIfAbsent(SqlNames.fold(reference.child()), c -> new LinkedHashMap<>())
          .put(
              SqlNames.fold(reference.parent()),
              new Missing(up, reference.child(), reference.parent()));
    }
  }

  /**
   * Adds the references to tables that no version has created in the end.
   *
   * @param problems what was found; if a trial has shown the same on rows, the error stands for
   *     both, and a warning is not said beside it
   */
  void addMissing(List<Problem> problems) {
    for (Map<String, Missing> ofChild : missing.values()) {
      for (Missing reference : ofChild.values()) {
        String words = ForeignKeyCheck.Dangling.words(reference.child(), reference.parent());
        Predicate<Problem> same =
            p ->
                p.version() == reference.script().migration().version()
                    && p.message().contains(words);
        if (problems.stream().noneMatch(p -> p.isError() && same.test(p))) {
          problems.removeIf(same);
          problems.add(problem(reference));
        }
      }
    }
  }

  private Problem problem(Missing reference) {
    List<String> near = Spelling.near(reference.parent(), catalog.tables());
    return reference
        .script()
        .problemAt(
            place(reference),
            DependentMessages.missingParent(
                reference.child(),
                reference.parent(),
                reference.script().migration().version(),
                near.isEmpty()
                    ? "Create that table, or remove the reference."
                    : ScriptMessages.didYouMean(near.get(0))));
  }

  /** Behind REFERENCES; or else where the script speaks of the parent, or of the child. */
  private static int place(Missing reference) {
    Optional<Integer> place = Optional.empty();
    for (int i = 0; i < reference.script().statements().size(); i++) {
      int offset = reference.script().statements().get(i).offset();
      List<SqlToken> tokens = reference.script().tokens().get(i);
      for (int j = 0; j < tokens.size(); j++) {
        boolean isParent = tokens.get(j).value().equalsIgnoreCase(reference.parent());
        if (isParent && j > 0 && tokens.get(j - 1).is("REFERENCES")) {
          return offset + tokens.get(j).offset();
        }
        if (place.isEmpty()
            && (isParent || tokens.get(j).value().equalsIgnoreCase(reference.child()))) {
          place = Optional.of(offset + tokens.get(j).offset());
        }
      }
    }
    return place.orElse(0);
  }

  private static Problem mismatch(Script up, CatalogEntry child, SQLException e) {
    ForeignKeyCheck.Dangling named = new ForeignKeyCheck.Dangling(child.name(), 0, child.name(), 0);
    return up.problemAt(
        RowFailure.of(named, up).rejection().statement().offset(),
        DependentMessages.keyMismatch(child.name(), SqliteMessage.of(e)));
  }
}
