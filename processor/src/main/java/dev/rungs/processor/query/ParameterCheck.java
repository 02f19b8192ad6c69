package dev.rungs.processor.query;

import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.QueryDeclaration;
import dev.rungs.processor.model.QueryDeclaration.Library;
import dev.rungs.processor.model.QueryDeclaration.Parameter;
import dev.rungs.processor.model.QueryDeclaration.Parameter.Kind;
import dev.rungs.processor.model.QueryMessages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares placeholders with the parameters of the method. It says something only if nothing but
 * these parameters can give a placeholder its value.
 */
public final class ParameterCheck {
  private ParameterCheck() {}

  /**
   * What does not fit.
   *
   * @param message about it
   * @param offset in the SQL as written
   * @param warning whether the query may work all the same
   */
  public record Finding(Message message, int offset, boolean warning) {}

  /**
   * Looks at one query.
   *
   * @param query the query
   * @param sql its text
   * @return what does not fit
   */
  public static List<Finding> check(QueryDeclaration query, PlainSql sql) {
    QueryDeclaration.Binding binding = query.binding();
    if (binding.library() == Library.OTHER
        || !binding.complete()
        || binding.parameters().stream().anyMatch(p -> p.kind() == Kind.MANY)) {
      return List.of();
    }
    List<Parameter> parameters =
        binding.parameters().stream().filter(p -> p.kind() != Kind.NONE).toList();
    // MyBatis takes a single parameter by any name.
    boolean anyName =
        binding.library() == Library.MYBATIS
            && parameters.size() == 1
            && !parameters.get(0).named();
    if (anyName && !sql.placeholders().isEmpty()) {
      return List.of();
    }
    boolean byPosition =
        sql.placeholders().stream().anyMatch(p -> p.name().isEmpty())
            || sql.placeholders().stream().anyMatch(p -> Character.isDigit(p.name().charAt(0)));
    return byPosition ? byPosition(query, sql, parameters) : byName(query, sql, parameters);
  }

  /** Only jdbi takes parameters by position. */
  private static List<Finding> byPosition(
      QueryDeclaration query, PlainSql sql, List<Parameter> parameters) {
    int marks = sql.placeholders().size();
    boolean plain =
        query.binding().library() == Library.JDBI
            && sql.placeholders().stream().allMatch(p -> p.text().equals("?"))
            && parameters.stream().noneMatch(Parameter::named)
            && parameters.stream().allMatch(p -> p.kind() == Kind.VALUE);
    if (!plain || marks == parameters.size()) {
      return List.of();
    }
    return List.of(
        new Finding(
            QueryMessages.positions(query.name(), marks, parameters.size()),
            sql.placeholders().get(0).offset(),
            marks < parameters.size()));
  }

  private static List<Finding> byName(
      QueryDeclaration query, PlainSql sql, List<Parameter> parameters) {
    List<Finding> findings = new ArrayList<>();
    Set<String> used = new HashSet<>();
    Set<String> told = new HashSet<>();
    for (Placeholder placeholder : sql.placeholders()) {
      boolean known = false;
      for (Parameter parameter : parameters) {
        if (means(query, placeholder, parameter)) {
          used.add(parameter.name());
          known = true;
        }
      }
      if (!known && told.add(placeholder.name())) {
        findings.add(
            new Finding(
                QueryMessages.missingParameter(query.name(), placeholder.text(), words(parameters)),
                placeholder.offset(),
                false));
      }
    }
    // To jdbi a value that is not used is an error unless it is told otherwise; to others nothing.
    if (query.binding().library() == Library.JDBI && !sql.placeholders().isEmpty()) {
      for (Parameter parameter : parameters) {
        if (!used.contains(parameter.name()) && findings.isEmpty()) {
          findings.add(
              new Finding(QueryMessages.unusedParameter(query.name(), parameter.name()), 0, true));
        }
      }
    }
    return findings;
  }

  private static boolean means(
      QueryDeclaration query, Placeholder placeholder, Parameter parameter) {
    String name = parameter.name();
    boolean generic =
        query.binding().library() == Library.MYBATIS && placeholder.name().matches("param[0-9]+");
    return generic
        || placeholder.name().equals(name)
        || placeholder.root().equals(name)
        || placeholder.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
  }

  private static String words(List<Parameter> parameters) {
    return parameters.isEmpty()
        ? "none"
        : parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
  }
}
