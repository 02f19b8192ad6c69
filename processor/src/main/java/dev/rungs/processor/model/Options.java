package dev.rungs.processor.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the {@code -A} options of the compiler say.
 *
 * @param sql the folder in which files of {@code @Up(file = ...)} are looked for first
 * @param verify whether the SQL is run
 * @param lock the file of locked migrations
 * @param sqlite the jar of an older sqlite-jdbc that the SQL is run in too
 * @param docs whether a page about the schema is written
 * @param problems what was not understood
 */
public record Options(
    Optional<Path> sql,
    boolean verify,
    Optional<Path> lock,
    Optional<Path> sqlite,
    boolean docs,
    List<Problem> problems) {
  private static final String PREFIX = "rungs.";
  private static final String SQL = PREFIX + "sql";
  private static final String VERIFY = PREFIX + "verify";
  private static final String LOCK = PREFIX + "lock";
  private static final String SQLITE = PREFIX + "sqlite";
  private static final String DOCS = PREFIX + "docs";

  /** The names of all options. */
  public static final Set<String> NAMES =
      Set.copyOf(new LinkedHashSet<>(List.of(SQL, VERIFY, LOCK, SQLITE, DOCS)));

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
            CompileMessages.unknownOption(
                    name, "rungs.docs, rungs.lock, rungs.sql, rungs.sqlite and rungs.verify")
                .at(0, Site.NOWHERE));
      }
    }
    return new Options(
        path(given, SQL, "a folder", problems),
        isOn(given, VERIFY, true, problems),
        path(given, LOCK, "a file", problems),
        path(given, SQLITE, "a jar of sqlite-jdbc", problems),
        isOn(given, DOCS, given.containsKey(DOCS) && given.get(DOCS) == null, problems),
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

  private static boolean isOn(
      Map<String, String> given, String name, boolean otherwise, List<Problem> problems) {
    String value = given.get(name);
    if (!given.containsKey(name) || value == null && name.equals(DOCS)) {
      return otherwise;
    }
    if (!"on".equals(value) && !"off".equals(value)) {
      problems.add(
          CompileMessages.optionValue(name, value == null ? "" : value, "on or off")
              .at(0, Site.NOWHERE));
    }
    return "on".equals(value);
  }
}
