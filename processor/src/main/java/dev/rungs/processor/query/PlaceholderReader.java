package dev.rungs.processor.query;

import dev.rungs.processor.model.QueryDeclaration;
import dev.rungs.processor.model.QueryDeclaration.Library;
import dev.rungs.processor.model.QueryDeclaration.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the placeholders of JDBC, jdbi, Spring, MyBatis and Micronaut as SQLite's own: {@code
 * :bean.prop}, <code>#{x}</code>, <code>:#{...}</code>, <code>?#{...}</code>, {@code <list>}. Text,
 * comments and names in quotes stay as they are. What stands for a part of the statement itself
 * ends the reading: the statement is not known.
 */
public final class PlaceholderReader {
  private static final Pattern ANGLE = Pattern.compile("<([A-Za-z_][A-Za-z0-9_.]*)>");
  private static final Pattern STRING_TEMPLATE =
      Pattern.compile("<(?:if\\s*\\(|else|endif|elseif|[A-Za-z_][A-Za-z0-9_.]*\\s*[:;(])");

  private final String sql;
  private final Library library;
  private final Set<String> lists = new HashSet<>();
  private final StringBuilder out = new StringBuilder();
  private final List<Placeholder> placeholders = new ArrayList<>();
  private int[] origins = new int[64];
  private int at;

  private PlaceholderReader(String sql, QueryDeclaration.Binding binding) {
    this.sql = sql;
    this.library = binding.library();
    for (Parameter parameter : binding.parameters()) {
      if (parameter.kind() == Parameter.Kind.LIST) {
        lists.add(parameter.name());
      }
    }
  }

  /**
   * Reads a text.
   *
   * @param sql as the program has it
   * @param binding whose placeholders they are
   * @return SQL for SQLite
   * @throws UncheckedException if not all of the statement is there
   */
  public static PlainSql read(String sql, QueryDeclaration.Binding binding)
      throws UncheckedException {
    if (sql.isBlank()) {
      throw new UncheckedException(Unchecked.UNKNOWN);
    }
    if (binding.library() == Library.MYBATIS && sql.stripLeading().startsWith("<script>")) {
      throw new UncheckedException(Unchecked.SCRIPT);
    }
    return new PlaceholderReader(sql, binding).read();
  }

  private PlainSql read() throws UncheckedException {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      switch (c) {
        case '\'', '"', '`' -> copyTo(closing(c));
        case '[' -> copyTo(after("]", at + 1));
        case '-' -> copyTo(sql.startsWith("--", at) ? after("\n", at) : at + 1);
        case '/' -> copyTo(sql.startsWith("/*", at) ? after("*/", at + 2) : at + 1);
        case '?' -> question();
        case ':' -> colon();
        case '#' -> hash();
        case '$', '@' -> variable();
        case '<' -> angle();
        case '{', '\\' -> throw new UncheckedException(Unchecked.ESCAPE);
        default -> copyTo(isNameStart(c) ? wordEnd() : at + 1);
      }
    }
    return new PlainSql(out.toString(), Arrays.copyOf(withEnd(), out.length() + 1), placeholders);
  }

  private int[] withEnd() {
    map(out.length(), sql.length());
    return origins;
  }

  private void question() throws UncheckedException {
    if (sql.startsWith("?#{", at)) {
      int end = closingBrace(at + 2);
      replace("?", "", end);
    } else if (sql.startsWith("??", at)) {
      throw new UncheckedException(Unchecked.ESCAPE);
    } else {
      int end = at + 1;
      while (end < sql.length() && Character.isDigit(sql.charAt(end))) {
        end++;
      }
      replace(sql.substring(at, end), "", end);
    }
  }

  private void colon() throws UncheckedException {
    if (sql.startsWith("::", at)) {
      copyTo(at + 2);
    } else if (sql.startsWith(":#{", at)) {
      int end = closingBrace(at + 2);
      replace(":rungs" + placeholders.size(), "", end);
    } else if (sql.startsWith(":{", at)) {
      int end = closingBrace(at + 1);
      name(sql.substring(at + 2, end - 1).strip(), end);
    } else if (at + 1 < sql.length() && isNamePart(sql.charAt(at + 1))) {
      int end = pathEnd(at + 1);
      name(sql.substring(at + 1, end), end);
    } else {
      copyTo(at + 1);
    }
  }

  private void hash() throws UncheckedException {
    if (sql.startsWith("#{#", at)) {
      throw new UncheckedException(Unchecked.TEMPLATE);
    }
    if (sql.startsWith("#{", at)) {
      int end = closingBrace(at + 1);
      name(sql.substring(at + 2, end - 1).split(",", 2)[0].strip(), end);
    } else if (library != Library.OTHER
        && at + 1 < sql.length()
        && isNameStart(sql.charAt(at + 1))) {
      int end = pathEnd(at + 1);
      name(sql.substring(at + 1, end), end);
    } else {
      copyTo(at + 1);
    }
  }

  private void variable() throws UncheckedException {
    if (sql.startsWith("${", at)) {
      throw new UncheckedException(Unchecked.TEMPLATE);
    }
    int end = at + 1;
    while (end < sql.length() && isNamePart(sql.charAt(end))) {
      end++;
    }
    if (end > at + 1) {
      String text = sql.substring(at, end);
      replace(text, text.substring(1), end);
    } else {
      copyTo(end);
    }
  }

  private void angle() throws UncheckedException {
    Matcher matcher = ANGLE.matcher(sql).region(at, sql.length());
    if (matcher.lookingAt()) {
      if (!lists.contains(matcher.group(1))) {
        throw new UncheckedException(Unchecked.TEMPLATE);
      }
      name(matcher.group(1), matcher.end());
      return;
    }
    if (library == Library.JDBI
        && STRING_TEMPLATE.matcher(sql).region(at, sql.length()).lookingAt()
        && sql.indexOf('>', at) > 0) {
      throw new UncheckedException(Unchecked.TEMPLATE);
    }
    copyTo(at + 1);
  }

  /** A name of SQLite has letters, digits and underscores only. */
  private void name(String name, int end) {
    StringBuilder plain = new StringBuilder(":");
    name.codePoints()
        .forEach(c -> plain.appendCodePoint(Character.isLetterOrDigit(c) || c == '_' ? c : '_'));
    replace(plain.length() == 1 ? "?" : plain.toString(), name, end);
  }

  private void replace(String text, String name, int end) {
    placeholders.add(new Placeholder(name, sql.substring(at, end), at));
    for (int i = 0; i < text.length(); i++) {
      append(text.charAt(i), at);
    }
    at = end;
  }

  private void copyTo(int end) {
    while (at < end) {
      append(sql.charAt(at), at);
      at++;
    }
  }

  private void append(char c, int origin) {
    map(out.length(), origin);
    out.append(c);
  }

  private void map(int offset, int origin) {
    if (offset >= origins.length) {
      origins = Arrays.copyOf(origins, origins.length * 2);
    }
    origins[offset] = origin;
  }

  private int closing(char quote) {
    int end = sql.indexOf(quote, at + 1);
    while (end >= 0 && end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
      end = sql.indexOf(quote, end + 2);
    }
    return end < 0 ? sql.length() : end + 1;
  }

  private int after(String mark, int from) {
    int end = sql.indexOf(mark, from);
    return end < 0 ? sql.length() : end + mark.length();
  }

  private int closingBrace(int open) throws UncheckedException {
    int depth = 0;
    for (int i = open; i < sql.length(); i++) {
      char c = sql.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    throw new UncheckedException(Unchecked.TEMPLATE);
  }

  private int wordEnd() {
    int end = at + 1;
    while (end < sql.length() && isNamePart(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  /** The end of {@code bean.prop}, {@code bean?.prop} or {@code list[0].prop}. */
  private int pathEnd(int from) {
    int end = from;
    while (end < sql.length()) {
      char c = sql.charAt(end);
      int dot = c == '?' && sql.startsWith("?.", end) ? 2 : c == '.' ? 1 : 0;
      if (isNamePart(c)) {
        end++;
      } else if (dot > 0
          && library != Library.OTHER
          && end + dot < sql.length()
          && isNameStart(sql.charAt(end + dot))) {
        end += dot;
      } else if (c == '[' && sql.indexOf(']', end) > 0 && library != Library.OTHER) {
        end = sql.indexOf(']', end) + 1;
      } else {
        break;
      }
    }
    return end;
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
