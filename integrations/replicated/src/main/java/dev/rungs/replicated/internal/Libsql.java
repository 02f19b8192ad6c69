package dev.rungs.replicated.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.rungs.Target;
import dev.rungs.replicated.internal.Http.Answer;
import dev.rungs.replicated.internal.ServerException.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A libSQL server, by the <a
 * href="https://github.com/tursodatabase/libsql/blob/main/docs/HRANA_3_SPEC.md">Hrana 3</a>
 * protocol over HTTP: a batch whose steps run each only if the one before it did.
 *
 * <p>Everything is within BEGIN IMMEDIATE, which a replica hands on to the primary: so reads are
 * not those of a replica that lags.
 */
final class Libsql implements Server {
  /** The server takes a statement of 4 MB and refuses one of 20 MB. */
  private static final long LONGEST = 4_000_000;

  /**
   * Names the namespace where the host of the address does not; a header {@code Host} cannot be set
   * with Java's client. In Base64 without padding.
   */
  private static final String NAMESPACE = "x-namespace-bin";

  private final String name;
  private final Http http;

  /** The namespace may be null: then it is the one that the host names, if the server has any. */
  Libsql(URI server, String authorization, Duration timeout, String namespace) {
    this.name =
        "libsql://" + server.getAuthority() + (namespace == null ? "" : "?namespace=" + namespace);
    Http plain = new Http(List.of(server), authorization, timeout);
    this.http = namespace == null ? plain : plain.with(NAMESPACE, encoded(namespace));
  }

  private static String encoded(String namespace) {
    return Base64.getEncoder()
        .withoutPadding()
        .encodeToString(namespace.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Target target() {
    return Target.LIBSQL;
  }

  @Override
  public List<Rows> query(List<Query> queries) throws ServerException {
    Batch batch = new Batch();
    batch.add("BEGIN IMMEDIATE");
    queries.forEach(query -> batch.add(query.sql()));
    batch.add("ROLLBACK");
    JsonObject result = run(http.read("/v3/pipeline", batch.body()), 1, queries.size());
    List<Rows> rows = new ArrayList<>();
    JsonArray steps = JsonText.array(result, "step_results");
    for (int i = 1; i <= queries.size(); i++) {
      rows.add(rows(steps.get(i)));
    }
    return rows;
  }

  @Override
  public void execute(List<String> statements) throws ServerException {
    Batch batch = new Batch();
    // Of this stream only; so a rebuilt table keeps the rows that refer to it.
    batch.add("PRAGMA foreign_keys = OFF");
    batch.add("BEGIN IMMEDIATE");
    statements.forEach(batch::add);
    batch.add("COMMIT");
    batch.addIfFailed("ROLLBACK");
    run(http.write("/v3/pipeline", batch.body()), 2, statements.size());
  }

  private static JsonObject run(Answer<String> answer, int offset, int count)
      throws ServerException {
    JsonArray results = JsonText.array(JsonText.object(answer.body()), "results");
    if (answer.status() != 200 || results.isEmpty()) {
      String says = JsonText.text(JsonText.object(answer.body()), "error");
      if (answer.status() == 404 && says != null) {
        throw new ServerException(Kind.MISSING, "The server says: " + says, null);
      }
      throw new ServerException(
          answer.status() == 400 ? Kind.REFUSED : Kind.UNKNOWN,
          "The server answered "
              + answer.status()
              + ": "
              + (says == null ? answer.body().strip() : says),
          null);
    }
    JsonElement first = results.get(0);
    if (!"ok".equals(JsonText.text(first, "type"))) {
      throw failure(JsonText.object(first, "error"), ServerException.NOWHERE);
    }
    JsonObject result = JsonText.object(JsonText.object(first, "response"), "result");
    JsonArray errors = JsonText.array(result, "step_errors");
    for (int i = 0; i < errors.size(); i++) {
      if (errors.get(i) instanceof JsonObject error) {
        int index = i - offset;
        throw failure(error, index < 0 || index >= count ? ServerException.NOWHERE : index);
      }
    }
    return result;
  }

  /** Errors of SQLite and of the parser are final; a stream that was lost may have committed. */
  private static ServerException failure(JsonObject error, int index) {
    String message = String.valueOf(JsonText.text(error, "message"));
    String code = String.valueOf(JsonText.text(error, "code"));
    if (code.contains("BUSY") || message.contains("database is locked")) {
      return new ServerException(Kind.BUSY, message, null);
    }
    if (code.startsWith("SQL")) {
      return new ServerException(message, index);
    }
    return new ServerException(Kind.UNKNOWN, message, null);
  }

  private static Rows rows(JsonElement step) {
    List<List<Object>> rows = new ArrayList<>();
    for (JsonElement row : JsonText.array(step, "rows")) {
      List<Object> values = new ArrayList<>();
      for (JsonElement value : row.getAsJsonArray()) {
        values.add(value(value));
      }
      rows.add(values);
    }
    return new Rows(rows);
  }

  private static Object value(JsonElement value) {
    String type = String.valueOf(JsonText.text(value, "type"));
    String text = JsonText.text(value, "value");
    return switch (type) {
      case "integer" -> Long.valueOf(text);
      case "float" -> Double.valueOf(text);
      case "text" -> text;
      default -> null;
    };
  }

  @Override
  public boolean keepsUserVersion() {
    return true;
  }

  @Override
  public boolean keepsApplicationId() {
    return false;
  }

  @Override
  public boolean enforcesForeignKeys() {
    return false;
  }

  @Override
  public long longestStatement() {
    return LONGEST;
  }

  @Override
  public String noBackup() {
    return null;
  }

  /** The server gives its content as a script, without the version. */
  @Override
  public void backup(Path file) throws ServerException {
    Query version = Query.one(StateReader.USER_VERSION);
    long before = query(List.of(version)).get(0).number();
    Path script = file.resolveSibling(file.getFileName() + ".sql");
    try {
      Answer<Path> answer = http.download("/dump", script);
      if (answer.status() != 200) {
        throw new ServerException(
            Kind.UNREACHABLE,
            "/dump answered " + answer.status() + "; a replica has none, so name the primary.",
            null);
      }
      if (query(List.of(version)).get(0).number() != before) {
        throw new ServerException(Kind.BUSY, "It was migrated while it was copied.", null);
      }
      Mirror.run(script, before, file);
    } finally {
      try {
        Files.deleteIfExists(script);
      } catch (IOException e) {
        // In a folder that is deleted as a whole.
      }
    }
  }

  /** The steps of one request. */
  private static final class Batch {
    private final JsonArray steps = new JsonArray();

    void add(String sql) {
      add(sql, steps.isEmpty() ? null : "ok");
    }

    void addIfFailed(String sql) {
      add(sql, "error");
    }

    /**
     * A step that was skipped is neither ok nor failed, so "failed" is "not ok"; after a rollback
     * that SQLite did itself there is nothing to roll back.
     */
    private void add(String sql, String condition) {
      JsonObject step = new JsonObject();
      if ("ok".equals(condition)) {
        step.add("condition", previous());
      } else if (condition != null) {
        JsonArray both = new JsonArray();
        both.add(not(previous()));
        both.add(not(condition("is_autocommit")));
        JsonObject and = condition("and");
        and.add("conds", both);
        step.add("condition", and);
      }
      JsonObject statement = new JsonObject();
      statement.addProperty("sql", sql);
      step.add("stmt", statement);
      steps.add(step);
    }

    private JsonObject previous() {
      JsonObject ok = condition("ok");
      ok.addProperty("step", steps.size() - 1);
      return ok;
    }

    private static JsonObject not(JsonObject condition) {
      JsonObject not = condition("not");
      not.add("cond", condition);
      return not;
    }

    private static JsonObject condition(String type) {
      JsonObject condition = new JsonObject();
      condition.addProperty("type", type);
      return condition;
    }

    String body() {
      JsonObject batch = new JsonObject();
      batch.add("steps", steps);
      JsonObject request = new JsonObject();
      request.addProperty("type", "batch");
      request.add("batch", batch);
      JsonObject close = new JsonObject();
      close.addProperty("type", "close");
      JsonArray requests = new JsonArray();
      requests.add(request);
      requests.add(close);
      JsonObject body = new JsonObject();
      body.add("baton", JsonNull.INSTANCE);
      body.add("requests", requests);
      return body.toString();
    }
  }
}
