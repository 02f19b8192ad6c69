package dev.rungs.processor.query;

/** Why a query is not checked: nobody guesses what stands in it. */
public enum Unchecked {
  /** No text, or not yet. */
  UNKNOWN("with text that the compiler does not know"),
  /** A template. */
  TEMPLATE("with parts that are known only at run time, such as ${...} or <...>"),
  /** MyBatis' own language. */
  SCRIPT("in MyBatis' <script>"),
  /** {@code {call f(?)}}. */
  ESCAPE("with an escape of JDBC or of the library"),
  /** Tables that the compiler does not see. */
  ELSEWHERE("on tables of another database, of SQLite or of Rungs"),
  /** Several schemas. */
  SEVERAL_SCHEMAS("near several schemas, and none is named"),
  /** A version builds schema at run time. */
  SCHEMA_UNKNOWN("of a schema that is known only at run time"),
  /** Its class is there, and what its jar says of it is not found. */
  NO_HISTORY(
      "of a schema whose META-INF/rungs the compiler does not find, as on a module path before JDK"
          + " 18");

  private final String words;

  Unchecked(String words) {
    this.words = words;
  }

  /**
   * Says it.
   *
   * @return words that follow a number
   */
  public String words() {
    return words;
  }
}
