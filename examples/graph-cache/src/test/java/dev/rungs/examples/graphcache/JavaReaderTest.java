package dev.rungs.examples.graphcache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.examples.graphcache.SourceGraph.Edge;
import dev.rungs.examples.graphcache.SourceGraph.EdgeKind;
import dev.rungs.examples.graphcache.SourceGraph.Node;
import dev.rungs.examples.graphcache.SourceGraph.NodeKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JavaReaderTest {
  private final JavaReader reader = new JavaReader();

  @Test
  void readsPackagesTypesAndMethods() {
    SourceGraph graph =
        reader
            .read(
                """
                package p;

                import java.util.List;

                class A extends B implements java.io.Closeable {
                  A(int x) {
                    this.run(x, List.of());
                  }

                  public void close() {}

                  record Inner(int y) implements Comparable<Inner> {
                    public int compareTo(Inner other) {
                      return new Other(y).weigh();
                    }
                  }
                }
                """)
            .orElseThrow();
    assertEquals(
        List.of(
            new Node(
                NodeKind.PACKAGE, "", "p", 1, "package p", List.of(edge(EdgeKind.CONTAINS, "p.A"))),
            new Node(
                NodeKind.TYPE,
                "p",
                "A",
                5,
                "class A",
                List.of(
                    edge(EdgeKind.IMPORTS, "java.util.List"),
                    edge(EdgeKind.EXTENDS, "B"),
                    edge(EdgeKind.EXTENDS, "java.io.Closeable"),
                    edge(EdgeKind.CONTAINS, "p.A.A/1"),
                    edge(EdgeKind.CONTAINS, "p.A.close/0"),
                    edge(EdgeKind.CONTAINS, "p.A.Inner"))),
            new Node(
                NodeKind.METHOD,
                "p.A",
                "A/1",
                6,
                "A(int x)",
                List.of(edge(EdgeKind.CALLS, "run/2"), edge(EdgeKind.CALLS, "of/0"))),
            new Node(NodeKind.METHOD, "p.A", "close/0", 10, "void close()", List.of()),
            new Node(
                NodeKind.TYPE,
                "p.A",
                "Inner",
                12,
                "record Inner",
                List.of(
                    edge(EdgeKind.EXTENDS, "Comparable"),
                    edge(EdgeKind.CONTAINS, "p.A.Inner.compareTo/1"))),
            new Node(
                NodeKind.METHOD,
                "p.A.Inner",
                "compareTo/1",
                13,
                "int compareTo(Inner other)",
                List.of(edge(EdgeKind.CALLS, "weigh/0"), edge(EdgeKind.CALLS, "Other/1")))),
        graph.nodes());
  }

  @Test
  void readsASourceWithoutAPackage() {
    SourceGraph graph = reader.read("interface Alone { int one(); }").orElseThrow();
    assertEquals(List.of("Alone", "one/0"), graph.nodes().stream().map(Node::name).toList());
  }

  @Test
  void leavesOutWhatIsNotJava() {
    assertEquals(Optional.empty(), reader.read("class class {{{").map(SourceGraph::nodes));
  }

  private static Edge edge(EdgeKind kind, String target) {
    return new Edge(kind, target);
  }
}
