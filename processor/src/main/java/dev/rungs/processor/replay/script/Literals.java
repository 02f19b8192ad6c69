package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import dev.rungs.runtime.internal.sql.TokenKind;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The literals of an SQL text, and which column each is compared with: what a row must hold so that
 * {@code DELETE … WHERE status = 'done'} meets its victim.
 */
public final class Literals {
  private static final int MOST = 24;

  private static final Set<String> COMPARISONS =
      Set.of("=", "==", "<>", "!=", "<", ">", "<=", ">=");

  private final Set<Object> all = new LinkedHashSet<>();
  private final Map<String, Set<Object>> byColumn = new HashMap<>();
  private final Map<String, Set<Integer>> lengths = new HashMap<>();
  private final Set<String> jsonKeys = new LinkedHashSet<>();

  /** Reads one statement or expression. */
  public static Literals of(List<SqlToken> tokens) {
    Literals literals = new Literals();
    literals.read(tokens);
    return literals;
  }

  public static Literals of(String sql) {
    return of(SqlTokenizer.significant(sql));
  }

  /** All literals, in order. */
  public Set<Object> all() {
    return all;
  }

  /**
   * Whether a column, or its length, is compared with anything.
   *
   * @param column its name, folded
   */
  public boolean isAbout(String column) {
    return byColumn.containsKey(column) || lengths.containsKey(column);
  }

  /** What a column is compared with, and values just beside it. */
  public Set<Object> comparedWith(String column) {
    return byColumn.getOrDefault(SqlNames.fold(column), Set.of());
  }

  /** The lengths that the text of a column is compared with, and those just beside them. */
  public Set<Integer> lengths(String column) {
    return lengths.getOrDefault(SqlNames.fold(column), Set.of());
  }

  /** The keys of JSON paths such as {@code $.a.b}: a, b. */
  Set<String> jsonKeys() {
    return jsonKeys;
  }

  private void read(List<SqlToken> tokens) {
    for (int i = 0; i < tokens.size() && all.size() < MOST; i++) {
      Object value = value(tokens, i);
      if (value == null) {
        continue;
      }
      all.add(value);
      if (value instanceof String path && path.startsWith("$.")) {
        for (String key : path.substring(2).split("[.\\[\\]]+")) {
          jsonKeys.add(key.replace("\"", ""));
        }
      }
      compare(tokens, i, value);
    }
  }

  private static Object value(List<SqlToken> tokens, int i) {
    SqlToken token = tokens.get(i);
    if (token.kind() == TokenKind.STRING) {
      return token.value();
    }
    if (token.kind() != TokenKind.NUMBER) {
      return null;
    }
    boolean negative =
        i > 1
            && tokens.get(i - 1).isOperator("-")
            && !tokens.get(i - 2).isName()
            && !tokens.get(i - 2).isOperator(")");
    return number((negative ? "-" : "") + token.text().replace("_", ""));
  }

  private static Object number(String text) {
    try {
      return text.contains("x") || text.contains("X") ? Long.decode(text) : Long.valueOf(text);
    } catch (NumberFormatException notWhole) {
      try {
        return Double.valueOf(text);
      } catch (NumberFormatException notDecimal) {
        return null;
      }
    }
  }

  /** Finds what stands on the other side of a comparison. */
  private void compare(List<SqlToken> tokens, int i, Object value) {
    int operator = i - 1;
    while (operator > 0
        && (tokens.get(operator).isOperator("-") || tokens.get(operator).isOperator("+"))) {
      operator--;
    }
    if (operator < 1) {
      return;
    }
    SqlToken token = tokens.get(operator);
    if (token.kind() == TokenKind.OPERATOR && COMPARISONS.contains(token.text())) {
      compared(tokens, operator - 1, token.text(), value);
    } else if (token.is("LIKE") || token.is("GLOB")) {
      compared(tokens, beforeNot(tokens, operator), token.is("LIKE") ? "LIKE" : "GLOB", value);
    } else if (token.is("IS") || token.is("BETWEEN") || token.is("NOT")) {
      compared(tokens, beforeNot(tokens, operator), token.is("BETWEEN") ? "<=" : "=", value);
    } else if (token.is("AND") && operator > 2 && tokens.get(operator - 2).is("BETWEEN")) {
      compared(tokens, beforeNot(tokens, operator - 2), "<=", value);
    } else if (token.is("WHEN")) {
      caseOperand(tokens, operator).ifPresent(c -> add(c, "=", value));
    } else {
      listed(tokens, i, value);
    }
  }

  private static int beforeNot(List<SqlToken> tokens, int operator) {
    int left = operator - 1;
    while (left > 0 && (tokens.get(left).is("NOT") || tokens.get(left).is("IS"))) {
      left--;
    }
    return left;
  }

  private static Optional<String> caseOperand(List<SqlToken> tokens, int when) {
    for (int i = when - 1; i >= 0; i--) {
      if (tokens.get(i).is("CASE")) {
        SqlToken operand = tokens.get(i + 1);
        boolean qualified = tokens.get(i + 2).isOperator(".");
        SqlToken name = qualified ? tokens.get(i + 3) : operand;
        return name.isName() && !name.is("WHEN") ? Optional.of(name.value()) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The literal stands in {@code x IN (1, 2)} or in {@code f(x, 'a')}. */
  private void listed(List<SqlToken> tokens, int i, Object value) {
    int open = TokenReader.opening(tokens, i);
    if (open < 1) {
      return;
    }
    if (tokens.get(open - 1).is("IN")) {
      compared(tokens, beforeNot(tokens, open - 1), "=", value);
    } else if (tokens.get(open - 1).is("NULLIF")) {
      compared(tokens, i - 2, "=", value);
    } else if (tokens.get(open - 1).isName()
        && value instanceof String text
        && !text.isEmpty()
        && !text.startsWith("$")) {
      for (int j = open + 1; j < i; j++) {
        if (tokens.get(j).isName()) {
          put(tokens.get(j).value(), "Tq" + text + "Zb");
        }
      }
    }
  }

  private void compared(List<SqlToken> tokens, int left, String operator, Object value) {
    if (left < 0) {
      return;
    }
    SqlToken token = tokens.get(left);
    if (token.isName() || token.kind() == TokenKind.STRING) {
      add(token.value(), operator, value);
    } else if (token.isOperator(")")) {
      int open = TokenReader.opening(tokens, left);
      boolean length = open > 0 && tokens.get(open - 1).is("LENGTH");
      for (int j = open + 1; j > 0 && j < left; j++) {
        if (tokens.get(j).isName() && !tokens.get(j + 1).isOperator("(")) {
          if (length && value instanceof Long n && n >= 0 && n < 1000) {
            Set<Integer> known =
                lengths.computeIfAbsent(
                    SqlNames.fold(tokens.get(j).value()), c -> new LinkedHashSet<>());
            known.addAll(List.of(n.intValue(), Math.max(0, n.intValue() - 1), n.intValue() + 1));
          } else {
            add(tokens.get(j).value(), operator, value);
          }
        }
      }
    }
  }

  private void add(String column, String operator, Object value) {
    if (operator.equals("LIKE") || operator.equals("GLOB")) {
      put(column, Patterns.match(String.valueOf(value), operator.equals("GLOB")));
      return;
    }
    put(column, value);
    if (operator.startsWith("<") || operator.startsWith(">")) {
      beside(value).forEach(v -> put(column, v));
    }
  }

  private static List<Object> beside(Object value) {
    if (value instanceof Long n) {
      return List.of(n - 1, n + 1);
    }
    if (value instanceof Double d) {
      return List.of(d - 1, d + 1, d / 2);
    }
    List<Object> texts = new ArrayList<>();
    String text = (String) value;
    if (!text.isEmpty()) {
      texts.add((char) (text.charAt(0) - 1) + text.substring(1));
      texts.add(text + "~");
    }
    return texts;
  }

  private void put(String column, Object value) {
    byColumn.computeIfAbsent(SqlNames.fold(column), c -> new LinkedHashSet<>()).add(value);
  }
}
