package dev.rungs.processor.replay.diagnose;

import dev.rungs.processor.model.QueryMessages;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a program may have registered: how to declare it. */
final class Declarable {
  private static final Pattern FUNCTION = Pattern.compile("(?s)no such function: (.+)");
  private static final Pattern COLLATION = Pattern.compile("(?s)no such collation sequence: (.+)");

  private Declarable() {}

  static Optional<String> fix(List<SqlToken> tokens, String message) {
    Matcher function = FUNCTION.matcher(message);
    if (function.matches()) {
      String name = function.group(1);
      return Optional.of(QueryMessages.declareFunction(name, name + "/" + arguments(tokens, name)));
    }
    Matcher collation = COLLATION.matcher(message);
    return collation.matches()
        ? Optional.of(QueryMessages.declareCollation(collation.group(1)))
        : Optional.empty();
  }

  /** How many arguments the first call has. */
  private static int arguments(List<SqlToken> tokens, String name) {
    for (int i = 0; i + 2 < tokens.size(); i++) {
      if (SqlNames.same(tokens.get(i).value(), name) && tokens.get(i + 1).isOperator("(")) {
        int depth = 0;
        int commas = 0;
        for (int at = i + 1; at < tokens.size(); at++) {
          depth += tokens.get(at).nesting();
          commas += depth == 1 && tokens.get(at).isOperator(",") ? 1 : 0;
          if (depth == 0) {
            return at == i + 2 ? 0 : commas + 1;
          }
        }
      }
    }
    return 1;
  }
}
