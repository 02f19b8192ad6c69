package dev.rungs.runtime.internal.plan;

import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import dev.rungs.runtime.internal.sql.StoredBody;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Finds the tables whose order of columns scripts depend on: those that {@code SELECT *} takes
 * values from by their places, and those that {@code INSERT} fills without a list of columns,
 * whether a script does so itself or by a view or a trigger. On a file whose columns stand in
 * another order, such a statement would put values into each other's columns.
 *
 * <p>Each name in such a statement counts, so a table may be named that has no part in it; none is
 * missed.
 */
public final class PositionalStatements {
  /** What a name means that a script created: it has the order the script gave it. */
  private static final String CREATED = "";

  /** The table of the file that a name means by now, if that is another one. */
  private final Map<String, String> origins = new HashMap<>();

  /** The tables that a view reads. */
  private final Map<String, Set<String>> views = new HashMap<>();

  /** Those of a view or a trigger that itself depends on their order, by the name it hangs on. */
  private final Map<String, Set<String>> hidden = new HashMap<>();

  private final Set<String> found = new TreeSet<>();

  private PositionalStatements() {}

  /**
   * Returns the names, as they are before the scripts run.
   *
   * @param scripts in the order in which they run; they are gone through twice
   * @param schema what the file has before
   * @return folded names of tables
   */
  public static Set<String> names(Iterable<String> scripts, SchemaSnapshot schema) {
    PositionalStatements positional = new PositionalStatements();
    positional.know(schema.bodies(), scripts);
    forEachStatement(scripts, positional::add);
    return positional.found;
  }

  /** One statement after the other: the words of a large script take more than its text. */
  private static void forEachStatement(
      Iterable<String> scripts, Consumer<List<SqlToken>> statements) {
    for (String script : scripts) {
      for (SqlStatement statement : ScriptSplitter.statements(script)) {
        statements.accept(SqlTokenizer.significant(statement.text()));
      }
    }
  }

  /**
   * Reads the views and triggers that statements reach. Views may read views, and triggers may fire
   * triggers, in whatever order they are listed.
   */
  private void know(List<StoredBody> bodies, Iterable<String> scripts) {
    if (bodies.isEmpty()) {
      return;
    }
    Map<String, List<StoredBody>> byOwner =
        bodies.stream().collect(Collectors.groupingBy(StoredBody::owner));
    Map<StoredBody, List<SqlToken>> reached = new LinkedHashMap<>();
    Deque<List<SqlToken>> open = new ArrayDeque<>();
    Consumer<List<SqlToken>> reach =
        statement -> {
          for (SqlToken token : statement) {
            List<StoredBody> found =
                token.isName() ? byOwner.remove(SqlNames.fold(token.value())) : null;
            for (StoredBody body : found == null ? List.<StoredBody>of() : found) {
              List<SqlToken> tokens = body.tokens();
              reached.put(body, tokens);
              open.add(tokens);
            }
          }
        };
    forEachStatement(scripts, reach);
    while (!open.isEmpty()) {
      reach.accept(open.remove());
    }
    int known;
    do {
      known = size();
      reached.forEach(this::know);
    } while (size() > known);
  }

  private void know(StoredBody body, List<SqlToken> tokens) {
    if (body.isView()) {
      view(body.owner(), body.namesColumns(), tokens);
    } else {
      Set<String> names = positional(tokens, false);
      names.addAll(hiddenIn(tokens));
      hide(body.owner(), names);
    }
  }

  private int size() {
    int size = 0;
    for (Map<String, Set<String>> map : List.of(views, hidden)) {
      for (Set<String> names : map.values()) {
        size += names.size();
      }
    }
    return size;
  }

  private void view(String name, boolean namesColumns, List<SqlToken> query) {
    Set<String> names = positional(query, !namesColumns);
    names.addAll(hiddenIn(query));
    hide(name, names);
    views.computeIfAbsent(name, n -> new HashSet<>()).addAll(all(query));
  }

  private void hide(String name, Set<String> names) {
    if (!names.isEmpty()) {
      hidden.computeIfAbsent(name, n -> new HashSet<>()).addAll(names);
    }
  }

  private void add(List<SqlToken> tokens) {
    int kind = kind(tokens);
    if (kind > 0 && tokens.get(kind).is("VIEW")) {
      create(tokens, kind);
      return;
    }
    boolean writes =
        tokens.stream()
            .anyMatch(token -> token.is("INTO") || token.is("UPDATE") || token.is("DELETE"));
    if (writes || (kind > 0 && tokens.get(kind).is("TABLE"))) {
      found.addAll(positional(tokens, false));
      found.addAll(hiddenIn(tokens));
    }
    rename(tokens, kind);
  }

  /** {@code CREATE [TEMP] VIEW [IF NOT EXISTS] [schema.]name [(columns)] AS query}. */
  private void create(List<SqlToken> tokens, int kind) {
    int as = kind;
    while (as < tokens.size() && !tokens.get(as).is("AS")) {
      as++;
    }
    boolean listed = tokens.get(as - 1).isOperator(")");
    int name = as - 1;
    while (listed && name > kind && !tokens.get(name + 1).isOperator("(")) {
      name--;
    }
    if (as < tokens.size()) {
      String view = SqlNames.fold(tokens.get(name).value());
      views.remove(view);
      hidden.remove(view);
      view(view, listed, tokens.subList(as, tokens.size()));
      found.addAll(hidden.getOrDefault(view, Set.of()));
    }
  }

  /** The tables whose order a statement depends on. */
  private Set<String> positional(List<SqlToken> tokens, boolean named) {
    Set<String> names = new HashSet<>();
    if (StarColumns.matter(tokens, named)) {
      names.addAll(all(tokens));
    }
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is("INTO")) {
        addTarget(tokens, i + 1, names);
      } else if (tokens.get(i).is("IN") && tokens.get(i + 1).isName()) {
        // The rows of a whole table, or of what WITH calls so.
        names.addAll(tokens.get(0).is("WITH") ? all(tokens) : after(tokens, i + 1));
      }
    }
    return names;
  }

  /** {@code INTO [schema.]table [AS alias]}, and then a list of columns or none. */
  private void addTarget(List<SqlToken> tokens, int start, Set<String> names) {
    int at = start;
    if (at + 2 < tokens.size() && tokens.get(at + 1).isOperator(".")) {
      at += 2;
    }
    SqlToken target = tokens.get(at);
    int next = at + 1;
    if (next + 1 < tokens.size() && tokens.get(next).is("AS")) {
      next += 2;
    }
    boolean positional =
        next < tokens.size()
            && !tokens.get(next).isOperator("(")
            && !tokens.get(next).is("DEFAULT");
    if (positional) {
      names.addAll(tables(target));
    }
  }

  private Set<String> after(List<SqlToken> tokens, int at) {
    boolean qualified = at + 2 < tokens.size() && tokens.get(at + 1).isOperator(".");
    return tables(tokens.get(qualified ? at + 2 : at));
  }

  /** All that the names in a statement may mean. */
  private Set<String> all(List<SqlToken> tokens) {
    Set<String> names = new HashSet<>();
    for (SqlToken token : tokens) {
      if (token.isName()) {
        names.addAll(tables(token));
      }
    }
    return names;
  }

  /** What depends on an order by itself as soon as a statement names it. */
  private Set<String> hiddenIn(List<SqlToken> tokens) {
    Set<String> names = new HashSet<>();
    for (SqlToken token : tokens) {
      if (token.isName() && !hidden.isEmpty()) {
        String name = SqlNames.fold(token.value());
        names.addAll(hidden.getOrDefault(origins.getOrDefault(name, name), Set.of()));
      }
    }
    return names;
  }

  private Set<String> tables(SqlToken token) {
    String name = SqlNames.fold(token.value());
    Set<String> read = views.get(name);
    if (read != null) {
      return read;
    }
    String origin = origins.getOrDefault(name, name);
    return origin.equals(CREATED) ? Set.of() : Set.of(origin);
  }

  /** Follows what names mean: a table that a script created has the order it was given there. */
  private void rename(List<SqlToken> tokens, int kind) {
    if (begins(tokens, "ALTER", "TABLE")) {
      int to = tokens.size() - 2;
      if (to > 2 && tokens.get(to).is("TO") && tokens.get(to - 1).is("RENAME")) {
        String from = SqlNames.fold(tokens.get(to - 2).value());
        String name = SqlNames.fold(tokens.get(to + 1).value());
        origins.put(name, origins.getOrDefault(from, from));
        origins.put(from, CREATED);
      }
    } else if (kind > 0 && tokens.get(kind).is("TABLE") && !tokens.get(kind + 1).is("IF")) {
      origins.put(SqlNames.fold(lastOfName(tokens, kind + 1)), CREATED);
    } else if (begins(tokens, "DROP", "TABLE")) {
      origins.put(SqlNames.fold(tokens.get(tokens.size() - 1).value()), CREATED);
    }
  }

  /** Returns the place of the word after {@code CREATE [TEMP]}; 0 if the statement has none. */
  private static int kind(List<SqlToken> tokens) {
    if (tokens.size() < 4 || !tokens.get(0).is("CREATE")) {
      return 0;
    }
    return tokens.get(1).is("TEMP") || tokens.get(1).is("TEMPORARY") ? 2 : 1;
  }

  private static String lastOfName(List<SqlToken> tokens, int at) {
    boolean qualified = at + 2 < tokens.size() && tokens.get(at + 1).isOperator(".");
    return tokens.get(qualified ? at + 2 : at).value();
  }

  private static boolean begins(List<SqlToken> tokens, String first, String second) {
    return tokens.size() > 2 && tokens.get(0).is(first) && tokens.get(1).is(second);
  }
}
