package dev.rungs.examples.graphcache;

import java.util.List;

/**
 * What one source file says.
 *
 * @param nodes what it declares
 */
record SourceGraph(List<Node> nodes) {
  SourceGraph {
    nodes = List.copyOf(nodes);
  }

  /** What a node is. */
  enum NodeKind {
    PACKAGE,
    TYPE,
    METHOD
  }

  /** How a node is bound to a name. */
  enum EdgeKind {
    CONTAINS,
    CALLS,
    EXTENDS,
    IMPORTS
  }

  /**
   * A package, a type or a method.
   *
   * @param kind which of them
   * @param owner the qualified name of what contains it; empty for a package
   * @param name of a method with the number of its parameters, as {@code migrate/1}
   * @param line where it is declared, counted from 1
   * @param signature as it is written, without modifiers and annotations
   * @param edges from it to others
   */
  record Node(
      NodeKind kind, String owner, String name, int line, String signature, List<Edge> edges) {
    Node {
      edges = List.copyOf(edges);
    }
  }

  /**
   * An edge to whatever has a name.
   *
   * @param kind what binds them
   * @param target a name, as the source has it; calls have the number of their arguments
   */
  record Edge(EdgeKind kind, String target) {}
}
