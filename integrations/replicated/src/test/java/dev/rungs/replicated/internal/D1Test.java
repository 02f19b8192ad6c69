package dev.rungs.replicated.internal;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** D1 in Cloudflare's simulator. */
class D1Test extends ServerContract {
  private static D1Simulator simulator;

  @BeforeAll
  static void start() {
    simulator = new D1Simulator();
  }

  @AfterAll
  static void stop() {
    if (simulator != null) {
      simulator.close();
    }
  }

  @Override
  Cluster cluster() {
    return simulator;
  }
}
