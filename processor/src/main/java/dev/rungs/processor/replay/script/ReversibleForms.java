package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenKind;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The expressions from whose value the value of a column can be read back. What is not known here
 * counts as one from which it cannot.
 */
public final class ReversibleForms {
  /** Functions whose value has that of their only argument in it. */
  private static final Set<String> OF_ONE = Set.of("HEX", "QUOTE", "JSON_QUOTE");

  /** Functions whose value has that of each of their arguments in it. */
  private static final Set<String> OF_EACH = Set.of("JSON_ARRAY", "JSON_OBJECT");

  /** Functions that keep their first argument if it is a value; the others must be constants. */
  private static final Set<String> OF_FIRST = Set.of("COALESCE", "IFNULL", "JSON_INSERT");

  private final String column;

  private ReversibleForms(String column) {
    this.column = column;
  }

  /**
   * Whether the value of a column can be read back from that of an expression.
   *
   * @param expression in order
   * @param column its name, folded
   */
  public static boolean isReversible(List<SqlToken> expression, String column) {
    ReversibleForms forms = new ReversibleForms(column);
    return forms.isNullIf(expression) || forms.holds(expression);
  }

  /** {@code nullif(column, 'a')}, as {@code CASE column WHEN 'a' THEN NULL ELSE column END}. */
  private boolean isNullIf(List<SqlToken> tokens) {
    if (!isCall(tokens) || !tokens.get(0).is("NULLIF")) {
      return false;
    }
    List<List<SqlToken>> arguments = split(tokens.subList(2, tokens.size() - 1), ",");
    return arguments.size() == 2 && isColumn(arguments.get(0)) && isConstant(arguments.get(1));
  }

  private boolean holds(List<SqlToken> expression) {
    List<SqlToken> tokens = MissingValueCondition.withoutParentheses(expression);
    if (tokens.isEmpty()) {
      return false;
    }
    if (isColumn(tokens)) {
      return true;
    }
    if (tokens.get(0).is("CASE")) {
      return isFilling(tokens) || isMapping(tokens);
    }
    List<List<SqlToken>> joined = split(tokens, "||");
    if (joined.size() > 1) {
      return exactlyOne(joined);
    }
    return isCall(tokens) ? call(tokens) : arithmetic(tokens);
  }

  private boolean isColumn(List<SqlToken> tokens) {
    return new SelectItems.Item(tokens).column().filter(column::equals).isPresent();
  }

  /** One part that holds, all others constants. */
  private boolean exactlyOne(List<List<SqlToken>> parts) {
    long constants = parts.stream().filter(ReversibleForms::isConstant).count();
    return constants == parts.size() - 1 && parts.stream().anyMatch(this::holds);
  }

  /** A sum, difference or product with an integer that is not 0, or a change of sign. */
  private boolean arithmetic(List<SqlToken> tokens) {
    if (tokens.get(0).isOperator("-")) {
      return holds(tokens.subList(1, tokens.size()));
    }
    for (String operator : List.of("+", "-", "*")) {
      List<List<SqlToken>> parts = split(tokens, operator);
      if (parts.size() == 2) {
        List<SqlToken> constant = isInteger(parts.get(0)) ? parts.get(0) : parts.get(1);
        List<SqlToken> other = isInteger(parts.get(0)) ? parts.get(1) : parts.get(0);
        return isInteger(constant)
            && !(operator.equals("*") && constant.get(0).text().matches("0+"))
            && holds(other);
      }
    }
    return false;
  }

  private boolean call(List<SqlToken> tokens) {
    String function = tokens.get(0).text().toUpperCase(Locale.ROOT);
    List<List<SqlToken>> arguments = split(tokens.subList(2, tokens.size() - 1), ",");
    if (function.equals("CAST")) {
      return isWideningCast(tokens.subList(2, tokens.size() - 1));
    }
    if (function.equals("IIF") && arguments.size() == 3) {
      return isNullTest(arguments.get(0))
          && isConstant(arguments.get(1))
          && holds(arguments.get(2));
    }
    if (function.equals("LOWER") || function.equals("UPPER")) {
      return arguments.size() == 1 && isHex(arguments.get(0)) && holds(arguments.get(0));
    }
    if (function.equals("PRINTF") || function.equals("FORMAT")) {
      return arguments.size() == 2 && isWholeFormat(arguments.get(0)) && holds(arguments.get(1));
    }
    if (OF_ONE.contains(function)) {
      return arguments.size() == 1 && holds(arguments.get(0));
    }
    if (OF_EACH.contains(function)) {
      return arguments.stream().anyMatch(this::holds);
    }
    return OF_FIRST.contains(function)
        && holds(arguments.get(0))
        && arguments.stream().skip(1).allMatch(ReversibleForms::isConstant);
  }

  private static boolean isHex(List<SqlToken> tokens) {
    return isCall(tokens) && tokens.get(0).is("HEX");
  }

  /** A format that shows all of its only argument: {@code '%05d'}, {@code 'INV-%s'}. */
  private static boolean isWholeFormat(List<SqlToken> tokens) {
    return tokens.size() == 1
        && tokens.get(0).kind() == TokenKind.STRING
        && tokens.get(0).value().matches("[^%]*%(0?\\d{0,2}l{0,2}[di]|s)[^%]*");
  }

  /** A cast to text: every value has its own. */
  private boolean isWideningCast(List<SqlToken> inner) {
    for (int i = 1; i + 1 < inner.size(); i++) {
      if (inner.get(i).is("AS")) {
        String type = inner.get(i + 1).text().toUpperCase(Locale.ROOT);
        boolean text = type.contains("TEXT") || type.contains("CHAR") || type.contains("CLOB");
        return text && holds(inner.subList(0, i));
      }
    }
    return false;
  }

  private boolean isNullTest(List<SqlToken> tokens) {
    int size = tokens.size();
    return size > 2
        && tokens.get(size - 2).is("IS")
        && tokens.get(size - 1).is("NULL")
        && isColumn(tokens.subList(0, size - 2));
  }

  /** {@code CASE WHEN column IS NULL THEN 'x' ELSE column END}. */
  private boolean isFilling(List<SqlToken> tokens) {
    int then = find(tokens, "THEN");
    int otherwise = find(tokens, "ELSE");
    int last = tokens.size() - 1;
    return otherwise < last
        && tokens.get(1).is("WHEN")
        && then < otherwise
        && isNullTest(tokens.subList(2, then))
        && isConstant(tokens.subList(then + 1, otherwise))
        && holds(tokens.subList(otherwise + 1, last));
  }

  /**
   * {@code CASE column WHEN 'a' THEN 'x' WHEN 'b' THEN 'y' END}, each with a result of its own.
   * That no other value is stored is for the rows to show.
   */
  private boolean isMapping(List<SqlToken> tokens) {
    int when = find(tokens, "WHEN");
    boolean operand = when > 1 && isColumn(tokens.subList(1, when));
    if (!operand && when != 1) {
      return false;
    }
    Set<String> results = new HashSet<>();
    int last = tokens.size() - 1;
    int i = when;
    while (i < last && tokens.get(i).is("WHEN")) {
      int then = i + find(tokens.subList(i, last), "THEN");
      int next = then;
      while (next < last && !tokens.get(next).is("WHEN") && !tokens.get(next).is("ELSE")) {
        next++;
      }
      boolean tested =
          operand
              ? isConstant(tokens.subList(i + 1, then))
              : isComparison(tokens.subList(i + 1, then));
      if (!tested || then + 2 != next || !isConstant(tokens.subList(then + 1, next))) {
        return false;
      }
      if (!results.add(tokens.get(then + 1).text())) {
        return false;
      }
      i = next;
    }
    return i == last
        || isColumn(tokens.subList(i + 1, last))
        || isConstant(tokens.subList(i + 1, last));
  }

  private boolean isComparison(List<SqlToken> tokens) {
    int size = tokens.size();
    return size > 2
        && (tokens.get(size - 2).isOperator("=") || tokens.get(size - 2).is("IS"))
        && isConstant(tokens.subList(size - 1, size))
        && isColumn(tokens.subList(0, size - 2));
  }

  private static int find(List<SqlToken> tokens, String keyword) {
    int i = 0;
    while (i < tokens.size() && !tokens.get(i).is(keyword)) {
      i++;
    }
    return i;
  }

  private static boolean isCall(List<SqlToken> tokens) {
    return tokens.size() > 3
        && tokens.get(0).kind() == TokenKind.WORD
        && tokens.get(1).isOperator("(")
        && TokenReader.isParenthesized(tokens.subList(1, tokens.size()));
  }

  private static boolean isInteger(List<SqlToken> tokens) {
    return tokens.size() == 1 && tokens.get(0).text().matches("\\d{1,9}");
  }

  private static boolean isConstant(List<SqlToken> tokens) {
    int sign = tokens.size() == 2 && tokens.get(0).isOperator("-") ? 1 : 0;
    if (tokens.size() != sign + 1) {
      return false;
    }
    SqlToken token = tokens.get(sign);
    return token.kind() == TokenKind.NUMBER
        || token.kind() == TokenKind.STRING
        || SqlNames.fold(token.text()).equals("null");
  }

  /** The parts between an operator outside parentheses. */
  private static List<List<SqlToken>> split(List<SqlToken> tokens, String operator) {
    return TokenReader.splitAt(tokens, token -> token.isOperator(operator));
  }
}
