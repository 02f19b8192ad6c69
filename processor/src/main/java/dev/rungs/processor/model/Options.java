package dev.rungs.processor.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the {@code -A} options of the compiler say.
 *
 * @param sql the folder in which files of {@code @Up(file = ...)} are looked for first
 * @param verify whether the SQL is run
 * @param cache the folder in which proofs are kept
 * @param lock the file of locked migrations
 * @param sqlite the jar of an older sqlite-jdbc that the SQL is run in too
 * @param rolling whether the last release runs while the schema changes
 * @param queries annotations that hold SQL, whatever schema it is for
 * @param schema the folder into which the schema is written
 * @param docs whether a page about the schema is written
 * @param limit the time that a script may take while it is tried
 * @param warnings which warnings are errors
 * @param problems what was not understood
 */
public record Options(
    Optional<Path> sql,
    Verify verify,
    Optional<Path> cache,
    Optional<Path> lock,
    Optional<Path> sqlite,
    boolean rolling,
    List<QueryAnnotation> queries,
    Optional<Path> schema,
    boolean docs,
    Duration limit,
    StrictWarnings warnings,
    List<Problem> problems) {
  /** The time that a script may take if no option says otherwise. */
  public static final Duration LIMIT = Duration.ofSeconds(30);

  /** What of the SQL is run. */
  public enum Verify {
    /** Nothing. */
    OFF,
    /** What no proof is kept of. */
    ON,
    /** All of it, whatever proofs are kept. */
    ALL
  }

  private static final String PREFIX = "rungs.";
  private static final String SQL = PREFIX + "sql";
  private static final String VERIFY = PREFIX + "verify";
  private static final String CACHE = PREFIX + "cache";
  private static final String LOCK = PREFIX + "lock";
  private static final String SQLITE = PREFIX + "sqlite";
  private static final String ROLLING = PREFIX + "rolling";
  private static final String QUERIES = PREFIX + "queries";
  private static final String SCHEMA = PREFIX + "schema";
  private static final String DOCS = PREFIX + "docs";
  private static final String TIME_LIMIT = PREFIX + "limit";
  private static final String WARNINGS = PREFIX + "warnings";

  private static final String ANNOTATION = "([\\w$]+(?:\\.[\\w$]+)*)(?:#(\\w+))?";

  /** The names of all options. */
  public static final Set<String> NAMES =
      Set.copyOf(
          new LinkedHashSet<>(
              List.of(
                  SQL,
                  VERIFY,
                  CACHE,
                  LOCK,
                  SQLITE,
                  ROLLING,
                  QUERIES,
                  SCHEMA,
                  DOCS,
                  TIME_LIMIT,
                  WARNINGS)));

  /**
   * Reads the options.
   *
   * @param given all options of the compiler, ours and those of others; a value may be null
   * @return ours
   */
  public static Options parse(Map<String, String> given) {
    List<Problem> problems = new ArrayList<>();
    for (String name : new TreeMap<>(given).keySet()) {
      if (name.startsWith(PREFIX) && !NAMES.contains(name)) {
        problems.add(
            CompileMessages.unknownOption(name, String.join(", ", new TreeSet<>(NAMES)))
                .at(0, Site.NOWHERE));
      }
    }
    return new Options(
        path(given, SQL, "a folder", problems),
        verify(given, problems),
        path(given, CACHE, "a folder", problems),
        path(given, LOCK, "a file", problems),
        path(given, SQLITE, "a jar of sqlite-jdbc", problems),
        isOn(given, ROLLING, problems),
        queries(given, problems),
        path(given, SCHEMA, "a folder", problems),
        isOn(given, DOCS, problems),
        limit(given, problems),
        StrictWarnings.parse(WARNINGS, given, problems),
        List.copyOf(problems));
  }

  private static Optional<Path> path(
      Map<String, String> given, String name, String what, List<Problem> problems) {
    if (!given.containsKey(name)) {
      return Optional.empty();
    }
    String value = given.get(name);
    if (value != null && !value.isBlank()) {
      try {
        return Optional.of(Path.of(value));
      } catch (java.nio.file.InvalidPathException e) {
        // Said below.
      }
    }
    problems.add(
        CompileMessages.optionValue(name, value == null ? "" : value, "the path of " + what)
            .at(0, Site.NOWHERE));
    return Optional.empty();
  }

  private static List<QueryAnnotation> queries(Map<String, String> given, List<Problem> problems) {
    if (!given.containsKey(QUERIES)) {
      return List.of();
    }
    String value = given.get(QUERIES) == null ? "" : given.get(QUERIES).strip();
    List<QueryAnnotation> queries = new ArrayList<>();
    Pattern annotation = Pattern.compile(ANNOTATION);
    for (String name : value.split("[,\\s]+")) {
      Matcher matcher = annotation.matcher(name);
      if (!matcher.matches()) {
        problems.add(
            CompileMessages.optionValue(
                    QUERIES,
                    value,
                    "qualified names of annotations separated by commas, each with its element if"
                        + " that is not value, such as org.acme.Query#sql")
                .at(0, Site.NOWHERE));
        return List.of();
      }
      queries.add(
          matcher.group(2) == null
              ? QueryAnnotation.of(matcher.group(1))
              : new QueryAnnotation(matcher.group(1), matcher.group(2)));
    }
    return queries;
  }

  private static Verify verify(Map<String, String> given, List<Problem> problems) {
    String value = given.getOrDefault(VERIFY, given.containsKey(VERIFY) ? "" : "on");
    for (Verify verify : Verify.values()) {
      if (verify.name().toLowerCase(Locale.ROOT).equals(value)) {
        return verify;
      }
    }
    problems.add(
        CompileMessages.optionValue(VERIFY, value == null ? "" : value, "on, off or all")
            .at(0, Site.NOWHERE));
    return Verify.OFF;
  }

  /** Whether something is asked for, as {@code on} or by the name of the option alone. */
  private static boolean isOn(Map<String, String> given, String name, List<Problem> problems) {
    if (!given.containsKey(name)) {
      return false;
    }
    String value = given.get(name);
    if (value != null && !"on".equals(value) && !"off".equals(value)) {
      problems.add(CompileMessages.optionValue(name, value, "on or off").at(0, Site.NOWHERE));
    }
    return value == null || "on".equals(value);
  }

  private static Duration limit(Map<String, String> given, List<Problem> problems) {
    if (!given.containsKey(TIME_LIMIT)) {
      return LIMIT;
    }
    String value = given.get(TIME_LIMIT);
    if (value != null && value.matches("[1-9][0-9]{0,5}")) {
      return Duration.ofSeconds(Integer.parseInt(value));
    }
    problems.add(
        CompileMessages.optionValue(
                TIME_LIMIT, value == null ? "" : value, "a number of seconds, 1 to 999999")
            .at(0, Site.NOWHERE));
    return LIMIT;
  }
}
