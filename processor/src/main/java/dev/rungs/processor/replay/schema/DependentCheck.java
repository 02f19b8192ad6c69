package dev.rungs.processor.replay.schema;

import dev.rungs.processor.model.DependentMessages;
import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ScriptMessages;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.sqlite.Rejection;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.SqliteMessage;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compiles views and triggers. SQLite accepts them whatever they name, and fails when they are
 * used. Each is reported once, and all that a version breaks in one error.
 */
public final class DependentCheck {
  private final ScratchDatabase database;
  private final Catalog catalog;
  private final Set<String> broken = new HashSet<>();
  private final Set<String> told = new HashSet<>();

  /** While nothing changes, the statements that compile: many triggers are fired by one. */
  private Optional<Set<String>> compiling = Optional.empty();

  public DependentCheck(ScratchDatabase database, Catalog catalog) {
    this.database = database;
    this.catalog = catalog;
  }

  private record Complaint(CatalogEntry object, String words) {
    String name() {
      return switch (object.kind()) {
            case VIEW -> "view ";
            case VIRTUAL_TABLE -> "virtual table ";
            default -> "trigger ";
          }
          + object.name();
    }
  }

  /** Compiles the views and triggers of some names, folded, as a migration has left them. */
  public Optional<Problem> check(Script script, Set<String> names, Set<String> old)
      throws SQLException {
    compiling = Optional.of(new HashSet<>());
    try {
      return checkAll(script, names, old);
    } finally {
      compiling = Optional.empty();
    }
  }

  private Optional<Problem> checkAll(Script script, Set<String> names, Set<String> old)
      throws SQLException {
    List<Complaint> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Set<String> open = names;
    while (!open.isEmpty()) {
      seen.addAll(open);
      Set<String> next = new HashSet<>();
      for (CatalogEntry object : catalog.find(open)) {
        Optional<String> words = compileError(object);
        if (words.isPresent() && broken.add(object.key())) {
          found.add(new Complaint(object, words.get()));
          told.add(words.get());
          // What is built on a broken view is broken with it.
          next.addAll(catalog.dependents(object.key()));
        }
      }
      next.removeAll(seen);
      open = next;
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(problem(script, found, old));
  }

  /** What SQLite says of a view, trigger or virtual table when it is used; empty if it works. */
  public Optional<String> compileError(CatalogEntry object) throws SQLException {
    return switch (object.kind()) {
      case VIEW -> database.compileError("SELECT * FROM main." + SqlNames.quote(object.name()));
      case TRIGGER -> trigger(object);
      case VIRTUAL_TABLE -> readError(object);
      default -> Optional.empty();
    };
  }

  /**
   * A virtual table that reads a stored one (FTS5 with {@code content}, {@code fts5vocab}) prepares
   * its own statements when it is read, and not before.
   */
  private Optional<String> readError(CatalogEntry object) {
    try {
      database.query("SELECT * FROM main." + SqlNames.quote(object.name()) + " LIMIT 1", r -> true);
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(SqliteMessage.of(e));
    }
  }

  /** Whether a refusal is about a view or trigger that was reported before. */
  public boolean isKnown(Script script, Rejection rejection) {
    String message = rejection.message();
    List<SqlToken> tokens = script.tokens().get(rejection.index() - 1);
    boolean firesIt = told.contains(message) && token(tokens, lastName(message)).isEmpty();
    return firesIt
        || broken.stream()
            .anyMatch(
                b ->
                    message.startsWith("error in view " + b)
                        || message.startsWith("error in trigger " + b));
  }

  /** A statement that fires a trigger is compiled together with it. */
  private Optional<String> trigger(CatalogEntry trigger) throws SQLException {
    String table = "main." + SqlNames.quote(trigger.table());
    List<SqlToken> tokens = SqlTokenizer.significant(trigger.sql());
    for (SqlToken token : tokens) {
      if (token.is("INSERT")) {
        return blamed(trigger, "INSERT INTO " + table + " DEFAULT VALUES");
      }
      if (token.is("DELETE")) {
        return blamed(trigger, "DELETE FROM " + table);
      }
      if (token.is("UPDATE")) {
        String all =
            database
                .query(
                    "SELECT name FROM pragma_table_xinfo("
                        + SqlNames.literal(trigger.table())
                        + ") WHERE hidden = 0",
                    row -> SqlNames.quote(row.getString(1)))
                .stream()
                .map(c -> c + " = " + c)
                .collect(Collectors.joining(", "));
        return all.isEmpty()
            ? Optional.of("no such table: " + trigger.table())
            : blamed(trigger, "UPDATE " + table + " SET " + all);
      }
      if (token.is("ON")) {
        break;
      }
    }
    return Optional.empty();
  }

  /** All triggers of an event are compiled at once: a complaint may be about another one. */
  private Optional<String> blamed(CatalogEntry trigger, String sql) throws SQLException {
    if (compiling.isPresent() && compiling.get().contains(sql)) {
      return Optional.empty();
    }
    if (database.compileError(sql).isEmpty()) {
      compiling.ifPresent(known -> known.add(sql));
      return Optional.empty();
    }
    List<String> others =
        database.query(
            "SELECT name FROM main.sqlite_schema WHERE type = 'trigger' AND name <> "
                + SqlNames.literal(trigger.name()),
            row -> row.getString(1));
    database.execute("SAVEPOINT rungs_alone");
    try {
      for (String other : others) {
        drop(other);
      }
      Optional<String> alone = database.compileError(sql);
      drop(trigger.name());
      return alone.equals(database.compileError(sql)) ? Optional.empty() : alone;
    } finally {
      database.execute("ROLLBACK TO rungs_alone");
      database.execute("RELEASE rungs_alone");
    }
  }

  private void drop(String trigger) throws SQLException {
    database.execute("DROP TRIGGER main." + SqlNames.quote(trigger));
  }

  private static String lastName(String complaint) {
    List<SqlToken> tokens = SqlTokenizer.significant(complaint);
    for (int i = tokens.size() - 1; i >= 0; i--) {
      if (tokens.get(i).isName()) {
        return tokens.get(i).value();
      }
    }
    return "";
  }

  private static Problem problem(Script script, List<Complaint> complaints, Set<String> old) {
    Complaint first = complaints.get(0);
    boolean before = old.contains(first.object().key());
    int version = script.migration().version();
    String name = first.name().substring(0, 1).toUpperCase(Locale.ROOT) + first.name().substring(1);
    String errors = first.words() + others(complaints.subList(1, complaints.size()));
    return script.problemAt(
        place(script, first.object(), lastName(first.words()), before),
        message(first.object(), before, name, version, errors));
  }

  private static Message message(
      CatalogEntry object, boolean before, String name, int version, String errors) {
    if (object.kind() == CatalogEntry.Kind.VIRTUAL_TABLE) {
      return before
          ? DependentMessages.breaksVirtualTable(name, version, errors)
          : DependentMessages.createsBrokenVirtualTable(name, version, errors);
    }
    return before
        ? ScriptMessages.breaksDependent(name, version, errors)
        : ScriptMessages.createsBroken(name, version, errors);
  }

  private static String others(List<Complaint> others) {
    if (others.isEmpty()) {
      return "";
    }
    List<String> named = others.stream().map(o -> o.name() + " (" + o.words() + ")").toList();
    String last = named.get(named.size() - 1);
    return named.size() == 1
        ? ". Nor does " + last
        : ". Nor do " + String.join(", ", named.subList(0, named.size() - 1)) + " and " + last;
  }

  /** The place where the script creates the object, or else first names what the object misses. */
  private static int place(Script script, CatalogEntry object, String missing, boolean old) {
    String wanted = old ? missing : object.name();
    for (int i = 0; i < script.statements().size(); i++) {
      Optional<SqlToken> named = token(script.tokens().get(i), wanted);
      if (named.isPresent()) {
        SqlToken at =
            old ? named.get() : token(script.tokens().get(i), missing).orElse(named.get());
        return script.statements().get(i).offset() + at.offset();
      }
    }
    return script.statements().isEmpty() ? 0 : script.statements().get(0).offset();
  }

  private static Optional<SqlToken> token(List<SqlToken> tokens, String name) {
    return tokens.stream().filter(t -> t.value().equalsIgnoreCase(name)).findFirst();
  }
}
