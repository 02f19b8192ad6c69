package dev.rungs.runtime.internal.sql;

import java.util.List;

/** Takes a table apart. */
final class TableFacets {
  private TableFacets() {}

  static List<SchemaObject.Facet> of(TableDefinition table) {
    SchemaObject.Facets facets = new SchemaObject.Facets();
    String of = " of " + table.name();
    facets.add("storage", storage(table), "table " + table.name());
    for (ColumnDefinition column : table.columns()) {
      facets.add(
          "column " + SqlNames.fold(column.name()),
          column.describe(),
          "column " + table.name() + '.' + column.name());
    }
    table
        .primaryKey()
        .ifPresent(key -> facets.add("primary key", key.describe(), "the primary key" + of));
    for (KeyDefinition unique : table.uniques()) {
      String set =
          "UNIQUE (" + String.join(", ", unique.columns().stream().sorted().toList()) + ')';
      facets.add(set, "ON CONFLICT " + unique.conflict(), set + of);
    }
    for (String check : table.checks()) {
      facets.add("CHECK (" + check + ')', "", "CHECK (" + check + ')' + of);
    }
    for (ForeignKeyDefinition key : table.foreignKeys()) {
      String label = "foreign key " + key.describe();
      facets.add(label, key.describeActions(), label + of);
    }
    return facets.list();
  }

  private static String storage(TableDefinition table) {
    if (table.withoutRowid()) {
      return table.strict() ? "WITHOUT ROWID, STRICT" : "WITHOUT ROWID";
    }
    return table.strict() ? "STRICT" : "an ordinary table";
  }
}
