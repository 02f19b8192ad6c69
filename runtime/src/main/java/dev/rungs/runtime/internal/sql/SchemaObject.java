package dev.rungs.runtime.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A table, virtual table, index, trigger or view, taken apart into facets that can be compared one
 * by one.
 *
 * @param kind what it is
 * @param name as in the schema
 * @param owner the table or view it belongs to; its own name for tables and views
 * @param facets what it is made of, sorted by key
 */
record SchemaObject(Kind kind, String name, String owner, List<Facet> facets) {
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

  /** Equal for the same object in two schemas. */
  String key() {
    return key(kind, SqlNames.fold(name));
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
    return facets.stream().noneMatch(facet -> facet.key().equals(TEXT));
  }

  /** What a view or a trigger runs; all of its text if it could not be taken apart. */
  StoredBody body() {
    String text = "";
    boolean namesColumns = false;
    for (Facet facet : facets) {
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
    private final TreeMap<String, Facet> facets = new TreeMap<>();

    Facets add(String key, String value, String label) {
      facets.merge(key, new Facet(key, value, label), Facets::both);
      return this;
    }

    List<Facet> list() {
      return new ArrayList<>(facets.values());
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
