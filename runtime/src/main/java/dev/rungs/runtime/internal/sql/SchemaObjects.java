package dev.rungs.runtime.internal.sql;

import dev.rungs.runtime.internal.sql.SchemaObject.Facets;
import dev.rungs.runtime.internal.sql.SchemaObject.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes objects of the rows of {@code sqlite_schema}. Their text is only read, never run; one that
 * cannot be read is kept as its tokens, so that it still compares.
 *
 * <p>There may be very many rows. Each is cut into tokens only when it is its turn, and only what
 * it comes to is kept.
 */
final class SchemaObjects {
  private final Map<String, SchemaObject> objects = new TreeMap<>();
  private final StatementScopes scopes = new StatementScopes();

  private SchemaObjects() {}

  static SchemaSnapshot snapshot(List<SchemaRow> rows) {
    SchemaObjects result = new SchemaObjects();
    List<SchemaRow> others = new ArrayList<>();
    // First the tables: what the text of anything else means depends on them.
    for (SchemaRow row : withoutShadows(rows)) {
      if (!result.addTable(row)) {
        others.add(row);
      }
    }
    for (SchemaRow row : others) {
      result.addOther(row);
    }
    return new SchemaSnapshot(List.copyOf(result.objects.values()));
  }

  private static List<SchemaRow> withoutShadows(List<SchemaRow> rows) {
    Map<String, String> modules = new HashMap<>();
    for (SchemaRow row : rows) {
      if (row.isVirtualTable()) {
        modules.put(SqlNames.fold(row.name()), row.module());
      }
    }
    List<SchemaRow> parts = new ArrayList<>();
    for (SchemaRow row : rows) {
      if (!row.isBookkeeping() && !isShadow(row, modules)) {
        parts.add(row);
      }
    }
    return parts;
  }

  private static boolean isShadow(SchemaRow row, Map<String, String> modules) {
    if (modules.isEmpty() || !row.type().equals("table")) {
      return false;
    }
    String name = SqlNames.fold(row.name());
    int tail = name.lastIndexOf('_');
    String module = tail < 0 ? null : modules.get(name.substring(0, tail));
    return module != null
        && SchemaRow.SHADOWS.getOrDefault(module, Set.of()).contains(name.substring(tail + 1));
  }

  /**
   * Adds an ordinary table. What is none, or cannot be read, is left for later; its words count.
   */
  private boolean addTable(SchemaRow row) {
    if (row.type().equals("table")) {
      try {
        TokenReader reader = row.reader();
        reader.expect("TABLE");
        TableScope scope = new TableScope(row.name());
        add(new SchemaObject(CreateTableParser.parse(scope, reader)));
        scopes.addTable(scope);
        return true;
      } catch (MalformedSqlException e) {
        // Compared as text.
      }
    }
    if (row.type().equals("table") || row.type().equals("view")) {
      scopes.addText(row.name(), row.tokens());
    }
    return false;
  }

  private void addOther(SchemaRow row) {
    boolean isTable = row.type().equals("table") && !row.isVirtualTable();
    // A crafted file may have a name twice; the table that could be read is the one that counts.
    if (!isTable || scopes.table(row.name()) == null) {
      add(object(row));
    }
  }

  private void add(SchemaObject object) {
    objects.put(object.key(), object);
  }

  private SchemaObject object(SchemaRow row) {
    try {
      return switch (row.type()) {
        case "table" -> virtualTable(row);
        case "index" -> index(row);
        case "trigger" -> trigger(row);
        case "view" -> view(row);
        default -> throw new MalformedSqlException("Unknown type " + row.type() + ".");
      };
    } catch (MalformedSqlException e) {
      return unreadable(row);
    }
  }

  private static SchemaObject virtualTable(SchemaRow row) {
    TokenReader reader = row.reader();
    reader.expect("VIRTUAL");
    reader.expect("TABLE");
    reader.accept("IF", "NOT", "EXISTS");
    reader.qualifiedName();
    reader.expect("USING");
    String module = SqlNames.fold(reader.name());
    List<SqlToken> arguments = reader.peek().isOperator("(") ? reader.parenthesized() : List.of();
    // What an argument means is the module's business; case is ignored only if we know the module.
    String text =
        SchemaRow.SHADOWS.containsKey(module) ? CanonicalSql.arguments(arguments) : raw(arguments);
    String label = "virtual table " + row.name();
    return new SchemaObject(
        Kind.VIRTUAL_TABLE,
        row.name(),
        row.name(),
        new Facets().add("module", module + '(' + text + ')', label).list());
  }

  private SchemaObject index(SchemaRow row) {
    TokenReader reader = row.reader();
    boolean unique = reader.accept("UNIQUE");
    reader.expect("INDEX");
    reader.accept("IF", "NOT", "EXISTS");
    reader.qualifiedName();
    reader.expect("ON");
    reader.name();
    TableScope scope = scopes.table(row.table());
    if (scope == null) {
      scope = new TableScope(row.table());
    }
    List<String> parts = new ArrayList<>();
    for (List<SqlToken> part : TokenReader.splitAtCommas(reader.parenthesized())) {
      parts.add(scope.indexed(part));
    }
    String where =
        reader.accept("WHERE")
            ? " WHERE " + CanonicalSql.expression(reader.rest(), scope.names())
            : "";
    String definition =
        (unique ? "UNIQUE ON " : "ON ")
            + CanonicalSql.name(row.table())
            + " ("
            + String.join(", ", parts)
            + ')'
            + where;
    return new SchemaObject(
        Kind.INDEX,
        row.name(),
        row.table(),
        new Facets().add("definition", definition, "index " + row.name()).list());
  }

  private SchemaObject trigger(SchemaRow row) {
    TokenReader reader = row.reader();
    Set<String> scope = scopes.of(row.tokens());
    TriggerText trigger = TriggerText.parse(reader, scope);
    String label = "trigger " + row.name();
    return new SchemaObject(
        Kind.TRIGGER,
        row.name(),
        row.table(),
        new Facets()
            .add("event", trigger.event() + " ON " + CanonicalSql.name(row.table()), label)
            .add("when", trigger.when(), "the WHEN of " + label)
            .add("body", trigger.body(), "the body of " + label)
            .list());
  }

  private SchemaObject view(SchemaRow row) {
    TokenReader reader = row.reader();
    reader.expect("VIEW");
    reader.accept("IF", "NOT", "EXISTS");
    reader.qualifiedName();
    String columns =
        reader.peek().isOperator("(")
            ? String.join(", ", ForeignKeyParser.names(reader.parenthesized()))
            : SchemaObject.UNNAMED;
    reader.expect("AS");
    String body = CanonicalSql.of(reader.rest(), scopes.of(row.tokens()));
    String label = "view " + row.name();
    return new SchemaObject(
        Kind.VIEW,
        row.name(),
        row.name(),
        new Facets()
            .add("columns", columns, "the column list of " + label)
            .add("body", body, "the query of " + label)
            .list());
  }

  private static SchemaObject unreadable(SchemaRow row) {
    Kind kind =
        switch (row.type()) {
          case "table" -> row.isVirtualTable() ? Kind.VIRTUAL_TABLE : Kind.TABLE;
          case "index" -> Kind.INDEX;
          case "trigger" -> Kind.TRIGGER;
          case "view" -> Kind.VIEW;
          default -> Kind.OTHER;
        };
    Facets facets = new Facets();
    facets.add(
        SchemaObject.TEXT, row.type() + ' ' + raw(row.tokens()), "the text of " + row.name());
    return new SchemaObject(kind, row.name(), row.table(), facets.list());
  }

  private static String raw(List<SqlToken> tokens) {
    return String.join(" ", tokens.stream().map(SqlToken::text).toList());
  }
}
