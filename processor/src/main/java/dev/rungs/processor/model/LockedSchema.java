package dev.rungs.processor.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The schema that a lock file keeps for a version, as SQL. It stands in comments, {@code #= 37
 * CREATE TABLE …}, one for each object: {@code rungs squash} writes it. What decides is the
 * fingerprint; this only explains a difference.
 */
public final class LockedSchema {
  private static final String MARK = "#= ";

  private LockedSchema() {}

  /**
   * Reads the schema of a version.
   *
   * @param text the whole lock file
   * @param schema the qualified name of the schema class
   * @param version the version
   * @return its statements in order; none if the file does not keep it
   */
  public static List<String> parse(String text, String schema, int version) {
    String mark = MARK + version + " ";
    List<String> statements = new ArrayList<>();
    boolean here = false;
    for (String raw : text.split("\\R", -1)) {
      String line = raw.strip();
      if (line.startsWith(Lock.SCHEMA)) {
        here = line.substring(Lock.SCHEMA.length()).strip().equals(schema);
      } else if (here && line.startsWith(mark)) {
        statements.add(Lock.unescape(line.substring(mark.length())));
      }
    }
    return statements;
  }
}
