package dev.rungs.runtime.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ways in which a script can be wrong. */
final class ScriptDamage {
  private static final Pattern WORDS = Pattern.compile("\\s+|\\w+|'[^']*'|.", Pattern.DOTALL);

  private static final String[] PUT_IN = {
    ";",
    "'",
    "\"",
    "`",
    "[",
    "]",
    "(",
    ")",
    "--",
    "/*",
    "*/",
    "\0",
    "\uFEFF",
    "\n",
    ",",
    ".",
    "?",
    "COMMIT;",
    "BEGIN;",
    "; END;",
    "ROLLBACK;",
    "SAVEPOINT s;",
    "RELEASE s;",
    "ROLLBACK TO s;",
    "; COMMIT; BEGIN;",
    "/**/COMMIT;",
    "-- x\nCOMMIT;",
    "EXPLAIN ",
    "EXPLAIN COMMIT;",
    "PRAGMA user_version = 9;",
    "PRAGMA main.user_version(9);",
    "PRAGMA foreign_keys = ON;",
    "PRAGMA journal_mode = WAL;",
    "PRAGMA writable_schema = ON;",
    "PRAGMA legacy_alter_table = 1;",
    "PRAGMA query_only = 1;",
    "PRAGMA locking_mode = EXCLUSIVE;",
    "PRAGMA page_size = 512;",
    "PRAGMA defer_foreign_keys = 1;",
    "PRAGMA ignore_check_constraints = 1;",
    "VACUUM;",
    "ATTACH ':memory:' AS other;",
    "DETACH main;",
    "DROP TABLE rungs_history;",
    "DELETE FROM rungs_history;",
    "UPDATE rungs_history SET name = 1;",
    "CREATE TABLE rungs_other (x);",
    "CREATE TEMP TABLE runs (x);",
    "CREATE TEMP VIEW notes AS SELECT 1;",
    "CREATE TRIGGER t AFTER INSERT ON runs BEGIN SELECT RAISE(ROLLBACK, 'no'); END;",
    "INSERT OR ROLLBACK INTO runs SELECT NULL;",
    "INSERT INTO runs VALUES (NULL);",
    "CREATE TABLE runs (again);",
    "DROP TABLE runs;",
    "ALTER TABLE runs RENAME TO ran;",
    "DELETE FROM sqlite_schema;",
    "SELECT load_extension('x');",
    "REINDEX;",
    "ANALYZE;",
    "SELECT 1;",
    "VALUES (1);",
    "WITH x AS (SELECT 1) SELECT * FROM x;",
    "é",
    "\uD83D\uDE00",
    "😀",
    "DROP INDEX IF EXISTS nothing;",
    "CREATE VIEW v AS SELECT * FROM nowhere;"
  };

  private ScriptDamage() {}

  static String some(String script, Random random) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORDS.matcher(script);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    for (int wrongs = 1 + random.nextInt(2); wrongs > 0 && !words.isEmpty(); wrongs--) {
      int at = random.nextInt(words.size());
      switch (random.nextInt(8)) {
        case 0 -> words.remove(at);
        case 1 -> words.add(at, words.get(random.nextInt(words.size())));
        case 2 -> words.set(at, words.get(random.nextInt(words.size())));
        case 3 -> words.subList(at, words.size()).clear();
        case 4 -> words.set(at, Integer.toString(random.nextInt()));
        default -> words.add(at, PUT_IN[random.nextInt(PUT_IN.length)]);
      }
    }
    return String.join("", words);
  }
}
