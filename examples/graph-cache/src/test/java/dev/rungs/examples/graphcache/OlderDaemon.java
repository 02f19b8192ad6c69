package dev.rungs.examples.graphcache;

import dev.rungs.runtime.AppDatabase;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;

/**
 * The daemon as it was at version 2: owns its store and counts its nodes for every line it gets.
 */
final class OlderDaemon {
  private OlderDaemon() {}

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    try (OwnerLock lock = OwnerLock.tryAcquire(file).orElseThrow();
        AppDatabase database = AppDatabase.open(file, MigrationRegistry.INSTANCE.upTo(2));
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("ready " + (lock != null));
      while (in.readLine() != null) {
        try (ResultSet row = database.prepare("SELECT count(*) FROM nodes").executeQuery()) {
          System.out.println(row.getInt(1) + " nodes at version " + database.schemaVersion());
        }
      }
    }
  }
}
