package dev.rungs.processor.replay.diagnose;

import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.SqliteMessage;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import dev.rungs.runtime.internal.sql.TokenKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the token that SQLite rejected. SQLite knows the offset of some errors, the driver hands
 * out none, so we ask SQLite again about changed forms of the statement.
 *
 * <ul>
 *   <li>A syntax error stands at the last token of the shortest prefix that fails with the same
 *       message: the parser stops at the first token it cannot take.
 *   <li>Any other error names something. If that name occurs several times, the right one is the
 *       one whose replacement turns up in the message.
 * </ul>
 */
public final class ErrorLocator {
  private static final String PROBE = "rungs_probe_7d1f";

  /** Words of SQLite's messages that are as well the words of statements. */
  private static final Set<String> PHRASES =
      Set.of(
          "a",
          "add",
          "after",
          "all",
          "already",
          "an",
          "another",
          "are",
          "as",
          "cannot",
          "column",
          "columns",
          "create",
          "default",
          "drop",
          "error",
          "for",
          "foreign",
          "function",
          "has",
          "have",
          "in",
          "index",
          "is",
          "key",
          "may",
          "must",
          "named",
          "near",
          "no",
          "not",
          "null",
          "of",
          "on",
          "or",
          "primary",
          "rename",
          "select",
          "so",
          "such",
          "table",
          "temp",
          "there",
          "to",
          "trigger",
          "unique",
          "values",
          "view",
          "with");

  private final ScratchDatabase database;

  ErrorLocator(ScratchDatabase database) {
    this.database = database;
  }

  /**
   * Locates an error.
   *
   * @param sql a statement that SQLite refuses to compile in the database as it is now
   * @param message SQLite's words
   * @return an offset in the statement; 0, its beginning, if nothing better is known
   */
  int locate(String sql, String message) {
    List<SqlToken> tokens = SqlTokenizer.significant(sql);
    if (tokens.isEmpty()) {
      return 0;
    }
    if (message.equals("incomplete input")) {
      return tokens.get(tokens.size() - 1).end();
    }
    if (SqliteMessage.isSyntax(message)) {
      return tokens.get(culprit(sql, tokens, message)).offset();
    }
    return named(sql, tokens, message).map(SqlToken::offset).orElse(0);
  }

  /** The index of the last token of the shortest prefix that fails with the same message. */
  int culprit(String sql, List<SqlToken> tokens, String message) {
    int low = 0;
    int high = tokens.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      String prefix = sql.substring(0, tokens.get(middle).end());
      if (database.compileError(prefix).filter(message::equals).isPresent()) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return high;
  }

  /** The token that a message is about by name. */
  Optional<SqlToken> named(String sql, List<SqlToken> tokens, String message) {
    for (String name : names(message)) {
      List<SqlToken> places = places(tokens, name);
      if (places.size() == 1) {
        return Optional.of(places.get(0));
      }
      for (SqlToken place : places) {
        String probed = sql.substring(0, place.offset()) + PROBE + sql.substring(place.end());
        Optional<String> complaint = database.compileError(probed);
        if (complaint.filter(c -> isSameWith(c, message, name)).isPresent()) {
          return Optional.of(place);
        }
      }
      if (!places.isEmpty()) {
        return Optional.of(places.get(0));
      }
    }
    return Optional.empty();
  }

  private static boolean isSameWith(String complaint, String message, String name) {
    int at = complaint.indexOf(PROBE);
    return at >= 0
        && (complaint.substring(0, at) + name + complaint.substring(at + PROBE.length()))
            .equalsIgnoreCase(message);
  }

  private static List<SqlToken> places(List<SqlToken> tokens, String name) {
    List<SqlToken> places = new ArrayList<>();
    for (SqlToken token : tokens) {
      boolean canName = token.isName() || token.kind() == TokenKind.STRING;
      if (canName && token.value().equalsIgnoreCase(name)) {
        places.add(token);
      }
    }
    return places;
  }

  /** The names in a message, the most telling first: SQLite puts what is wrong last. */
  private static List<String> names(String message) {
    List<String> names = new ArrayList<>();
    int colon = message.lastIndexOf(": ");
    if (colon >= 0) {
      names.add(message.substring(colon + 2)); // a name may have blanks in it
    }
    List<String> words = new ArrayList<>();
    for (SqlToken token : SqlTokenizer.significant(message)) {
      if (token.isName() && !PHRASES.contains(token.value().toLowerCase(Locale.ROOT))) {
        words.add(token.value());
      }
    }
    Collections.reverse(words);
    names.addAll(words);
    return names;
  }
}
