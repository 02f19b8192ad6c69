package dev.rungs.processor.replay;

import dev.rungs.runtime.internal.sql.SqlToken;
import java.util.List;

/** What a statement does, by its first words. */
enum StatementKind {
  INSERT,
  UPDATE,
  DELETE,
  CREATE_TABLE,
  CREATE_TABLE_AS,
  CREATE_INDEX,
  CREATE_OTHER,
  ALTER_TABLE,
  DROP_TABLE,
  DROP_OTHER,
  OTHER;

  static StatementKind of(List<SqlToken> tokens) {
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
    return first.is("ALTER") ? ALTER_TABLE : change(first);
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
      return i < tokens.size() && tokens.get(i).is("INDEX") ? CREATE_INDEX : CREATE_OTHER;
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

  /** Whether the outcome of such a statement can depend on stored rows, or change them. */
  boolean worksOnRows() {
    return this != CREATE_TABLE && this != CREATE_OTHER && this != DROP_OTHER;
  }

  /** Whether such a statement changes rows and nothing else. */
  boolean changesRows() {
    return this == INSERT || this == UPDATE || this == DELETE;
  }
}
