package dev.rungs.processor.check;

import dev.rungs.Target;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Kinds of statement, names and sizes that a server refuses, or does otherwise. Measured. */
final class TargetStatementRule implements TargetRule {
  private static final int D1_BYTES = 100_000;
  private static final int LIBSQL_BYTES = 4_000_000;
  private static final int D1_COLUMNS = 100;
  private static final Set<String> NOT_COLUMNS =
      Set.of("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN");
  private static final Set<String> D1_PRAGMAS =
      Set.of(
          "table_info",
          "table_list",
          "table_xinfo",
          "index_info",
          "index_list",
          "index_xinfo",
          "foreign_key_list",
          "foreign_key_check",
          "quick_check",
          "defer_foreign_keys",
          "legacy_alter_table");
  private static final String REMOVE = "Remove the statement.";

  @Override
  public void check(TargetStatement statement, Set<Target> targets, Findings findings) {
    if (statement.is(0, "CREATE") && statement.is(1, "TEMP", "TEMPORARY")) {
      temporary(statement, targets, findings);
    }
    if (statement.is(0, "ANALYZE") && targets.contains(Target.LIBSQL)) {
      findings.add(statement.offset(), "LIBSQL refuses ANALYZE.", REMOVE);
    }
    if (statement.is(0, "PRAGMA")) {
      pragma(statement, targets, findings);
    }
    if (targets.contains(Target.D1)) {
      ofD1(statement, findings);
    }
    size(statement, targets, findings);
  }

  private static void temporary(TargetStatement statement, Set<Target> targets, Findings findings) {
    int offset = statement.offset(statement.tokens().get(1));
    String fix = "Create an ordinary object and drop it in the same migration.";
    if (targets.contains(Target.LIBSQL) || targets.contains(Target.D1)) {
      findings.add(offset, names(targets, Target.LIBSQL, Target.D1) + " no TEMP objects.", fix);
    } else if (targets.contains(Target.RQLITE)) {
      findings.add(
          offset,
          "RQLITE keeps a TEMP object on the one connection that all clients of a node share.",
          fix);
    }
  }

  private static String names(Set<Target> targets, Target one, Target other) {
    return targets.contains(one) && targets.contains(other)
        ? one + " and " + other + " take"
        : (targets.contains(one) ? one : other) + " takes";
  }

  private static void pragma(TargetStatement statement, Set<Target> targets, Findings findings) {
    int at = statement.isOperator(2, ".") ? 3 : 1;
    if (at >= statement.tokens().size()) {
      return;
    }
    SqlToken token = statement.tokens().get(at);
    String name = token.value().toLowerCase(Locale.ROOT);
    boolean sets = statement.isOperator(at + 1, "=") || statement.isOperator(at + 1, "(");
    int offset = statement.offset(token);
    if (name.equals("legacy_alter_table") && sets) {
      if (targets.contains(Target.LIBSQL)) {
        findings.add(offset, "LIBSQL refuses PRAGMA legacy_alter_table.", REMOVE);
      } else if (targets.contains(Target.RQLITE)) {
        findings.add(
            offset,
            "RQLITE would keep legacy_alter_table on the one connection that all clients of a node"
                + " share.",
            REMOVE);
      }
    }
    if (targets.contains(Target.D1) && !D1_PRAGMAS.contains(name)) {
      findings.add(offset, "D1 refuses PRAGMA " + name + ".", REMOVE);
    }
  }

  private static void ofD1(TargetStatement statement, Findings findings) {
    List<SqlToken> tokens = statement.tokens();
    if (statement.creates("TABLE") && statement.is(1, "VIRTUAL")) {
      for (int i = 0; i + 1 < tokens.size(); i++) {
        if (tokens.get(i).is("USING")) {
          String module = tokens.get(i + 1).value().toLowerCase(Locale.ROOT);
          if (!module.equals("fts5")) {
            findings.add(
                statement.offset(tokens.get(i + 1)),
                "D1 has no module " + module + ".",
                "Use fts5, the only one it has, or an ordinary table.");
          }
          break;
        }
      }
    } else if (statement.creates("TABLE")) {
      int columns = columns(tokens);
      if (columns > D1_COLUMNS) {
        findings.add(
            statement.offset(),
            "D1 takes at most "
                + D1_COLUMNS
                + " columns in a table, and this one has "
                + columns
                + ".",
            "Divide the table into several.");
      }
    }
    for (SqlToken token : tokens) {
      if (token.isName() && token.value().toLowerCase(Locale.ROOT).startsWith("_cf_")) {
        findings.add(
            statement.offset(token),
            "D1 keeps names that begin with _cf_ to itself.",
            "Choose another name.");
      }
    }
  }

  private static int columns(List<SqlToken> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is("AS")) {
        return 0;
      }
      if (tokens.get(i).isOperator("(")) {
        List<SqlToken> body = new TokenReader(tokens.subList(i, tokens.size())).parenthesized();
        return (int)
            TokenReader.splitAtCommas(body).stream()
                .filter(part -> !part.isEmpty())
                .filter(part -> !NOT_COLUMNS.contains(part.get(0).text().toUpperCase(Locale.ROOT)))
                .count();
      }
    }
    return 0;
  }

  private static void size(TargetStatement statement, Set<Target> targets, Findings findings) {
    long bytes = statement.text().codePoints().mapToLong(TargetStatementRule::utf8).sum();
    Target by =
        targets.contains(Target.D1) && bytes > D1_BYTES
            ? Target.D1
            : targets.contains(Target.LIBSQL) && bytes > LIBSQL_BYTES ? Target.LIBSQL : null;
    if (by != null) {
      findings.add(
          statement.offset(),
          by
              + " takes statements of "
              + (by == Target.D1 ? D1_BYTES : LIBSQL_BYTES)
              + " bytes at most, and this one has "
              + bytes
              + ".",
          "Divide it into several statements.");
    }
  }

  /** How many bytes a character takes. */
  private static long utf8(int character) {
    if (character < 0x80) {
      return 1;
    }
    return character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  }
}
