package dev.rungs.check;

import java.util.Map;

/** What each rule is about, in one sentence. */
final class RuleTexts {
  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry(
              "UndeclaredDestructive", "The migration loses rows, columns, tables or values."),
          Map.entry(
              CascadeCheck.KEY,
              "Dropping a table deletes rows of others by a cascade, as the tool runs it."),
          Map.entry("SqlRejected", "SQLite refuses a statement, on empty tables or on any row."),
          Map.entry("BrokenDependent", "A view, trigger or virtual table no longer compiles."),
          Map.entry("DataDependent", "A statement fails on some of the rows that users may have."),
          Map.entry("LostDependents", "Triggers or indexes went with a table that was rebuilt."),
          Map.entry("DownDoesNotUndo", "The rollback script does not bring the schema back."),
          Map.entry(
              "DownLosesRows", "The rollback script loses rows that the migration left alone."),
          Map.entry("ValueReplaced", "A value is overwritten by one that may be in use already."),
          Map.entry("Unverified", "A migration could not be tried on rows."),
          Map.entry("PositionalCopy", "A copy is right only if the columns stand in one order."),
          Map.entry("QuotedText", "Text in double quotes, which are for names."));

  private RuleTexts() {}

  static String of(String key) {
    return TEXTS.getOrDefault(key, "Something that the compiler of Rungs reports as " + key + ".");
  }
}
