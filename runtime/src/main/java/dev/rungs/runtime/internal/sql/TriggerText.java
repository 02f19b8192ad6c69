package dev.rungs.runtime.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The parts of a trigger in canonical text. */
record TriggerText(String event, String when, String body) {
  /** Reads from after {@code CREATE}. */
  static TriggerText parse(TokenReader reader, Set<String> scope) {
    reader.expect("TRIGGER");
    reader.accept("IF", "NOT", "EXISTS");
    reader.qualifiedName();
    String event = timing(reader) + ' ' + operation(reader);
    reader.expect("ON");
    reader.qualifiedName();
    reader.accept("FOR", "EACH", "ROW");
    String when = reader.accept("WHEN") ? CanonicalSql.expression(condition(reader), scope) : "";
    reader.expect("BEGIN");
    List<SqlToken> body = reader.rest();
    if (body.isEmpty() || !body.get(body.size() - 1).is("END")) {
      throw new MalformedSqlException("The trigger does not end with END.");
    }
    return new TriggerText(
        event,
        when.isEmpty() ? "always" : when,
        CanonicalSql.of(body.subList(0, body.size() - 1), scope));
  }

  private static String timing(TokenReader reader) {
    if (reader.accept("AFTER")) {
      return "AFTER";
    }
    if (reader.accept("INSTEAD", "OF")) {
      return "INSTEAD OF";
    }
    reader.accept("BEFORE");
    return "BEFORE"; // The default.
  }

  private static String operation(TokenReader reader) {
    if (reader.accept("INSERT")) {
      return "INSERT";
    }
    if (reader.accept("DELETE")) {
      return "DELETE";
    }
    reader.expect("UPDATE");
    if (!reader.accept("OF")) {
      return "UPDATE";
    }
    Set<String> columns = new TreeSet<>();
    do {
      columns.add(CanonicalSql.name(reader.name()));
    } while (reader.acceptOperator(","));
    return "UPDATE OF " + String.join(", ", columns);
  }

  /** Takes what stands before BEGIN; a column may be called so. */
  private static List<SqlToken> condition(TokenReader reader) {
    List<SqlToken> condition = new ArrayList<>();
    int depth = 0;
    while (depth > 0 || !reader.peek().is("BEGIN") || isAfterDot(condition)) {
      SqlToken token = reader.take();
      depth += token.nesting();
      condition.add(token);
    }
    return condition;
  }

  private static boolean isAfterDot(List<SqlToken> tokens) {
    return !tokens.isEmpty() && tokens.get(tokens.size() - 1).isOperator(".");
  }
}
