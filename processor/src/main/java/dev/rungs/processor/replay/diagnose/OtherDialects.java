package dev.rungs.processor.replay.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** SQL of other databases in a statement that SQLite refused, and what SQLite has instead. */
final class OtherDialects {
  private record Word(Pattern pattern, String instead) {
    Word(String pattern, String instead) {
      this(Pattern.compile("(?is).*\\b(?:" + pattern + ").*"), instead);
    }
  }

  private static final List<Word> WORDS =
      List.of(
          new Word(
              "(?:ADD\\s+COLUMN|ADD|DROP\\s+COLUMN)\\s+IF\\s+(?:NOT\\s+)?EXISTS\\b",
              "SQLite has no IF [NOT] EXISTS for columns. A migration runs once on each file, so"
                  + " leave it out."),
          new Word(
              "AUTO_INCREMENT\\b",
              "AUTO_INCREMENT is MySQL's. In SQLite an INTEGER PRIMARY KEY numbers rows by itself."),
          new Word(
              "(?:BIG|SMALL)?SERIAL\\b",
              "SERIAL is PostgreSQL's. In SQLite an INTEGER PRIMARY KEY numbers rows by itself."),
          new Word(
              "IDENTITY\\b",
              "IDENTITY is of other databases. In SQLite an INTEGER PRIMARY KEY numbers rows by"
                  + " itself."),
          new Word(
              "NOW\\s*\\(|GETDATE\\s*\\(|SYSDATE\\b",
              "In SQLite the time is CURRENT_TIMESTAMP, or datetime('now')."),
          new Word(
              "(?:ALTER|MODIFY|CHANGE)\\s+COLUMN\\b|\\bMODIFY\\b",
              "SQLite cannot change a column. Create a new table, copy the rows, drop the old table,"
                  + " and rename the new one."),
          new Word(
              "ADD\\s+(?:CONSTRAINT|PRIMARY|FOREIGN|UNIQUE|CHECK)\\b|DROP\\s+CONSTRAINT\\b",
              "SQLite cannot add or drop a constraint. Create a new table with it, copy the rows,"
                  + " drop the old table, and rename the new one. For UNIQUE, a UNIQUE INDEX does."),
          new Word("TRUNCATE\\b", "SQLite has no TRUNCATE. Write DELETE FROM and the table."),
          new Word(
              "ENGINE\\s*=|DEFAULT\\s+CHARSET\\b|CHARACTER\\s+SET\\b",
              "Table options such as ENGINE and CHARSET are MySQL's. Leave them out."),
          new Word(
              "CREATE\\s+(?:TYPE|SEQUENCE|SCHEMA|EXTENSION|DATABASE|FUNCTION|PROCEDURE)\\b",
              "SQLite has no such statement. A CHECK (x IN (...)) stands for an enum type, an INTEGER"
                  + " PRIMARY KEY for a sequence."),
          new Word(
              "CREATE\\s+OR\\s+REPLACE\\b",
              "SQLite has no OR REPLACE here. Write DROP ... IF EXISTS in front of it."),
          new Word("INSERT\\s+IGNORE\\b", "In SQLite it is INSERT OR IGNORE INTO."),
          new Word("ON\\s+DUPLICATE\\s+KEY\\b", "In SQLite it is ON CONFLICT (...) DO UPDATE SET."),
          new Word("ENUM\\s*\\(", "SQLite has no ENUM. Write TEXT CHECK (x IN (...))."),
          new Word("UNSIGNED\\b", "SQLite has no UNSIGNED. Write INTEGER, with a CHECK if needed."),
          new Word("USING\\s+BTREE\\b", "SQLite has one kind of index. Leave out USING BTREE."),
          new Word("CONCURRENTLY\\b", "SQLite has no CONCURRENTLY. Leave it out."),
          new Word(
              "gen_random_uuid\\s*\\(|\\buuid\\s*\\(|\\buuid_generate",
              "SQLite has no UUID function. Write lower(hex(randomblob(16)))."),
          new Word("CONCAT\\s*\\(", "Write a || b."),
          new Word("ILIKE\\b", "SQLite's LIKE ignores the case of ASCII letters. Write LIKE."));

  private OtherDialects() {}

  /**
   * Looks for them.
   *
   * @param sql a statement that SQLite refused
   * @return what to write instead
   */
  static Optional<String> fix(String sql) {
    return WORDS.stream()
        .filter(w -> w.pattern().matcher(sql).matches())
        .map(Word::instead)
        .findFirst();
  }
}
