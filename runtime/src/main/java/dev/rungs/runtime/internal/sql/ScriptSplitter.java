package dev.rungs.runtime.internal.sql;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Splits a script into statements where SQLite does.
 *
 * <p>Every {@code ;} ends a statement but those in the body of a trigger, which ends with {@code ;
 * END ;}. The states and transitions are those of <a
 * href="https://www.sqlite.org/c3ref/complete.html">sqlite3_complete</a>, the tokens those of
 * SQLite's tokenizer. Time is linear in the script; one statement is held at a time.
 *
 * <p>For use by one thread.
 */
public final class ScriptSplitter implements Iterator<SqlStatement> {
  private static final int START = 1;

  /** Rows: states. Columns: the tokens {@code ;}, other, EXPLAIN, CREATE, TEMP, TRIGGER, END. */
  private static final int[][] NEXT = {
    {}, // 0 is the state before anything was read; to split, START is the same
    {1, 2, 3, 4, 2, 2, 2}, // 1 START
    {1, 2, 2, 2, 2, 2, 2}, // 2 NORMAL
    {1, 3, 2, 4, 2, 2, 2}, // 3 EXPLAIN
    {1, 2, 2, 2, 4, 5, 2}, // 4 CREATE
    {6, 5, 5, 5, 5, 5, 5}, // 5 TRIGGER
    {6, 5, 5, 5, 5, 5, 7}, // 6 SEMICOLON in a trigger
    {1, 5, 5, 5, 5, 5, 5}, // 7 END after it
  };

  private final String script;
  private final SqlTokenizer tokenizer;
  private final LineCounter lines;
  private SqlStatement next;

  /**
   * Starts at the beginning of a script.
   *
   * @param script one or more statements
   */
  public ScriptSplitter(String script) {
    this.script = script;
    this.tokenizer = new SqlTokenizer(script);
    this.lines = new LineCounter(script);
    this.next = find();
  }

  /**
   * Splits a script.
   *
   * @param script any text
   * @return its statements in order; pieces of blanks and comments are left out, and what follows
   *     the last semicolon is a statement too
   */
  public static List<SqlStatement> split(String script) {
    List<SqlStatement> statements = new ArrayList<>();
    new ScriptSplitter(script).forEachRemaining(statements::add);
    return statements;
  }

  /**
   * Splits a script as it is walked through, so that a large one is not held twice.
   *
   * @param script any text
   * @return the same statements as {@link #split}
   */
  public static Iterable<SqlStatement> statements(String script) {
    return () -> new ScriptSplitter(script);
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public SqlStatement next() {
    if (next == null) {
      throw new NoSuchElementException("The script has no more statements.");
    }
    SqlStatement current = next;
    next = find();
    return current;
  }

  private SqlStatement find() {
    int state = START;
    int from = -1;
    int to = -1;
    while (tokenizer.advance()) {
      if (!tokenizer.isSignificant()) {
        continue;
      }
      state = NEXT[state][column()];
      if (state != START) {
        from = from < 0 ? tokenizer.start() : from;
        to = tokenizer.end();
      } else if (from >= 0) {
        break;
      }
    }
    if (from < 0) {
      return null;
    }
    SqlPosition position = lines.at(from);
    return new SqlStatement(script.substring(from, to), from, position.line(), position.column());
  }

  private int column() {
    if (tokenizer.kind() == TokenKind.SEMICOLON) {
      return 0;
    }
    if (tokenizer.is("EXPLAIN")) {
      return 2;
    }
    if (tokenizer.is("CREATE")) {
      return 3;
    }
    if (tokenizer.is("TEMP") || tokenizer.is("TEMPORARY")) {
      return 4;
    }
    if (tokenizer.is("TRIGGER")) {
      return 5;
    }
    return tokenizer.is("END") ? 6 : 1;
  }
}
