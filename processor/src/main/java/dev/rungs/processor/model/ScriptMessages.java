package dev.rungs.processor.model;

import java.util.Optional;

/**
 * Messages about scripts that were run: what SQLite says of them, and what they do to stored rows.
 */
public final class ScriptMessages {
  private ScriptMessages() {}

  /** A name in double quotes that is no column; the fix is a sentence, or empty. */
  public static Message noSuchColumnInQuotes(String name, Optional<String> fix) {
    return new Message(
        ProblemKey.SQL_REJECTED,
        "There is no column \""
            + name
            + "\" here, so SQLite takes it for the text '"
            + name
            + "'. "
            + fix.map(f -> f + " ").orElse("")
            + "If text is meant, write it in single quotes: '"
            + name.replace("'", "''")
            + "'.");
  }

  /** A text in double quotes that is a value. */
  public static Message textInDoubleQuotes(String text) {
    return new Message(
        ProblemKey.QUOTED_TEXT,
        "\""
            + text
            + "\" is text in double quotes. Those are for names: if a column has that name,"
            + " now or later, SQLite takes the column. Write it in single quotes: '"
            + text.replace("'", "''")
            + "'"
            + orSilence(ProblemKey.QUOTED_TEXT));
  }

  /** An INSERT relies on the order of columns; the reason is a sentence. */
  public static Message positionalCopy(String table, String reason) {
    return new Message(
        ProblemKey.POSITIONAL_COPY,
        reason
            + " It is right only if the columns of "
            + table
            + " stand in the expected order, and in a file that was upgraded they may stand in"
            + " another. Name the columns"
            + orSilence(ProblemKey.POSITIONAL_COPY));
  }

  /** A rollback restores the schema, and not the rows. */
  public static Message downLosesRows(int version, String tables) {
    return new Message(
        ProblemKey.DOWN_LOSES_ROWS,
        "A rollback of version "
            + version
            + " loses rows of "
            + tables
            + ". @Up leaves them as they are, and after @Down they are gone, though the schema is as"
            + " it was. Copy the rows in @Down"
            + orSilence(ProblemKey.DOWN_LOSES_ROWS));
  }

  /** A statement did not end within the time that a script has. */
  public static Message outOfTime(int index, String script, String statement) {
    return new Message(
        ProblemKey.SQL_REJECTED,
        "Statement "
            + named(index, script, statement)
            + ", did not end within the time limit of a script. A WITH RECURSIVE whose last row"
            + " always gives another never ends: give it a WHERE that stops it, or a LIMIT. If it"
            + " only takes long, set -Arungs.limit=SECONDS to more.");
  }

  /** A statement wants more memory than a script has. */
  public static Message outOfMemory(int index, String script, String statement, String error) {
    return new Message(
        ProblemKey.SQL_REJECTED,
        "Statement "
            + named(index, script, statement)
            + ", takes more memory than the compiler gives to a script: "
            + error
            + ". The database may have 512 MiB, a value 64 MiB. Create such data in a step"
            + " (MigrationStep), which runs on the users' files only.");
  }

  /** SQLite refused a statement; the fix is a sentence, or empty. */
  public static Message rejected(
      int index, String script, String statement, String error, Optional<String> fix) {
    return new Message(
        ProblemKey.SQL_REJECTED,
        "SQLite rejected statement "
            + named(index, script, statement)
            + ": "
            + error
            + "."
            + fix.map(f -> " " + f).orElse(""));
  }

  private static String named(int index, String script, String statement) {
    return index + " of " + script + ", " + statement;
  }

  private static String orSilence(ProblemKey key) {
    return ", or silence this with @SuppressWarnings(\"rungs." + key.key() + "\").";
  }

  public static String didYouMean(String word) {
    return "Did you mean " + word + "?";
  }

  public static String quoteKeyword(String word) {
    return word + " is a keyword of SQL. To use it as a name, write it in double quotes.";
  }

  public static String notBuiltIn() {
    return "The compiler has only what is built into SQLite. If the program registers it, use it in a step; a step that changes the schema needs schemaUnknown = true.";
  }

  /** A statement fails on whatever row is stored; the example is one, or empty. */
  public static Message rejectedOnRows(
      int index,
      String script,
      String statement,
      String error,
      Optional<String> example,
      String fix) {
    return new Message(
        ProblemKey.SQL_REJECTED,
        "Statement "
            + named(index, script, statement)
            + ", succeeds only on empty tables: "
            + error
            + ". It fails on any row"
            + example.map(e -> ", such as the made-up row " + e).orElse("")
            + ". "
            + fix);
  }

  public static String workOnRows() {
    return "Make it work on the rows that users have.";
  }

  public static String createUnderAnotherName(String table, String renamed) {
    return "RENAME TO "
        + renamed
        + " took the references to "
        + table
        + " along. Create the new table under another name, copy the rows, drop "
        + table
        + ", and rename the new table last.";
  }

  public static Message rejectedOnSomeRows(
      int index, String script, String statement, String error, String rows) {
    return new Message(
        ProblemKey.DATA_DEPENDENT,
        "Statement "
            + named(index, script, statement)
            + ", fails on some rows: "
            + error
            + ". It fails on "
            + rows
            + ". Fix such rows in an earlier statement"
            + orSilence(ProblemKey.DATA_DEPENDENT));
  }

  /** The findings are sentences, one for each statement. */
  public static Message losses(String findings) {
    return new Message(
        ProblemKey.UNDECLARED_DESTRUCTIVE,
        findings
            + " The migration is not declared as destructive. Set destructive = true if the loss is intended.");
  }

  /** Literals that the script spells out are overwritten by others. */
  public static Message replaced(String findings) {
    return new Message(
        ProblemKey.VALUE_REPLACED,
        findings
            + " Rows with either value are alike afterwards. Check that the new value was not in use"
            + orSilence(ProblemKey.VALUE_REPLACED));
  }

  /** Texts become numbers in a column that is declared as a date or a truth value. */
  public static Message rewritten(String findings) {
    return new Message(
        ProblemKey.DATA_DEPENDENT,
        findings
            + " In such a column SQLite stores text that looks like a number as a number. Check that no"
            + " row holds such text"
            + orSilence(ProblemKey.DATA_DEPENDENT));
  }

  public static Message noLosses(int version) {
    return new Message(
        ProblemKey.NEEDLESSLY_DESTRUCTIVE,
        "Version "
            + version
            + " sets destructive = true and loses nothing. All stored values survived it. Remove destructive = true"
            + orSilence(ProblemKey.NEEDLESSLY_DESTRUCTIVE));
  }

  public static Message breaksDependent(String object, int version, String error) {
    return new Message(
        ProblemKey.BROKEN_DEPENDENT,
        object
            + " no longer compiles after version "
            + version
            + ": "
            + error
            + ". Drop it in the same migration, and create it again if it is still needed.");
  }

  public static Message createsBroken(String object, int version, String error) {
    return new Message(
        ProblemKey.BROKEN_DEPENDENT,
        object
            + " does not compile after version "
            + version
            + ": "
            + error
            + ". Refer only to tables and columns that exist at this version.");
  }

  public static Message notUndone(int version, String differences) {
    return new Message(
        ProblemKey.DOWN_DOES_NOT_UNDO,
        "After @Up and @Down of version "
            + version
            + " the schema is not what it was before: "
            + differences
            + ". Make @Down undo all that @Up does, or remove it.");
  }

  public static Message notRepeatable(int version, String error) {
    return new Message(
        ProblemKey.DOWN_DOES_NOT_UNDO,
        "After @Up and @Down of version "
            + version
            + ", @Up does not run again: "
            + error
            + ". Make @Down undo all that @Up does.");
  }

  public static Message schemaUnknown(int version) {
    return new Message(
        ProblemKey.NOTE,
        "The schema is not known from version "
            + version
            + " on. Only the syntax of the SQL of this and later versions is checked.");
  }

  /**
   * No row could be created that a table accepts.
   *
   * @param table its name
   * @param checks its CHECKs; empty without any
   * @param version the version that works on it
   * @param couldLose whether the script contains a statement that could lose rows
   * @return the message
   */
  public static Message noRows(
      String table, Optional<String> checks, int version, boolean couldLose) {
    return unverified(
        "No rows could be created for table "
            + table
            + checks.map(c -> ", whose CHECK is " + c).orElse("")
            + ", so version "
            + version
            + " was tried with it empty.",
        couldLose);
  }

  /** The rows of a table break its CHECKs, so what a version does to the checked values is open. */
  public static Message relaxedRows(String table, String checks, int version) {
    return unverified(
        "No rows that satisfy the CHECK of table "
            + table
            + " could be created: "
            + checks
            + ". Version "
            + version
            + " was tried on rows that break it.",
        false);
  }

  public static Message notTried(int version, String error, boolean couldLose) {
    return unverified(
        "Version "
            + version
            + " ran on empty tables, but could not be tried on rows: "
            + error
            + ". What it does to stored rows is not known.",
        couldLose);
  }

  private static Message unverified(String evidence, boolean couldLose) {
    return new Message(
        ProblemKey.UNVERIFIED,
        evidence
            + (couldLose
                ? " It contains statements that could lose rows. Try it on a copy of real data, then"
                    + " set destructive = true, or rewrite it so that it can be checked."
                : " Try it on a copy of real data" + orSilence(ProblemKey.UNVERIFIED)));
  }
}
