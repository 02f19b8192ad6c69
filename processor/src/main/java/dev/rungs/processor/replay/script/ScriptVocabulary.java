package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.MalformedSqlException;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names and literals of some scripts, so that rows can be created which the scripts treat
 * differently.
 *
 * @param names every name in them, folded: of columns among others
 * @param statements the literals of each statement
 * @param inserted the rows of their INSERT statements
 * @param jsonKeys the keys of their JSON paths
 * @param counted names in statements that count up to a value, folded
 * @param equations pairs of names with an equals sign between them, folded
 * @param changing the kinds of their statements that read or change rows one by one
 */
public record ScriptVocabulary(
    Set<String> names,
    List<Literals> statements,
    List<Inserted> inserted,
    Set<String> jsonKeys,
    Set<String> counted,
    Set<List<String>> equations,
    Set<StatementKind> changing) {
  /**
   * A row that a statement inserts.
   *
   * @param table where to, folded
   * @param columns the column list, folded; empty if there is none
   * @param values what of it is a literal, by place
   */
  public record Inserted(String table, List<String> columns, Map<Integer, Object> values) {
    /** Keeps copies that nobody changes. */
    public Inserted {
      columns = List.copyOf(columns);
      values = Map.copyOf(values);
    }

    /**
     * The literal inserted into a column.
     *
     * @param column its name
     * @param place its place among the columns of the table
     * @return null if it is none
     */
    public Object valueOf(String column, int place) {
      int at = columns.isEmpty() ? place : columns.indexOf(SqlNames.fold(column));
      return at < 0 ? null : values.get(at);
    }
  }

  private static final int MOST_ROWS = 12;

  /** Keeps copies that nobody changes. */
  public ScriptVocabulary {
    names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
    statements = List.copyOf(statements);
    inserted = List.copyOf(inserted);
    // The order is that of the generated JSON, which is always the same.
    jsonKeys = Collections.unmodifiableSet(new LinkedHashSet<>(jsonKeys));
    counted = Set.copyOf(counted);
    equations = Collections.unmodifiableSet(new LinkedHashSet<>(equations));
    changing = Set.copyOf(changing);
  }

  public static ScriptVocabulary in(Script... scripts) {
    List<Literals> statements = new ArrayList<>();
    List<Inserted> inserted = new ArrayList<>();
    Set<String> jsonKeys = new LinkedHashSet<>();
    Set<String> counted = new LinkedHashSet<>();
    Set<List<String>> equations = new LinkedHashSet<>();
    Set<StatementKind> changing = EnumSet.noneOf(StatementKind.class);
    for (Script script : scripts) {
      for (int i = 0; i < script.statements().size(); i++) {
        List<SqlToken> tokens = script.tokens().get(i);
        StatementKind kind = script.kind(i);
        boolean trigger = kind == StatementKind.CREATE_OTHER && isTrigger(tokens);
        if (!kind.worksOnRows() && kind != StatementKind.CREATE_TABLE && !trigger) {
          continue;
        }
        if (kind.changesRows() || kind == StatementKind.CREATE_TABLE_AS) {
          changing.add(kind);
        }
        // SQLite walks on without the word RECURSIVE, too.
        if (Keywords.areIn(tokens, "RECURSIVE")
            || Keywords.areIn(tokens, "WITH") && Keywords.areIn(tokens, "UNION")) {
          counted.addAll(SelectItems.names(tokens));
        }
        readEquations(tokens, equations);
        Literals literals = Literals.of(tokens);
        statements.add(literals);
        jsonKeys.addAll(literals.jsonKeys());
        if (kind == StatementKind.INSERT) {
          readInserted(script.statements().get(i).text(), tokens, inserted);
        }
      }
    }
    return new ScriptVocabulary(
        Mentions.of(scripts).all(), statements, inserted, jsonKeys, counted, equations, changing);
  }

  private static boolean isTrigger(List<SqlToken> tokens) {
    return tokens.size() > 2 && (tokens.get(1).is("TRIGGER") || tokens.get(2).is("TRIGGER"));
  }

  /** A name, an equals sign, a name: only what stands in front of it may be an assignment. */
  private static void readEquations(List<SqlToken> tokens, Set<List<String>> equations) {
    for (int i = 1; i + 1 < tokens.size() && equations.size() < MOST_ROWS; i++) {
      SqlToken sign = tokens.get(i);
      if (!sign.isOperator("=") && !sign.isOperator("==") && !sign.is("IS")) {
        continue;
      }
      TokenReader reader = new TokenReader(tokens.subList(i + 1, tokens.size()));
      Optional<ColumnName> right = ColumnName.take(reader);
      if (right.isPresent() && tokens.get(i - 1).isName() && !right.get().column().equals("null")) {
        equations.add(List.of(SqlNames.fold(tokens.get(i - 1).value()), right.get().column()));
      }
    }
  }

  private static void readInserted(String sql, List<SqlToken> tokens, List<Inserted> inserted) {
    TokenReader reader = new TokenReader(tokens);
    if (!reader.skipTo("INTO")) {
      return;
    }
    reader.take();
    try {
      String table = SqlNames.fold(reader.qualifiedName());
      List<String> columns = new ArrayList<>();
      if (reader.peek().isOperator("(")) {
        for (List<SqlToken> name : TokenReader.splitAtCommas(reader.parenthesized())) {
          columns.add(SqlNames.fold(new TokenReader(name).name()));
        }
      }
      if (!reader.accept("VALUES")) {
        return;
      }
      while (reader.peek().isOperator("(") && inserted.size() < MOST_ROWS) {
        inserted.add(new Inserted(table, columns, values(sql, reader.parenthesized())));
        reader.acceptOperator(",");
      }
    } catch (MalformedSqlException e) {
      // SQLite refuses it, and says why.
    }
  }

  private static Map<Integer, Object> values(String sql, List<SqlToken> row) {
    Map<Integer, Object> values = new LinkedHashMap<>();
    List<List<SqlToken>> parts = TokenReader.splitAtCommas(row);
    for (int place = 0; place < parts.size(); place++) {
      List<SqlToken> part = parts.get(place);
      if (part.size() == 1 || part.size() == 2) { // a literal, or one with its sign
        String text = sql.substring(part.get(0).offset(), part.get(part.size() - 1).end());
        Set<Object> literals = Literals.of(text).all();
        if (literals.size() == 1) {
          values.put(place, literals.iterator().next());
        }
      }
    }
    return values;
  }

  /** Whether the scripts read or change rows, rather than tables whole. */
  public boolean changesRows() {
    return !changing.isEmpty();
  }

  /** Whether a column is named in them. */
  public boolean names(String column) {
    return names.contains(SqlNames.fold(column));
  }

  /**
   * Whether a script may create as many rows as a value of a column says: such values are small.
   */
  public boolean counts(String column) {
    return counted.contains(SqlNames.fold(column));
  }
}
