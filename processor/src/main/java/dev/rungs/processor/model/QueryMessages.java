package dev.rungs.processor.model;

import java.util.List;
import java.util.Optional;

/** Messages about queries of the program, and what it registers for them. */
public final class QueryMessages {
  private QueryMessages() {}

  public static Message notAFunction(String text) {
    return new Message(
        ProblemKey.SCHEMA_REFERENCE,
        "functions = \""
            + text
            + "\" is not understood. It takes a name and the number of arguments. Write it as"
            + " distance/4, median/1 aggregate, or format/-1 for any number.");
  }

  public static Message notACollation(String text) {
    return new Message(
        ProblemKey.SCHEMA_REFERENCE,
        "collations = \"" + text + "\" is no name of a collation. Write one such as LOCALIZED.");
  }

  public static Message notATokenizer(String text) {
    return new Message(
        ProblemKey.SCHEMA_REFERENCE,
        "tokenizers = \"" + text + "\" is no name of a tokenizer. Write one such as snowball.");
  }

  /** A statement that does not prepare; blame and fix are sentences, or empty. */
  public static Message broken(
      String query, int statement, String error, Optional<String> blame, Optional<String> fix) {
    return new Message(
        ProblemKey.BROKEN_QUERY,
        "SQLite rejects "
            + (statement > 0 ? "statement " + statement + " of " : "")
            + query
            + ": "
            + error
            + "."
            + blame.map(b -> " " + b).orElse("")
            + fix.map(f -> " " + f).orElse(""));
  }

  public static String dropped(String version) {
    return capital(version) + " dropped it.";
  }

  public static String renamed(String version, String to) {
    return capital(version) + " renamed it to " + to + ".";
  }

  public static String broke(String version, int lastGood) {
    return "It is sound up to version " + lastGood + ", and " + version + " broke it.";
  }

  private static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** Adds the line of the migration that broke a query. */
  public static Message brokenBy(
      Message message, SchemaHistory.Version version, ScriptModel script, int offset) {
    return with(message, "broken by ", version, script, offset);
  }

  public static String addedAbove(String version, int number, int current) {
    return capital(version)
        + " adds it, above CURRENT_VERSION, which is "
        + current
        + ". Set CURRENT_VERSION to "
        + number
        + ".";
  }

  /** Adds the line of the migration that adds what a query needs. */
  public static Message addedBy(
      Message message, SchemaHistory.Version version, ScriptModel script, int offset) {
    return with(message, "added by ", version, script, offset);
  }

  private static Message with(
      Message message, String what, SchemaHistory.Version version, ScriptModel script, int offset) {
    ScriptMark mark = ScriptMark.of(script, offset);
    String lead = what + version.words() + ", " + version.className() + ", at";
    String text =
        message.mark().map(m -> m.appendTo(message.text(), m.place())).orElse(message.text());
    return new Message(message.key(), mark.appendTo(text, lead, mark.place()));
  }

  public static String declareFunction(String name, String example) {
    return "If the program registers "
        + name
        + ", declare it: @VersionedSchema(functions = \""
        + example
        + "\").";
  }

  public static String declareCollation(String name) {
    return "If the program registers "
        + name
        + ", declare it: @VersionedSchema(collations = \""
        + name
        + "\").";
  }

  public static String declareTokenizer(String name) {
    return "If the program registers "
        + name
        + ", declare it: @VersionedSchema(tokenizers = \""
        + name
        + "\").";
  }

  public static Message missingColumns(
      String query, String record, List<String> missing, List<String> columns) {
    return new Message(
        ProblemKey.NOTE,
        query
            + " fills the record "
            + record
            + " by the names of its components, and its result has no column for "
            + String.join(", ", missing)
            + ". The columns are "
            + String.join(", ", columns)
            + ". Add what is missing to the SELECT, or name a column with AS.");
  }

  public static Message missingParameter(String query, String placeholder, String parameters) {
    return new Message(
        ProblemKey.BROKEN_QUERY,
        query
            + " has no parameter for "
            + placeholder
            + ". The method has "
            + parameters
            + ". Add the parameter, or correct the name.");
  }

  public static Message unusedParameter(String query, String parameter) {
    return new Message(
        ProblemKey.BROKEN_QUERY,
        query
            + " does not use its parameter "
            + parameter
            + ". No placeholder of the SQL has that name. Use it, remove it, or silence this with"
            + " @SuppressWarnings(\"rungs.BrokenQuery\").");
  }

  public static Message positions(String query, int placeholders, int parameters) {
    return new Message(
        ProblemKey.BROKEN_QUERY,
        query
            + " has "
            + count(placeholders, "placeholder")
            + " and "
            + count(parameters, "parameter")
            + ". Each ? takes the parameter at its position. Give it as many of the one as of the"
            + " other.");
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  public static Message textInDoubleQuotes(String query, String name) {
    return new Message(
        ProblemKey.QUOTED_TEXT,
        query
            + " has \""
            + name
            + "\" in double quotes, and no column is called so. SQLite takes it for text. Write"
            + " text in single quotes, or correct the name; or silence this with"
            + " @SuppressWarnings(\"rungs.QuotedText\").");
  }

  /** A step of the plan that an index would spare. */
  public static Message fullScan(
      String query, String step, Optional<String> dropped, String index) {
    return new Message(
        ProblemKey.FULL_SCAN,
        query
            + (step.startsWith("SCAN") ? " reads a table whole: " : " sorts rows at each call: ")
            + step
            + "."
            + dropped.map(d -> " " + d).orElse("")
            + " An index would serve: "
            + index
            + " Add it in a migration, or silence this with"
            + " @SuppressWarnings(\"rungs.FullScan\").");
  }

  public static Message notConstant(String field) {
    return new Message(
        ProblemKey.BROKEN_QUERY,
        field
            + " is annotated @Sql, and is no constant. The compiler does not know its text. Declare"
            + " it static final String, with a value that is a compile-time constant.");
  }

  public static Message noSchema(String query) {
    return new Message(
        ProblemKey.SCHEMA_REFERENCE,
        query
            + " belongs to no schema. No class with @VersionedSchema is in its package, around it or"
            + " the only one on the class path. Name one with @Sql(schema = ...).");
  }

  /** The reasons are words with their queries. */
  public static Message unchecked(int number, int all, List<String> reasons) {
    return new Message(
        ProblemKey.NOTE,
        number
            + " of "
            + all
            + (all == 1 ? " query " : " queries ")
            + (number == 1 ? "was" : "were")
            + " not checked: "
            + String.join("; ", reasons)
            + ".");
  }
}
