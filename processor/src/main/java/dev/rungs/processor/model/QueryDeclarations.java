package dev.rungs.processor.model;

import java.util.List;

/**
 * The SQL of the program, and what schemas of other modules it may be for.
 *
 * @param queries in the order of classes and their members
 * @param everywhere annotations that hold SQL whatever the schema
 * @param elsewhere schemas that the compilation has no sources of
 */
public record QueryDeclarations(
    List<QueryDeclaration> queries,
    List<QueryAnnotation> everywhere,
    List<SchemaHistory> elsewhere) {
  /** No SQL. */
  public static final QueryDeclarations NONE =
      new QueryDeclarations(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public QueryDeclarations {
    queries = List.copyOf(queries);
    everywhere = List.copyOf(everywhere);
    elsewhere = List.copyOf(elsewhere);
  }
}
