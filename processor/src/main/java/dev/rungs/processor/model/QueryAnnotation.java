package dev.rungs.processor.model;

/**
 * An annotation that holds SQL.
 *
 * @param type its qualified name
 * @param element the element with the SQL
 */
public record QueryAnnotation(String type, String element) {
  /**
   * An annotation with its SQL where most have it.
   *
   * @param type its qualified name
   * @return one with the element {@code value}
   */
  public static QueryAnnotation of(String type) {
    return new QueryAnnotation(type, "value");
  }
}
