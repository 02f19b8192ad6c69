package dev.rungs.replicated.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rungs.replicated.ReplicatedMigrator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Cloudflare's own simulator, which runs D1 in workerd. Opt in with RUNGS_D1=1. */
final class D1Simulator implements Cluster {
  private final Path folder;
  private final Process process;
  private final URI database;

  D1Simulator() {
    assumeTrue(
        "1".equals(System.getenv("RUNGS_D1")), "D1 is tested where RUNGS_D1=1: it needs 200 MB");
    Npm.program("miniflare/bootstrap.js");
    int port = Npm.freePort();
    try {
      folder = Files.createTempDirectory("rungs-d1-");
      Files.writeString(
          folder.resolve("d1.mjs"),
          """
          import { createRequire } from "node:module";
          const require = createRequire("%s/");
          const { Miniflare } = require("miniflare");
          const worker = "export default { fetch() { return new Response('ok'); } }";
          const miniflare = new Miniflare({
            modules: true, script: worker, host: "127.0.0.1", port: %d,
            d1Databases: { DB: "db1" }, d1Persist: "state", unsafeLocalExplorer: true });
          await miniflare.ready;
          """
              .formatted(Npm.FOLDER, port));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    process = Npm.start(folder, "d1.log", List.of("node", "d1.mjs"));
    database = URI.create("d1://127.0.0.1:" + port + "/db1");
    Npm.waitUntil("D1 ready", () -> !server().query(List.of(Query.one("1"))).isEmpty());
  }

  @Override
  public ReplicatedMigrator.Builder migrator() {
    return ReplicatedMigrator.d1(database, null);
  }

  @Override
  public ReplicatedMigrator.Builder migratorElsewhere() {
    return migrator();
  }

  @Override
  public Server server() {
    return new D1(Servers.d1Base(database), null, Duration.ofSeconds(60));
  }

  @Override
  public List<List<String>> contentOfEachNode() {
    return List.of();
  }

  @Override
  public void clear() {
    Content.clear(server(), false);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    Npm.kill(process);
    Content.delete(folder);
  }
}
