package dev.rungs.examples.graphcache;

import java.nio.file.Path;

/** Wipes a store as its owner and ends like a crash before anything is put into it. */
final class CrashBeforeRepopulation {
  private CrashBeforeRepopulation() {}

  public static void main(String[] args) throws Exception {
    GraphStore store = GraphStore.own(Path.of(args[0]));
    System.out.println("needs repopulation: " + store.needsRepopulation());
    Runtime.getRuntime().halt(3);
  }
}
