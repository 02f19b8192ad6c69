package dev.rungs.runtime.internal.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes a schema as SQL, each time in another style that means the same. */
final class SchemaWriter {
  private final Random random;
  private final StringBuilder text = new StringBuilder();

  private SchemaWriter(Random random) {
    this.random = random;
  }

  static String write(RandomSchema schema, Random random) {
    SchemaWriter writer = new SchemaWriter(random);
    schema.tables.forEach(table -> writer.table(schema, table));
    List<Runnable> others = new ArrayList<>();
    schema.indexes.forEach(index -> others.add(() -> writer.index(index)));
    schema.triggers.forEach(trigger -> others.add(() -> writer.trigger(trigger)));
    schema.views.forEach(view -> others.add(() -> writer.view(view)));
    Collections.shuffle(others, random);
    others.forEach(Runnable::run);
    return writer.text.toString();
  }

  private void table(RandomSchema schema, RandomSchema.Table table) {
    List<String> parts = new ArrayList<>();
    List<String> constraints = new ArrayList<>();
    for (int i : schema.columnOrder(table, random)) {
      parts.add(column(schema, table, table.columns.get(i), constraints));
    }
    for (List<Integer> unique : table.uniques) {
      String one = name(table.columns.get(unique.get(0)).name);
      String other = name(table.columns.get(unique.get(1)).name);
      constraints.add(named() + "UNIQUE (" + either(one + ", " + other, other + "," + one) + ")");
    }
    Collections.shuffle(constraints, random);
    StringBuilder body = new StringBuilder(String.join(blank() + "," + blank(), parts));
    for (int i = 0; i < constraints.size(); i++) {
      body.append(i == 0 ? "," : either(",", " ")).append(blank()).append(constraints.get(i));
    }
    statement(
        key("CREATE TABLE"),
        either("", key("IF NOT EXISTS")),
        either("", "main."),
        name(table.name),
        "(" + body + ")",
        table.withoutRowid ? key("WITHOUT ROWID") : "");
  }

  private String column(
      RandomSchema schema,
      RandomSchema.Table table,
      RandomSchema.Column column,
      List<String> constraints) {
    List<String> here = new ArrayList<>();
    String name = name(column.name);
    boolean isKey = table.primaryKey && column == table.columns.get(0);
    if (isKey && column.generated.isEmpty()) {
      String auto = table.autoincrement ? " " + key("AUTOINCREMENT") : "";
      place(here, constraints, key("PRIMARY KEY") + auto, "PRIMARY KEY (" + name + auto + ")");
    }
    if (column.notNull) {
      here.add(
          named()
              + key("NOT NULL")
              + (column.conflict.isEmpty()
                  ? either("", " ON CONFLICT ABORT")
                  : " " + key("ON CONFLICT " + column.conflict)));
    }
    if (!column.defaultValue.isEmpty()) {
      here.add(key("DEFAULT") + " " + either(column.defaultValue, "(" + column.defaultValue + ")"));
    }
    here.add(
        column.collation.isEmpty()
            ? either("", key("COLLATE BINARY"))
            : key("COLLATE") + " " + either("nocase", "\"NOCASE\""));
    if (!column.check.isEmpty()) {
      String check =
          named()
              + key("CHECK")
              + " ("
              + wrapped(name(column.name) + blank() + "<>" + string(column.check))
              + ")";
      place(here, constraints, check, check);
    }
    if (column.unique) {
      place(here, constraints, key("UNIQUE"), "UNIQUE (" + name + either("", " ASC") + ")");
    }
    if (!column.references.isEmpty()) {
      String parent =
          name(schema.tables.get(0).name)
              + "("
              + name(schema.tables.get(0).columns.get(0).name)
              + ")";
      String action =
          key("ON DELETE " + column.references) + either("", " " + key("ON UPDATE NO ACTION"));
      String references = key("REFERENCES") + " " + parent + " " + action;
      place(here, constraints, references, "FOREIGN KEY (" + name + ") " + references);
    }
    if (!column.generated.isEmpty()) {
      String first = name(table.columns.get(0).name);
      here.add(
          either(key("GENERATED ALWAYS") + " ", "")
              + "AS ("
              + wrapped(first + "||'G'")
              + ") "
              + key(column.generated));
    }
    Collections.shuffle(here, random);
    here.removeIf(String::isEmpty);
    String type = column.type.isEmpty() ? "" : blank() + anyCase(column.type);
    return name + type + (here.isEmpty() ? "" : blank()) + String.join(blank(), here);
  }

  private void place(List<String> here, List<String> there, String atColumn, String atTable) {
    if (random.nextBoolean()) {
      here.add(atColumn);
    } else {
      there.add(named() + atTable);
    }
  }

  private void index(RandomSchema.Index index) {
    String column = name(index.column.name);
    statement(
        key("CREATE"),
        index.unique ? key("UNIQUE") : "",
        key("INDEX"),
        name(index.name),
        key("ON"),
        name(index.table.name),
        "(" + (index.lower ? anyCase("LOWER") + blank() + "(" + column + ")" : wrapped(column)),
        index.direction.isEmpty() ? either("", "ASC") : key(index.direction),
        ")",
        index.where.isEmpty()
            ? ""
            : key("WHERE") + " " + wrapped(column + " > " + string(index.where)));
  }

  private void trigger(RandomSchema.Trigger trigger) {
    String column = name(trigger.table.columns.get(0).name);
    String row = trigger.event.equals("DELETE") ? "OLD" : "NEW";
    statement(
        key("CREATE TRIGGER"),
        name(trigger.name),
        trigger.timing.equals("BEFORE") ? either("", key("BEFORE")) : key(trigger.timing),
        key(trigger.event + " ON"),
        name(trigger.table.name),
        either("", key("FOR EACH ROW")),
        trigger.when.isEmpty()
            ? ""
            : key("WHEN")
                + " "
                + wrapped(anyCase(row) + "." + column + " = " + string(trigger.when)),
        key("BEGIN"),
        key("UPDATE")
            + " "
            + name(trigger.table.name)
            + " SET "
            + column
            + "="
            + string(trigger.text),
        key("WHERE") + " " + column + " = " + anyCase(row) + " . " + column + " ;",
        key("END"));
  }

  private void view(RandomSchema.Trigger view) {
    String column = name(view.table.columns.get(0).name);
    statement(
        key("CREATE VIEW"),
        name(view.name),
        key("AS SELECT"),
        column + blank() + key("FROM") + " " + name(view.table.name),
        key("WHERE") + " " + column + " <> " + string(view.text));
  }

  private void statement(String... words) {
    for (String word : words) {
      if (!word.isEmpty()) {
        text.append(word).append(word.endsWith(".") ? "" : blank());
      }
    }
    text.append(";\n");
  }

  private String named() {
    return either("", key("CONSTRAINT") + " " + name("c" + random.nextInt(9)) + blank());
  }

  private String wrapped(String expression) {
    return either(expression, "(" + blank() + expression + ")");
  }

  /** A string that is no name may stand in double quotes. */
  private String string(String literal) {
    return either(literal, literal.replace('\'', '"'));
  }

  private String name(String name) {
    String cased = anyCase(name);
    boolean plain = cased.matches("[A-Za-zäé][A-Za-z0-9_äé]*") && !cased.equalsIgnoreCase("select");
    return switch (random.nextInt(plain ? 4 : 3)) {
      case 0 -> SqlNames.quote(cased);
      case 1 -> '`' + cased + '`';
      case 2 -> cased.contains("]") ? SqlNames.quote(cased) : '[' + cased + ']';
      default -> cased;
    };
  }

  private String anyCase(String word) {
    // SQLite folds A to Z only.
    if (word.chars().anyMatch(c -> c > 127)) {
      return word;
    }
    return switch (random.nextInt(3)) {
      case 0 -> word.toUpperCase(Locale.ROOT);
      case 1 -> word.toLowerCase(Locale.ROOT);
      default -> word;
    };
  }

  private String key(String keywords) {
    return anyCase(keywords).replace(" ", blank());
  }

  private String blank() {
    return RandomSchema.pick(random, List.of(" ", " ", "\n", "\t ", " /* c ' */ ", " -- it's\n"));
  }

  private String either(String one, String other) {
    return random.nextBoolean() ? one : other;
  }
}
