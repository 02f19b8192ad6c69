package dev.rungs.processor.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * SQL of the program as it was found: an annotation on a field or method.
 *
 * @param site where it stands
 * @param packageName the package of its class, empty for the unnamed one
 * @param name what people call it, {@code NoteDao.byId}
 * @param schema the qualified name of the schema class it names
 * @param sql the text; empty if the compiler does not know it
 * @param binding what gives its placeholders their values
 * @param result the record that is filled from each row; empty if none is, or nobody knows
 * @param suppressed what {@code @SuppressWarnings} around it silences
 */
public record QueryDeclaration(
    Site site,
    String packageName,
    String name,
    Optional<String> schema,
    Optional<String> sql,
    Binding binding,
    Optional<ResultRecord> result,
    Set<String> suppressed) {
  /** The annotation of constants. */
  public static final String SQL = "dev.rungs.Sql";

  /** Copies the set. */
  public QueryDeclaration {
    suppressed = Set.copyOf(suppressed);
  }

  /** Whose annotation it is: each library writes placeholders in its own way. */
  public enum Library {
    /** A constant, or an annotation that is not known. */
    OTHER,
    /** jdbi. */
    JDBI,
    /** Spring Data. */
    SPRING,
    /** MyBatis. */
    MYBATIS,
    /** Micronaut Data. */
    MICRONAUT;

    /**
     * Tells it by the package.
     *
     * @param annotation a qualified name
     * @return the library
     */
    public static Library of(String annotation) {
      if (annotation.startsWith("org.jdbi.")) {
        return JDBI;
      }
      if (annotation.startsWith("org.springframework.")) {
        return SPRING;
      }
      if (annotation.startsWith("org.apache.ibatis.")) {
        return MYBATIS;
      }
      return annotation.startsWith("io.micronaut.") ? MICRONAUT : OTHER;
    }
  }

  /**
   * The parameters of the method.
   *
   * @param library whose annotation it is
   * @param parameters in order
   * @param complete whether nothing else can give a placeholder its value
   */
  public record Binding(Library library, List<Parameter> parameters, boolean complete) {
    /** Copies the list. */
    public Binding {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * A parameter of the method.
   *
   * @param name by which SQL means it
   * @param named whether an annotation gives it that name
   * @param kind what it stands for
   */
  public record Parameter(String name, boolean named, Kind kind) {
    /** What a parameter stands for. */
    public enum Kind {
      /** One value. */
      VALUE,
      /** A list of values, written {@code <name>}. */
      LIST,
      /** Nothing in the SQL: a page, a callback. */
      NONE,
      /** Any number of placeholders: a bean, a map, what an annotation binds. */
      MANY
    }
  }

  /**
   * A record that the library fills by the names of its components.
   *
   * @param name as people call it
   * @param components those that need a column
   */
  public record ResultRecord(String name, List<String> components) {
    /** Copies the list. */
    public ResultRecord {
      components = List.copyOf(components);
    }

    /**
     * Compares it with a result, as libraries do: {@code created_at} fills {@code createdAt}.
     *
     * @param columns of the result
     * @return the components that no column fills
     */
    public List<String> without(List<String> columns) {
      Set<String> filled =
          columns.stream().map(ResultRecord::plain).collect(Collectors.toUnmodifiableSet());
      return components.stream().filter(name -> !filled.contains(plain(name))).toList();
    }

    private static String plain(String name) {
      return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Returns the annotation.
   *
   * @return its qualified name
   */
  public String annotation() {
    return site.member().map(Site.Member::annotation).orElse("");
  }
}
