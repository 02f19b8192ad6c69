package dev.rungs.processor.replay.rows;

/**
 * A row for a table.
 *
 * @param kind what is special about it
 * @param values by column
 */
public record SampleRow(Kind kind, Object[] values) {
  /** Kinds of rows, in the order in which they are added when not all of them can be stored. */
  public enum Kind {
    /** Every value there, and unlike any other. */
    ORDINARY("an ordinary row"),
    /** Differs from the first ordinary row in the case of letters. */
    CASE_TWIN("two rows that differ in the case of letters only"),
    /** The first ordinary row's numbers with the other sign. */
    NEGATIVE("a row with negative numbers"),
    /** Values that the script itself has as literals. */
    LITERAL("a row with a value that the script names"),
    /** Two columns that the script compares have the same value, or one that differs in case. */
    EQUAL("a row with equal values in two columns"),
    /** Keys that the script itself inserts. */
    INSERTED_KEY("a row with a key that the script names"),
    /** Zeros and empty text. */
    EMPTY("a row with zeros or empty text"),
    /** NULL in each column that allows it. */
    NULLS("a row with NULL"),
    /** The first ordinary row again, as far as keys allow. */
    TWIN("two rows with the same values");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }

    /** The same where the row is shown beside rows of users: nobody has to look for it. */
    public String madeUp() {
      return words.replaceFirst("\\brow", "made-up row");
    }
  }
}
