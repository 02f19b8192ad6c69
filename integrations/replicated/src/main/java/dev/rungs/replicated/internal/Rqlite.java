package dev.rungs.replicated.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.rungs.Target;
import dev.rungs.replicated.internal.Http.Answer;
import dev.rungs.replicated.internal.ServerException.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An <a href="https://rqlite.io/docs/api/">rqlite</a> cluster. Every node forwards to the leader.
 *
 * <p>Statements are replicated as text. {@code norwrandom} is always sent: without it rqlite writes
 * a number in the place of each {@code random()}, also if it stands in the body of a trigger, and
 * fails on some DDL. BEGIN and {@code PRAGMA foreign_keys} are never sent: all clients of a node
 * share one connection for writes.
 */
final class Rqlite implements Server {
  private final String name;
  private final Http http;
  private final String limits;

  Rqlite(List<URI> nodes, String authorization, Duration timeout) {
    this.name = "rqlite://" + nodes.get(0).getAuthority();
    this.http = new Http(nodes, authorization, timeout);
    long seconds = Math.max(1, timeout.toSeconds());
    this.limits = "&timeout=" + seconds + "s&db_timeout=" + seconds + "s";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Target target() {
    return Target.RQLITE;
  }

  @Override
  public List<Rows> query(List<Query> queries) throws ServerException {
    Answer<String> answer =
        http.read(
            "/db/query?transaction&level=strong" + limits,
            JsonText.strings(queries.stream().map(Query::sql).toList()).toString());
    List<Rows> rows = new ArrayList<>();
    for (JsonElement result : results(answer)) {
      rows.add(JsonText.rows(JsonText.array(result, "values")));
    }
    return rows;
  }

  @Override
  public void execute(List<String> statements) throws ServerException {
    results(
        http.write(
            "/db/execute?transaction&norwrandom" + limits,
            JsonText.strings(statements).toString()));
  }

  /** Errors come with status 200, one for the whole or one beside the result of a statement. */
  private static JsonArray results(Answer<String> answer) throws ServerException {
    JsonObject body = JsonText.object(answer.body());
    String error = JsonText.text(body, "error");
    if (answer.status() != 200 || error != null || !body.has("results")) {
      String says = error != null ? error : answer.status() + " " + answer.body().strip();
      boolean notRead = answer.status() == 400;
      throw new ServerException(
          notRead ? Kind.REFUSED : Kind.UNKNOWN, "The cluster answered: " + says, null);
    }
    JsonArray results = JsonText.array(body, "results");
    for (int i = 0; i < results.size(); i++) {
      String failed = JsonText.text(results.get(i), "error");
      if (failed != null) {
        throw new ServerException(failed, i);
      }
    }
    return results;
  }

  @Override
  public boolean keepsUserVersion() {
    return true;
  }

  @Override
  public boolean keepsApplicationId() {
    return true;
  }

  /**
   * What the write connection of the node has now, by {@code /status}: with {@code -fk}, or after a
   * client sent the pragma.
   */
  @Override
  public boolean enforcesForeignKeys() throws ServerException {
    JsonObject store = JsonText.object(JsonText.object(http.get("/status").body()), "store");
    JsonObject sqlite = JsonText.object(store, "sqlite3");
    String now =
        JsonText.text(JsonText.object(JsonText.object(sqlite, "pragmas"), "rw"), "foreign_keys");
    String started = JsonText.text(JsonText.object(store, "db_conf"), "fk_constraints");
    return "1".equals(now) || "true".equals(started);
  }

  @Override
  public long longestStatement() {
    return Long.MAX_VALUE;
  }

  @Override
  public String noBackup() {
    return null;
  }

  @Override
  public void backup(Path file) throws ServerException {
    Answer<Path> answer = http.download("/db/backup", file);
    if (answer.status() != 200) {
      throw new ServerException(Kind.UNKNOWN, "/db/backup answered " + answer.status() + ".", null);
    }
  }
}
