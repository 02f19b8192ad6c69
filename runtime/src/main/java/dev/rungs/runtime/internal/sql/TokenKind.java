package dev.rungs.runtime.internal.sql;

/** What a token is, as SQLite's tokenizer sees it. */
public enum TokenKind {
  /** Spaces, tabs, line ends, form feeds; a byte order mark. */
  BLANK,
  /** {@code -- to the end of the line} or {@code /* block *}{@code /}. */
  COMMENT,
  /** A word without quotes: a keyword or a name. */
  WORD,
  /** A name in double quotes, back quotes or square brackets. */
  QUOTED_NAME,
  /** Text in single quotes, which SQLite also takes for a name where it needs one. */
  STRING,
  /** A blob literal, {@code x'00ff'}. */
  BLOB,
  /** An integer, hexadecimal or floating point literal. */
  NUMBER,
  /** A bind parameter: {@code ?}, {@code ?1}, {@code :a}, {@code @a}, {@code $a}. */
  VARIABLE,
  /** An operator, a parenthesis, a comma or a dot. */
  OPERATOR,
  /** {@code ;}. */
  SEMICOLON,
  /** What SQLite calls an unrecognized token, such as text without its closing quote. */
  ILLEGAL
}
