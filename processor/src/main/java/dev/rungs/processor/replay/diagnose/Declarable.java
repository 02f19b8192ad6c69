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

  private static final Pattern TOKENIZER =
      Pattern.compile("(?s)(?:no such|unknown) tokenizer: (.+)");

  private static final Pattern WRAPPED = Pattern.compile("(?i)\\s*porter\\s+(\\S+).*");

  private Declarable() {}

  static Optional<String> fix(List<SqlToken> tokens, String message) {
    Matcher function = FUNCTION.matcher(message);
    if (function.matches()) {
      String name = function.group(1);
      return Optional.of(QueryMessages.declareFunction(name, name + "/" + arguments(tokens, name)));
    }
    Matcher collation = COLLATION.matcher(message);
    if (collation.matches()) {
      return Optional.of(QueryMessages.declareCollation(collation.group(1)));
    }
    Matcher tokenizer = TOKENIZER.matcher(message);
    Optional<String> name =
        tokenizer.matches() ? Optional.of(tokenizer.group(1)) : wrapped(tokens, message);
    return name.map(QueryMessages::declareTokenizer);
  }

  /** The second word of {@code 'porter snowball'}, of which SQLite says nothing. */
  private static Optional<String> wrapped(List<SqlToken> tokens, String message) {
    if (message.equals("error in tokenizer constructor")) {
      for (SqlToken token : tokens) {
        Matcher porter = WRAPPED.matcher(token.value());
        if (porter.matches()) {
          return Optional.of(porter.group(1));
        }
      }
    }
    return Optional.empty();
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
