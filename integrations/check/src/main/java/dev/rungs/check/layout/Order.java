package dev.rungs.check.layout;

/** In which order migrations run. */
public enum Order {
  /** As the tool runs them. */
  TOOL,
  /** By the numbers in their names: 2 before 10. */
  NUMBER,
  /** By their names, letter by letter: 10 before 2. */
  NAME
}
