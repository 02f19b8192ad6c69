package dev.rungs.examples.graphcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.examples.graphcache.SourceGraph.Node;
import dev.rungs.examples.graphcache.SourceGraph.NodeKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexerTest {
  @TempDir Path folder;

  private Path sources;
  private GraphStore store;
  private Indexer indexer;

  @BeforeEach
  void open() throws Exception {
    sources = Files.createDirectories(folder.resolve("src"));
    Files.writeString(sources.resolve("A.java"), "class A { void a() { b(1); } }");
    Files.writeString(sources.resolve("B.java"), "class B { void b(int n) {} }");
    store = GraphStore.own(folder.resolve("graph.db"));
    indexer = new Indexer(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void readsOnlyWhatChanged() throws Exception {
    assertEquals(new Indexer.Result(2, 0, 0), indexer.index(sources));
    assertEquals(new Indexer.Result(0, 0, 0), indexer.index(sources));

    Files.writeString(sources.resolve("A.java"), "class A { void a() {} void c() { b(2); } }");
    assertEquals(new Indexer.Result(1, 0, 0), indexer.index(sources));
    assertEquals(List.of("A.c/0  A.java:1"), store.callersOf("b"));
  }

  @Test
  void countsCallersAnew() throws Exception {
    indexer.index(sources);
    assertEquals(List.of("void b(int n)  (1 callers)"), store.membersOf("B"));
    Files.writeString(sources.resolve("A.java"), "class A { void a() {} }");
    indexer.index(sources);
    assertEquals(List.of("void b(int n)  (0 callers)"), store.membersOf("B"));
  }

  @Test
  void takesOutWhatIsGone() throws Exception {
    indexer.index(sources);
    Files.delete(sources.resolve("A.java"));
    assertEquals(new Indexer.Result(0, 1, 0), indexer.index(sources));
    assertEquals("1 files, 2 nodes, 1 edges", store.size());
    assertEquals(List.of(), store.callersOf("b"));
  }

  @Test
  void skipsWhatIsNotJava() throws Exception {
    Files.writeString(sources.resolve("C.java"), "class class {{{");
    Files.write(sources.resolve("D.java"), new byte[] {'c', (byte) 0xff});
    assertEquals(new Indexer.Result(2, 0, 2), indexer.index(sources));
  }

  @Test
  void keepsTheOldFileWhereTheNewOneCannotBeWritten() throws Exception {
    indexer.index(sources);
    SourceGraph broken =
        new SourceGraph(
            List.of(
                new Node(NodeKind.TYPE, "", "B", 1, "class B", List.of()),
                new Node(NodeKind.METHOD, "B", null, 2, "nameless", List.of())));
    SQLException refused =
        assertThrows(SQLException.class, () -> store.put("B.java", "new", broken));
    assertTrue(refused.getMessage().contains("nodes.name"), refused.getMessage());
    assertEquals(List.of("void b(int n)  (1 callers)"), store.membersOf("B"));
    assertEquals(new Indexer.Result(0, 0, 0), indexer.index(sources));
  }

  @Test
  void fillsAWipedStoreOnFromWhereItWasLeft() throws Exception {
    StoreFile old = new StoreFile(folder.resolve("old.db"));
    old.leftByBuild(2);
    String a = Files.readString(sources.resolve("A.java"));
    try (GraphStore wiped = GraphStore.own(old.path())) {
      assertTrue(wiped.needsRepopulation());
      wiped.put(
          "A.java",
          Indexer.digest(a.getBytes(StandardCharsets.UTF_8)),
          new JavaReader().read(a).orElseThrow());
    }
    try (GraphStore wiped = GraphStore.own(old.path())) {
      assertTrue(wiped.needsRepopulation(), "half of it is not all of it");
      assertEquals(new Indexer.Result(1, 0, 0), new Indexer(wiped).index(sources));
      assertFalse(wiped.needsRepopulation());
      assertEquals(List.of("void b(int n)  (1 callers)"), wiped.membersOf("B"));
    }
  }

  @Test
  void indexesItsOwnSources() throws Exception {
    indexer.index(Path.of("src/main/java"));
    assertTrue(
        store
            .callersOf("tryAcquire/1")
            .get(0)
            .startsWith("dev.rungs.examples.graphcache.GraphStore.own/1"),
        store.callersOf("tryAcquire/1").toString());
  }
}
