package dev.rungs.processor.replay;

import dev.rungs.processor.model.DependentMessages;
import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey.Severity;
import dev.rungs.processor.replay.schema.Catalog;
import dev.rungs.processor.replay.schema.CatalogEntry;
import dev.rungs.processor.replay.schema.CatalogEntry.Kind;
import dev.rungs.processor.replay.schema.IndexDefinition;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code LostDependents}: triggers and indexes that went with a table or view which a script drops
 * and creates again. {@code DROP TABLE} takes them along without a word (<a
 * href="https://www.sqlite.org/lang_droptable.html">lang_droptable</a>). What the script drops by
 * name is meant to go, and so is what belongs to a table that goes for good.
 */
final class LostDependents {
  private final ScratchDatabase history;
  private final Catalog catalog;
  private final Map<String, Integer> createdIn = new HashMap<>();

  LostDependents(ScratchDatabase history, Catalog catalog) {
    this.history = history;
    this.catalog = catalog;
  }

  /**
   * Compares the schema before a script with what it has left.
   *
   * @param before what of the schema the script could reach
   * @param names what it could reach and what it has created, folded
   */
  List<Problem> check(Script up, List<CatalogEntry> before, Set<String> names) throws SQLException {
    List<CatalogEntry> lost = new ArrayList<>();
    for (CatalogEntry object : before) {
      if (isAttached(object)
          && catalog.get(object.name()) == null
          && catalog.get(object.table()) != null
          && !isDroppedByName(up, object)
          && !isReplaced(object)) {
        lost.add(object);
      }
    }
    List<Problem> problems = problems(up, lost);
    names.stream().filter(name -> catalog.get(name) == null).forEach(createdIn::remove);
    catalog.find(names).forEach(o -> createdIn.putIfAbsent(o.key(), up.migration().version()));
    return problems;
  }

  /** By name, folded: the version that created the object. */
  Map<String, Integer> createdIn() {
    return createdIn;
  }

  /** Goes on from a checkpoint. */
  void restore(Map<String, Integer> before) {
    createdIn.putAll(before);
  }

  private static boolean isAttached(CatalogEntry object) {
    return object.kind() == Kind.INDEX || object.kind() == Kind.TRIGGER;
  }

  private static boolean isDroppedByName(Script up, CatalogEntry object) {
    String what = object.kind() == Kind.INDEX ? "INDEX" : "TRIGGER";
    for (List<SqlToken> tokens : up.tokens()) {
      if (tokens.size() > 2
          && tokens.get(0).is("DROP")
          && tokens.get(1).is(what)
          && tokens.get(tokens.size() - 1).value().equalsIgnoreCase(object.name())) {
        return true;
      }
    }
    return false;
  }

  /** Whether it came back under another name, or cannot: a column that it is over went too. */
  private boolean isReplaced(CatalogEntry object) throws SQLException {
    if (object.kind() == Kind.TRIGGER) {
      String body = IndexDefinition.withoutName(object.sql());
      return catalog.attachedTo(object.table()).stream()
          .anyMatch(o -> IndexDefinition.withoutName(o.sql()).equals(body));
    }
    IndexDefinition index = IndexDefinition.of(object.sql());
    return catalog.attachedTo(object.table()).stream()
            .filter(o -> o.kind() == Kind.INDEX)
            .anyMatch(o -> index.isServedBy(IndexDefinition.of(o.sql())))
        || index.isServedByKeyOf(history, object.table())
        || !canBeCreated(object);
  }

  private boolean canBeCreated(CatalogEntry object) throws SQLException {
    history.execute("SAVEPOINT rungs_again");
    try {
      history.execute(object.sql());
      return true;
    } catch (SQLException e) {
      return e.getMessage().contains("UNIQUE constraint failed");
    } finally {
      history.execute("ROLLBACK TO rungs_again");
      history.execute("RELEASE rungs_again");
    }
  }

  private List<Problem> problems(Script up, List<CatalogEntry> lost) {
    List<CatalogEntry> unique =
        lost.stream()
            .filter(o -> o.kind() == Kind.INDEX && IndexDefinition.of(o.sql()).unique())
            .toList();
    List<CatalogEntry> others = lost.stream().filter(o -> !unique.contains(o)).toList();
    List<Problem> problems = new ArrayList<>();
    if (!unique.isEmpty()) {
      Problem problem = problem(up, unique, true);
      problems.add(problem.as(up.migration().destructive() ? Severity.WARNING : Severity.ERROR));
    }
    if (!others.isEmpty()) {
      problems.add(problem(up, others, false));
    }
    return problems;
  }

  private Problem problem(Script up, List<CatalogEntry> lost, boolean unique) {
    CatalogEntry first = lost.get(0);
    String table = first.table();
    int version = up.migration().version();
    String named = lost.stream().map(this::words).collect(Collectors.joining(", "));
    String text = lost.stream().map(o -> "\n    " + o.sql() + ";").collect(Collectors.joining());
    String drop =
        (first.kind() == Kind.INDEX ? "DROP INDEX " : "DROP TRIGGER ") + first.name() + ";";
    Message message =
        unique
            ? DependentMessages.lostUnique(named, table, version, text, drop)
            : DependentMessages.lost(named, table, version, text, drop);
    return up.problemAt(dropOf(up, table), message);
  }

  private String words(CatalogEntry object) {
    Integer version = createdIn.get(object.key());
    return (object.kind() == Kind.TRIGGER
            ? "trigger "
            : IndexDefinition.of(object.sql()).unique() ? "unique index " : "index ")
        + object.name()
        + (version == null ? "" : " (created in version " + version + ")");
  }

  /** The statement that drops a table or view; if it was renamed first, the one that renames it. */
  private static int dropOf(Script up, String table) {
    int found = -1;
    for (int i = 0; i < up.statements().size(); i++) {
      List<SqlToken> tokens = up.tokens().get(i);
      boolean drops = tokens.get(0).is("DROP") || tokens.get(0).is("ALTER");
      boolean names =
          tokens.stream().anyMatch(t -> SqlNames.fold(t.value()).equals(SqlNames.fold(table)));
      if (drops && names && (found < 0 || tokens.get(0).is("DROP"))) {
        found = up.statements().get(i).offset();
      }
    }
    return found < 0 ? up.statements().get(0).offset() : found;
  }
}
