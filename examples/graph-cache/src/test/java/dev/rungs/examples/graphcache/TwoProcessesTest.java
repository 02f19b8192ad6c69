package dev.rungs.examples.graphcache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.RebuildRequiredException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that holds a store, and others that come meanwhile or after. Real processes. */
class TwoProcessesTest {
  private static final String SOURCES = "src/main/java";

  @TempDir Path folder;

  private StoreFile file;

  @BeforeEach
  void nameTheFile() {
    file = new StoreFile(folder.resolve("graph.db"));
  }

  @Test
  void aSecondProcessDoesNotWipeTheStoreThatADaemonHolds() throws Exception {
    file.leftByBuild(2);
    String store = file.path().toString();
    try (Child daemon = Child.start(OlderDaemon.class, store)) {
      daemon.expect("ready true");
      byte[] before = file.bytes();

      try (Child second = Child.start(GraphCache.class, store, "index", SOURCES)) {
        String refusal = second.end(1);
        assertTrue(refusal.contains("record_signatures"), refusal);
      }
      assertThrows(RebuildRequiredException.class, () -> GraphStore.own(file.path()));

      assertArrayEquals(before, file.bytes());
      daemon.send("count");
      daemon.expect("3 nodes at version 2");
      daemon.end(0);
    }
    try (Child second = Child.start(GraphCache.class, store, "index", SOURCES)) {
      second.expect("The store was rebuilt and is being filled again.");
      second.end(0);
    }
    assertTrue(file.number("SELECT count(*) FROM nodes") > 3);
  }

  @Test
  void aKilledDaemonLeavesNothingThatKeepsTheNextOneOut() throws Exception {
    file.leftByBuild(2);
    try (Child daemon = Child.start(OlderDaemon.class, file.path().toString())) {
      daemon.expect("ready true");
      daemon.kill();
    }
    try (GraphStore store = GraphStore.own(file.path())) {
      assertTrue(store.isOwned());
      assertTrue(store.needsRepopulation());
    }
  }

  @Test
  void theSignalOfARebuildOutlivesACrash() throws Exception {
    file.leftByBuild(2);
    String store = file.path().toString();
    try (Child crash = Child.start(CrashBeforeRepopulation.class, store)) {
      crash.expect("needs repopulation: true");
      crash.end(3);
    }
    assertEquals(GraphSchema.CURRENT_VERSION, file.version());
    try (GraphStore reader = GraphStore.open(file.path())) {
      assertTrue(reader.needsRepopulation(), "a reader sees it too");
    }
    try (GraphStore again = GraphStore.own(file.path())) {
      assertTrue(again.needsRepopulation(), "the crash did not take it away");
      new Indexer(again).index(Path.of(SOURCES));
      assertFalse(again.needsRepopulation());
    }
    try (GraphStore last = GraphStore.own(file.path())) {
      assertFalse(last.needsRepopulation());
    }
  }

  @Test
  void aDaemonAnswersWhileOthersReadTheSameStore() throws Exception {
    String store = file.path().toString();
    try (Child daemon = Child.start(GraphCache.class, store, "serve", SOURCES)) {
      String read = daemon.readLine();
      assertTrue(read.endsWith("at version " + GraphSchema.CURRENT_VERSION), read);
      daemon.expect("ready");
      daemon.send("subtypes AutoCloseable");
      daemon.expect("dev.rungs.examples.graphcache.GraphStore");
      daemon.expect("dev.rungs.examples.graphcache.OwnerLock");
      daemon.expect(".");

      try (Child reader = Child.start(GraphCache.class, store, "subtypes", "AutoCloseable")) {
        reader.expect("dev.rungs.examples.graphcache.GraphStore");
        reader.expect("dev.rungs.examples.graphcache.OwnerLock");
        reader.end(0);
      }
      try (Child second = Child.start(GraphCache.class, store, "index", SOURCES)) {
        second.expect("Another process owns " + store + ". Ask it, or end it first.");
        second.end(1);
      }
      daemon.end(0);
    }
    assertTrue(Files.exists(file.path()));
  }
}
