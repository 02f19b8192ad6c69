package dev.rungs.processor.check;

import dev.rungs.Target;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table that others refer to is dropped, as when it is rebuilt. D1 has foreign keys on and does
 * not switch them off: DROP TABLE <a
 * href="https://www.sqlite.org/foreignkeys.html#fk_schemacommands">first deletes the rows</a>, and
 * the rows that refer to them go too. Of one row in a child, none was left.
 *
 * <p>Which tables refer to which is read off the statements up to here, in order.
 */
final class TargetParentRule implements TargetRule {
  private final Map<String, Set<String>> parentsByChild = new LinkedHashMap<>();

  @Override
  public void check(TargetStatement statement, Set<Target> targets, Findings findings) {
    if (statement.creates("TABLE") && !statement.is(1, "VIRTUAL")) {
      int name = statement.is(1, "TEMP", "TEMPORARY") ? 3 : 2;
      refer(statement, name(statement, name));
    } else if (statement.is(0, "ALTER") && statement.is(1, "TABLE")) {
      alter(statement);
    } else if (statement.is(0, "DROP") && statement.is(1, "TABLE")) {
      drop(statement, targets, findings);
    }
  }

  private void drop(TargetStatement statement, Set<Target> targets, Findings findings) {
    int at = place(statement, 2);
    String table = name(statement, 2);
    Set<String> children = new TreeSet<>();
    parentsByChild.forEach(
        (child, parents) -> {
          if (parents.contains(table) && !child.equals(table)) {
            children.add(child);
          }
        });
    if (!children.isEmpty() && targets.contains(Target.D1)) {
      findings.add(
          statement.offset(statement.tokens().get(at)),
          "D1 has foreign keys on, and "
              + String.join(", ", children)
              + (children.size() == 1 ? " refers" : " refer")
              + " to "
              + table
              + ": the rows that refer would go with it.",
          "Change the table with ALTER TABLE instead, or drop the tables that refer to it first.");
    }
    parentsByChild.remove(table);
  }

  private void alter(TargetStatement statement) {
    String table = name(statement, 2);
    int after = place(statement, 2) + 1;
    if (statement.is(after, "RENAME") && statement.is(after + 1, "TO")) {
      String renamed = name(statement, after + 2);
      Set<String> own = parentsByChild.remove(table);
      if (own != null) {
        parentsByChild.put(renamed, own);
      }
      parentsByChild.values().stream()
          .filter(parents -> parents.remove(table))
          .forEach(parents -> parents.add(renamed));
    } else {
      refer(statement, table);
    }
  }

  private void refer(TargetStatement statement, String child) {
    List<SqlToken> tokens = statement.tokens();
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is("REFERENCES")) {
        parentsByChild
            .computeIfAbsent(child, name -> new LinkedHashSet<>())
            .add(SqlNames.fold(tokens.get(i + 1).value()));
      }
    }
  }

  /** Where the name stands, after IF EXISTS and the schema. */
  private static int place(TargetStatement statement, int from) {
    int at = from;
    if (statement.is(at, "IF")) {
      at += statement.is(at + 1, "NOT") ? 3 : 2;
    }
    return statement.isOperator(at + 1, ".") ? at + 2 : at;
  }

  private static String name(TargetStatement statement, int from) {
    int at = place(statement, from);
    return at < statement.tokens().size() ? SqlNames.fold(statement.tokens().get(at).value()) : "";
  }
}
