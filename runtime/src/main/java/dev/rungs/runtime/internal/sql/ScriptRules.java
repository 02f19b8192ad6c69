package dev.rungs.runtime.internal.sql;

import java.util.List;

/**
 * What a migration's script may not do, as far as its words tell.
 *
 * <p>A migration runs inside a transaction that is not its own, on a connection that goes on to be
 * used. So it may not end the transaction, reach into other files, change settings of the file or
 * the connection, or touch the bookkeeping. Statements are judged by their tokens as SQLite reads
 * them: no quoting, comment or case hides a name, and no string or column is taken for a command.
 */
public final class ScriptRules {
  private ScriptRules() {}

  /**
   * Finds everything in a script that is not allowed.
   *
   * @param script any text
   * @return the violations in the order in which they stand; empty if there are none
   */
  public static List<Violation> violations(String script) {
    Findings findings = new Findings();
    checkText(script, findings);
    TemporaryObjects temporaries = new TemporaryObjects();
    for (SqlStatement statement : ScriptSplitter.statements(script)) {
      findings.startStatement(statement.offset());
      StatementHead head = StatementHead.of(statement.text());
      StatementRules.check(head, findings);
      PragmaRules.check(head, findings);
      temporaries.follow(head, statement.offset());
      NameRules.check(statement.text(), head, findings);
    }
    findings.startStatement(0);
    temporaries.report(findings);
    return findings.sorted(script);
  }

  /** What SQLite never gets to see: it stops at NUL, and the driver sends '?' for half a pair. */
  private static void checkText(String script, Findings findings) {
    for (int i = 0; i < script.length(); i++) {
      char c = script.charAt(i);
      if (c == 0) {
        findings.add(
            i,
            "The script has a NUL character. SQLite ignores everything after it. Remove the"
                + " character, or write char(0) if a NUL in a value is meant.");
      } else if (Character.isHighSurrogate(c)
          && i + 1 < script.length()
          && Character.isLowSurrogate(script.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        findings.add(
            i,
            "The script has half of a surrogate pair. It has no form in UTF-8, so SQLite would get"
                + " another character. Write the whole character.");
      }
    }
  }
}
