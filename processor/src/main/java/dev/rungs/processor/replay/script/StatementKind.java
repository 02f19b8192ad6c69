package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlToken;
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

  private static StatementKind index(List<SqlToken> tokens) {
    boolean expression =
        tokens.stream().filter(t -> t.isOperator("(")).count() > 1
            || tokens.stream().anyMatch(t -> t.is("WHERE"));
    return tokens.get(1).is("UNIQUE") || expression ? CREATE_INDEX_CHECKED : CREATE_INDEX;
  }

  private static StatementKind alter(List<SqlToken> tokens) {
    int verb = 3; // ALTER TABLE name
    while (verb < tokens.size() && (tokens.get(verb - 1).isOperator(".") || isDot(tokens, verb))) {
      verb++;
    }
    if (verb >= tokens.size() || tokens.get(verb).is("RENAME")) {
      return ALTER_TABLE;
    }
    if (tokens.get(verb).is("DROP")) {
      return DROP_COLUMN;
    }
    List<SqlToken> rest = tokens.subList(verb, tokens.size());
    boolean plain = tokens.get(verb).is("ADD") && rest.stream().noneMatch(StatementKind::isRule);
    for (int i = 0; i + 1 < rest.size(); i++) {
      plain &= !(rest.get(i).is("DEFAULT") && rest.get(i + 1).isOperator("("));
    }
    return plain ? ALTER_TABLE : ALTER_TABLE_CHECKED;
  }

  private static boolean isDot(List<SqlToken> tokens, int i) {
    return tokens.get(i).isOperator(".");
  }

  private static boolean isRule(SqlToken token) {
    return token.is("NOT")
        || token.is("CHECK")
        || token.is("AS")
        || token.is("REFERENCES")
        || token.is("UNIQUE")
        || token.is("PRIMARY")
        || token.is("CONSTRAINT")
        || token.text().startsWith("CURRENT_");
  }

  private static StatementKind change(SqlToken verb) {
    if (verb.is("INSERT") || verb.is("REPLACE")) {
      return INSERT;
    }
    return verb.is("UPDATE") ? UPDATE : verb.is("DELETE") ? DELETE : OTHER;
  }

  private static StatementKind afterWith(List<SqlToken> tokens) {
    int depth = 0;
    for (SqlToken token : tokens) {
      depth += token.isOperator("(") ? 1 : token.isOperator(")") ? -1 : 0;
      StatementKind kind = depth == 0 ? change(token) : OTHER;
      if (kind != OTHER) {
        return kind;
      }
    }
    return OTHER;
  }

  private static StatementKind create(List<SqlToken> tokens) {
    int i = 1;
    while (i < tokens.size()
        && (tokens.get(i).is("TEMP")
            || tokens.get(i).is("TEMPORARY")
            || tokens.get(i).is("UNIQUE"))) {
      i++;
    }
    if (i >= tokens.size() || !tokens.get(i).is("TABLE")) {
      return i < tokens.size() && tokens.get(i).is("INDEX") ? index(tokens) : CREATE_OTHER;
    }
    int depth = 0;
    for (SqlToken token : tokens) {
      depth += token.isOperator("(") ? 1 : token.isOperator(")") ? -1 : 0;
      if (depth == 0 && token.is("AS")) {
        return CREATE_TABLE_AS;
      }
    }
    return CREATE_TABLE;
  }

  /** Whether such a statement can fail on the rows that are there, or lose some. */
  boolean worksOnRows() {
    return switch (this) {
      case CREATE_TABLE, CREATE_INDEX, CREATE_OTHER, ALTER_TABLE, DROP_OTHER -> false;
      default -> true;
    };
  }

  /** Whether rows that are there can make such a statement fail. */
  boolean canFailOnRows() {
    return worksOnRows() && this != DROP_TABLE && this != DROP_COLUMN;
  }

  /** Whether such a statement changes rows and nothing else. */
  public boolean changesRows() {
    return this == INSERT || this == UPDATE || this == DELETE;
  }
}
