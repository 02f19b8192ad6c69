package dev.rungs.processor.replay.query;

import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenKind;
import java.util.List;
import java.util.Optional;

/**
 * Finds a name in double quotes that SQLite takes for text: with back quotes the statement does not
 * compile.
 */
final class QuotedText {
  private QuotedText() {}

  static Optional<SqlToken> find(ScratchDatabase database, QueryStatement statement) {
    List<SqlToken> quoted =
        statement.tokens().stream()
            .filter(t -> t.kind() == TokenKind.QUOTED_NAME && t.text().startsWith("\""))
            .toList();
    for (SqlToken token : quoted) {
      String name = "`" + token.value().replace("`", "``") + "`";
      String sql = statement.sql();
      String changed = sql.substring(0, token.offset()) + name + sql.substring(token.end());
      if (database.compileError(changed).isPresent()) {
        return Optional.of(token);
      }
    }
    return Optional.empty();
  }
}
