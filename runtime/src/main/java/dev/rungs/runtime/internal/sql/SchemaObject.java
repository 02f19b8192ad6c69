package dev.rungs.runtime.internal.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A table, virtual table, index, trigger or view, taken apart into facets that can be compared one
 * by one.
 */
final class SchemaObject {
  /** The key of the facet that holds what could not be taken apart. */
  static final String TEXT = "text";

  /** What stands for the columns of a view without a list of them. */
  static final String UNNAMED = "those of its SELECT";

  enum Kind {
    TABLE("table"),
    VIRTUAL_TABLE("virtual table"),
    VIEW("view"),
    INDEX("index"),
    TRIGGER("trigger"),
    OTHER("object");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /**
   * One thing that can be there or not, or be different.
   *
   * @param key what is described; equal for the same thing in two schemas
   * @param value its description in canonical text
   * @param label what it is called in a sentence
   */
  record Facet(String key, String value, String label) {}

  private final String key;
  private final Kind kind;
  private final String name;
  private final String owner;
  private final TableDefinition table;
  private final List<Facet> facets;

  /** An ordinary table. */
  SchemaObject(TableDefinition table) {
    this(Kind.TABLE, table.name(), table.name(), table, List.of());
  }

  /**
   * Anything else, or a table that could not be read.
   *
   * @param kind what it is
   * @param name as in the schema
   * @param owner the table or view it belongs to; its own name for tables and views
   * @param facets what it is made of, sorted by key
   */
  SchemaObject(Kind kind, String name, String owner, List<Facet> facets) {
    this(kind, name, owner, null, facets);
  }

  private SchemaObject(
      Kind kind, String name, String owner, TableDefinition table, List<Facet> facets) {
    this.key = key(kind, SqlNames.fold(name));
    this.kind = kind;
    this.name = name;
    this.owner = owner;
    this.table = table;
    this.facets = facets;
  }

  /** Equal for the same object in two schemas. */
  String key() {
    return key;
  }

  Kind kind() {
    return kind;
  }

  String name() {
    return name;
  }

  /** The table or view it belongs to; its own name for tables and views. */
  String owner() {
    return owner;
  }

  /** The table that this is; null for anything else. */
  TableDefinition table() {
    return table;
  }

  /**
   * What it is made of, sorted by key; that of a table is written out each time it is asked for.
   */
  List<Facet> facets() {
    return table == null ? facets : TableFacets.of(table);
  }

  static String key(Kind kind, String foldedName) {
    return kind + " " + foldedName;
  }

  /** What the object is called in a sentence. */
  String label() {
    return kind.words + ' ' + name;
  }

  /** Whether it could be taken apart; its only facet is its text otherwise. */
  boolean isReadable() {
    return table != null || facets.stream().noneMatch(facet -> facet.key().equals(TEXT));
  }

  /** What a view or a trigger runs; all of its text if it could not be taken apart. */
  StoredBody body() {
    String text = "";
    boolean namesColumns = false;
    for (Facet facet : facets()) {
      switch (facet.key()) {
        case "body", TEXT -> text = facet.value();
        case "columns" -> namesColumns = !facet.value().equals(UNNAMED);
        default -> {}
      }
    }
    return new StoredBody(kind == Kind.VIEW, SqlNames.fold(owner), namesColumns, text);
  }

  /** Whether the object goes away with another one. */
  boolean isOwned() {
    return kind == Kind.INDEX || kind == Kind.TRIGGER;
  }

  /** Collects facets; a key that comes twice keeps both values, whatever their order. */
  static final class Facets {
    private final List<Facet> facets = new ArrayList<>();

    Facets add(String key, String value, String label) {
      facets.add(new Facet(key, value, label));
      return this;
    }

    List<Facet> list() {
      facets.sort((one, other) -> one.key().compareTo(other.key()));
      List<Facet> list = new ArrayList<>(facets.size());
      for (Facet facet : facets) {
        int last = list.size() - 1;
        if (last >= 0 && list.get(last).key().equals(facet.key())) {
          list.set(last, both(list.get(last), facet));
        } else {
          list.add(facet);
        }
      }
      return list;
    }

    private static Facet both(Facet one, Facet other) {
      int order = one.value().compareTo(other.value());
      if (order == 0) {
        return one;
      }
      String value =
          order < 0 ? one.value() + " and " + other.value() : other.value() + " and " + one.value();
      return new Facet(one.key(), value, one.label());
    }
  }
}
