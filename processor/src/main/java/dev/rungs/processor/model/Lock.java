package dev.rungs.processor.model;

import dev.rungs.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The migrations of one schema as they were released: the text of a lock file, read and written.
 *
 * <p>A file may hold several schemas. A schema begins with {@code schema} and its class; then comes
 * a line for each version: version, strategy, flags, checksum of the SQL, fingerprint of the
 * schema, name. Unknown fingerprints and absent flags are a dash. Then comes a line for each query
 * of that release: {@code query}, where it stands, its text. {@code #} begins a comment.
 *
 * @param entries by version
 * @param queries of that release
 */
public record Lock(List<Entry> entries, List<Query> queries) {
  private static final String NONE = "-";
  private static final int FIELDS = 6;
  private static final String QUERY = "query ";

  /** Begins the line of a schema, in front of its migrations and queries. */
  static final String SCHEMA = "schema ";

  /** Copies the lists. */
  public Lock {
    entries = List.copyOf(entries);
    queries = List.copyOf(queries);
  }

  /**
   * SQL of a released program.
   *
   * @param place where it stands, {@code app.Notes.all}
   * @param sql its text, with SQLite's own placeholders
   */
  public record Query(String place, String sql) {
    private String toLine() {
      return QUERY + place + " " + escape(sql);
    }

    private static Query parse(String line) {
      String[] fields = line.split(" ", 3);
      if (fields.length < 3) {
        throw new IllegalArgumentException("A query has a place and a text");
      }
      return new Query(fields[1], unescape(fields[2]));
    }
  }

  /**
   * A lock without queries.
   *
   * @param entries by version
   */
  public Lock(List<Entry> entries) {
    this(entries, List.of());
  }

  /**
   * Returns the newest version that is locked.
   *
   * @return 0 without any
   */
  public int newest() {
    return entries.stream().mapToInt(Entry::version).max().orElse(0);
  }

  /**
   * A locked migration.
   *
   * @param version its version
   * @param strategy its strategy
   * @param destructive whether it was declared destructive
   * @param schemaUnknown whether it was declared to build schema at run time
   * @param checksum of its scripts
   * @param fingerprint of the schema at its version, if that is known
   * @param name its name
   */
  public record Entry(
      int version,
      Strategy strategy,
      boolean destructive,
      boolean schemaUnknown,
      String checksum,
      Optional<String> fingerprint,
      String name) {
    private String toLine() {
      List<String> flags = new ArrayList<>();
      if (destructive) {
        flags.add("destructive");
      }
      if (schemaUnknown) {
        flags.add("schemaUnknown");
      }
      return String.join(
          " ",
          Integer.toString(version),
          strategy.name(),
          flags.isEmpty() ? NONE : String.join(",", flags),
          checksum,
          fingerprint.orElse(NONE),
          escape(name));
    }

    private static Entry parse(String line) {
      String[] fields = line.split(" ", FIELDS);
      if (fields.length < FIELDS) {
        throw new IllegalArgumentException("It has " + fields.length + " fields of " + FIELDS);
      }
      List<String> flags = fields[2].equals(NONE) ? List.of() : List.of(fields[2].split(","));
      return new Entry(
          Integer.parseInt(fields[0]),
          Strategy.valueOf(fields[1]),
          flags.contains("destructive"),
          flags.contains("schemaUnknown"),
          fields[3],
          fields[4].equals(NONE) ? Optional.empty() : Optional.of(fields[4]),
          unescape(fields[5]));
    }
  }

  static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  /** Line ends in a line. */
  static String unescape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        out.append(
            switch (text.charAt(i)) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> text.charAt(i);
            });
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /**
   * Tells whether a history was cut short since.
   *
   * @param baseline the lowest version that the schema has now
   * @return whether a lower one is locked, so that the locked entry of the baseline is that of the
   *     migration which the baseline replaced
   */
  public boolean isLongerThan(int baseline) {
    return entries.stream().anyMatch(entry -> entry.version() < baseline);
  }

  /**
   * Reads the part of a lock file that is about one schema.
   *
   * @param text the whole file
   * @param schema the qualified name of the schema class
   * @return its migrations; none if the file does not know the schema
   * @throws IllegalArgumentException if a line is none of a lock file; the message says which
   */
  public static Lock parse(String text, String schema) {
    List<Entry> entries = new ArrayList<>();
    List<Query> queries = new ArrayList<>();
    String current = null;
    int number = 0;
    for (String raw : text.split("\\R", -1)) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith(SCHEMA)) {
        current = line.substring(SCHEMA.length()).strip();
        continue;
      }
      try {
        if (line.startsWith(QUERY)) {
          Query query = Query.parse(line);
          if (schema.equals(current)) {
            queries.add(query);
          }
          continue;
        }
        Entry entry = Entry.parse(line);
        if (current == null) {
          throw new IllegalArgumentException("No schema stands before it");
        }
        if (current.equals(schema)) {
          entries.add(entry);
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "Line " + number + " is none of a lock file: " + e.getMessage(), e);
      }
    }
    return new Lock(entries, queries);
  }

  /**
   * Writes the text of a lock file.
   *
   * @param schema the qualified name of the schema class
   * @return the whole file
   */
  public String toText(String schema) {
    StringBuilder text =
        new StringBuilder(
            "# Released migrations, written by Rungs. Commit this text as the file that -Arungs.lock"
                + " names.\n");
    text.append(SCHEMA).append(schema).append('\n');
    entries.forEach(entry -> text.append(entry.toLine()).append('\n'));
    queries.forEach(query -> text.append(query.toLine()).append('\n'));
    return text.toString();
  }
}
