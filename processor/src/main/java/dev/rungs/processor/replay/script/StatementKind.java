package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.MalformedSqlException;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.List;

/** What a statement does, by its first words. */
public enum StatementKind {
  INSERT,
  UPDATE,
  DELETE,
  CREATE_TABLE,
  CREATE_TABLE_AS,
  CREATE_INDEX,
  /** An index that is unique, or over an expression: not any rows will do. */
  CREATE_INDEX_CHECKED,
  CREATE_OTHER,
  /** A column that no row can stand in the way of, or a new name. */
  ALTER_TABLE,
  /** A column with a rule, such as NOT NULL. */
  ALTER_TABLE_CHECKED,
  DROP_COLUMN,
  DROP_TABLE,
  DROP_OTHER,
  OTHER;

  public static StatementKind of(List<SqlToken> tokens) {
    if (tokens.isEmpty()) {
      return OTHER;
    }
    SqlToken first = tokens.get(0);
    if (first.is("WITH")) {
      return afterWith(tokens);
    }
    if (first.is("CREATE")) {
      return create(tokens);
    }
    if (first.is("DROP")) {
      return tokens.size() > 1 && tokens.get(1).is("TABLE") ? DROP_TABLE : DROP_OTHER;
    }
    return first.is("ALTER") ? alter(tokens) : change(first);
  }

  private static StatementKind index(List<SqlToken> tokens, boolean unique) {
    boolean expression = openings(tokens) > 1 || Keywords.areIn(tokens, "WHERE");
    return unique || expression ? CREATE_INDEX_CHECKED : CREATE_INDEX;
  }

  private static int openings(List<SqlToken> tokens) {
    int count = 0;
    for (SqlToken token : tokens) {
      count += token.isOperator("(") ? 1 : 0;
    }
    return count;
  }

  private static StatementKind alter(List<SqlToken> tokens) {
    TokenReader reader = new TokenReader(tokens);
    try {
      reader.accept("ALTER", "TABLE");
      reader.qualifiedName();
    } catch (MalformedSqlException e) {
      return ALTER_TABLE; // SQLite refuses it, and says why.
    }
    SqlToken verb = reader.peek();
    if (reader.atEnd() || verb.is("RENAME")) {
      return ALTER_TABLE;
    }
    if (verb.is("DROP")) {
      return DROP_COLUMN;
    }
    List<SqlToken> rest = reader.rest();
    boolean plain = verb.is("ADD");
    for (int i = 0; i < rest.size() && plain; i++) {
      boolean computed =
          rest.get(i).is("DEFAULT") && i + 1 < rest.size() && rest.get(i + 1).isOperator("(");
      plain = !computed && !isRule(rest.get(i));
    }
    return plain ? ALTER_TABLE : ALTER_TABLE_CHECKED;
  }

  private static boolean isRule(SqlToken token) {
    return Keywords.isOneOf(
            token, "NOT", "CHECK", "AS", "REFERENCES", "UNIQUE", "PRIMARY", "CONSTRAINT")
        || token.text().startsWith("CURRENT_");
  }

  private static StatementKind change(SqlToken verb) {
    if (verb.is("INSERT") || verb.is("REPLACE")) {
      return INSERT;
    }
    return verb.is("UPDATE") ? UPDATE : verb.is("DELETE") ? DELETE : OTHER;
  }

  private static StatementKind afterWith(List<SqlToken> tokens) {
    TokenReader reader = new TokenReader(tokens);
    StatementKind kind = OTHER;
    while (kind == OTHER && !reader.atEnd()) {
      kind = change(reader.group().get(0));
    }
    return kind;
  }

  private static StatementKind create(List<SqlToken> tokens) {
    TokenReader reader = new TokenReader(tokens);
    reader.take();
    boolean unique = reader.accept("UNIQUE");
    if (reader.peek().is("INDEX")) {
      return index(tokens, unique);
    }
    if (!reader.accept("TEMP")) {
      reader.accept("TEMPORARY");
    }
    if (!reader.peek().is("TABLE")) {
      return CREATE_OTHER;
    }
    return TokenReader.has(tokens, "AS") ? CREATE_TABLE_AS : CREATE_TABLE;
  }

  /** Whether such a statement can fail on the rows that are there, or lose some. */
  boolean worksOnRows() {
    return switch (this) {
      case CREATE_TABLE, CREATE_INDEX, CREATE_OTHER, ALTER_TABLE, DROP_OTHER -> false;
      default -> true;
    };
  }

  /** Whether stored rows can make such a statement fail. */
  boolean canFailOnRows() {
    return worksOnRows() && this != DROP_TABLE && this != DROP_COLUMN;
  }

  /** Whether such a statement leaves every table and all rows as they are. */
  public boolean leavesTables() {
    return this == CREATE_INDEX || this == CREATE_INDEX_CHECKED || this == DROP_OTHER;
  }

  /** Whether such a statement changes rows and nothing else. */
  public boolean changesRows() {
    return this == INSERT || this == UPDATE || this == DELETE;
  }

  /** Whether such a statement adds rows. */
  public boolean isInsert() {
    return this == INSERT || this == CREATE_TABLE_AS;
  }
}
