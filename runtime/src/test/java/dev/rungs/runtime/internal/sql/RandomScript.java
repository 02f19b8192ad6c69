package dev.rungs.runtime.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes scripts that are hard to split, some of them broken. */
final class RandomScript {
  private static final List<String> BLANKS =
      List.of(
          " ",
          " ",
          " ",
          "\n",
          "\t",
          "\r\n",
          " \f",
          " /* ; ' */ ",
          " -- ; \" [\n",
          "/**/",
          " /* END; */");

  private final Random random;
  private final List<String> tables = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int names;

  private RandomScript(Random random) {
    this.random = random;
  }

  static String next(Random random) {
    RandomScript script = new RandomScript(random);
    for (int n = 2 + random.nextInt(9); n > 0; n--) {
      script.statement();
      script.text.append(script.pick(";", ";", ";", " ;", ";;", "; ;", ";--\n;", "/**/;"));
    }
    script.text.append(
        script.pick("", "", "\n", " -- end", "/* end", "/* end */", "INSERT INTO x"));
    return random.nextInt(4) == 0 ? broken(script.text, random) : script.text.toString();
  }

  private static String broken(StringBuilder text, Random random) {
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int at = random.nextInt(text.length());
      if (random.nextBoolean()) {
        text.deleteCharAt(at);
      } else {
        text.insert(at, ";'\"`[]*/-".charAt(random.nextInt(9)));
      }
    }
    return text.toString();
  }

  private void statement() {
    int kind = tables.isEmpty() ? 0 : random.nextInt(9);
    switch (kind) {
      case 0 -> createTable();
      case 1, 2 -> trigger();
      case 3 -> words("EXPLAIN", "SELECT", value());
      case 4 -> words("EXPLAIN", "QUERY", "PLAN", "SELECT", value());
      case 5 -> words("CREATE", "VIEW", name(), "AS", "SELECT", expression(), "AS", name());
      case 6 -> words("UPDATE", table(), "SET", "a", "=", expression());
      default -> insert();
    }
  }

  private void createTable() {
    String table = name();
    words(
        "CREATE",
        pick("TABLE", "TABLE", "TEMP TABLE"),
        table,
        "(",
        "a",
        ",",
        name(),
        "DEFAULT",
        value(),
        ")");
    tables.add(table);
  }

  private void trigger() {
    words(pick("", "", "", "EXPLAIN"), "CREATE", pick("", "TEMP", "TEMPORARY"), "TRIGGER");
    words(name(), pick("AFTER", "BEFORE"), pick("INSERT", "DELETE", "UPDATE"), "ON", table());
    words(pick("", "WHEN " + expression()), "BEGIN");
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      if (random.nextBoolean()) {
        words("SELECT", expression());
      } else {
        words("UPDATE", "t", "SET", "a", "=", expression());
      }
      words(";");
    }
    words("END");
  }

  private void insert() {
    words("INSERT", "INTO", table(), "(", "a", ")", "VALUES", "(", expression(), ")");
  }

  private String expression() {
    return switch (random.nextInt(4)) {
      case 0 -> "CASE" + blank() + "WHEN " + value() + " THEN" + blank() + value() + " END";
      case 1 -> value() + "||" + blank() + value();
      default -> value();
    };
  }

  private String value() {
    return pick(
        "1",
        "'a'",
        "';'",
        "'it''s;'",
        "'-- no'",
        "'/*'",
        "x'3b'",
        "'END;'",
        "'ä;\u4e16'",
        "NULL",
        "''");
  }

  private String table() {
    return tables.get(random.nextInt(tables.size()));
  }

  private String name() {
    String name = pick("n", "a;b", "end", "trigger", "ä", "create ", "x'y", "-- ") + names++;
    return switch (random.nextInt(4)) {
      case 0 -> '"' + name + pick("", "\"\"") + '"';
      case 1 -> '`' + name + pick("", "``;") + '`';
      case 2 -> '[' + name + pick("", ";\"") + ']';
      default -> "n_é" + names++;
    };
  }

  private String blank() {
    return BLANKS.get(random.nextInt(BLANKS.size()));
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private void words(String... words) {
    for (String word : words) {
      text.append(blank()).append(anyCase(word)).append(blank());
    }
  }

  private String anyCase(String word) {
    return word.matches("[A-Z ]+") && random.nextInt(3) == 0 ? word.toLowerCase() : word;
  }
}
