package dev.rungs.processor.write;

import dev.rungs.runtime.internal.sql.ColumnDefinition;
import dev.rungs.runtime.internal.sql.ForeignKeyDefinition;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import dev.rungs.runtime.internal.sql.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tables, columns and foreign keys in the language of Mermaid's entity diagrams. */
final class EntityDiagram {
  private final SchemaSnapshot schema;

  EntityDiagram(SchemaSnapshot schema) {
    this.schema = schema;
  }

  String text() {
    StringBuilder text = new StringBuilder("erDiagram\n");
    for (TableDefinition table : schema.tables()) {
      text.append("  ").append(quoted(table.name())).append(" {\n");
      table.columns().forEach(column -> text.append(attribute(table, column)));
      text.append("  }\n");
    }
    for (TableDefinition table : schema.tables()) {
      for (ForeignKeyDefinition key : table.foreignKeys()) {
        text.append("  ")
            .append(quoted(parent(key)))
            .append(mandatory(table, key) ? " ||--o{ " : " |o--o{ ")
            .append(quoted(table.name()))
            .append(" : ")
            .append(quoted(String.join(", ", key.columns())))
            .append('\n');
      }
    }
    return text.toString();
  }

  /** A table's name as it is declared: names do not differ by case. */
  private String parent(ForeignKeyDefinition key) {
    return schema.tables().stream()
        .map(TableDefinition::name)
        .filter(name -> name.equalsIgnoreCase(key.parent()))
        .findFirst()
        .orElse(key.parent());
  }

  private static boolean mandatory(TableDefinition table, ForeignKeyDefinition key) {
    return key.columns().stream()
        .allMatch(
            name -> table.columns().stream().anyMatch(c -> is(c, name) && c.notNull().isPresent()));
  }

  private static String attribute(TableDefinition table, ColumnDefinition column) {
    List<String> keys = new ArrayList<>();
    if (table.primaryKey().isPresent()
        && table.primaryKey().get().columns().stream().anyMatch(name -> is(column, name))) {
      keys.add("PK");
    }
    if (table.foreignKeys().stream()
        .flatMap(key -> key.columns().stream())
        .anyMatch(name -> is(column, name))) {
      keys.add("FK");
    }
    if (table.uniques().stream()
        .anyMatch(key -> key.columns().size() == 1 && is(column, key.columns().get(0)))) {
      keys.add("UK");
    }
    String comment = column.notNull().isPresent() ? " \"not null\"" : "";
    return "    "
        + word(column.type().isEmpty() ? "ANY" : column.type())
        + " "
        + word(column.name())
        + (keys.isEmpty() ? "" : keys.stream().collect(Collectors.joining(", ", " ", "")))
        + comment
        + "\n";
  }

  private static boolean is(ColumnDefinition column, String canonical) {
    String name = canonical.replaceFirst(" (?:COLLATE|DESC).*", "");
    return name.equalsIgnoreCase(column.name())
        || name.equalsIgnoreCase("\"" + column.name() + "\"");
  }

  /** Types and attributes are single words there. */
  private static String word(String text) {
    String word = text.replaceAll("[^\\p{L}\\p{N}_]+", "_");
    return Character.isLetter(word.codePointAt(0)) || word.startsWith("_") ? word : "_" + word;
  }

  private static String quoted(String text) {
    return '"' + text.replace('"', '\'').replaceAll("[\\r\\n]+", " ") + '"';
  }
}
