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
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Cloudflare D1 database, by its <a
 * href="https://developers.cloudflare.com/api/resources/d1/subresources/database/methods/raw/">REST
 * interface</a>, or by the one that its local simulator gives.
 *
 * <p>Several statements in one {@code sql} are one transaction. There is no {@code user_version}:
 * history alone has the version.
 */
final class D1 implements Server {
  /** <a href="https://developers.cloudflare.com/d1/platform/limits/">Limits</a>: 100 KB. */
  private static final long LONGEST = 100_000;

  /** SQLite's own errors end in its code. */
  private static final Pattern OF_SQLITE = Pattern.compile("SQLITE_[A-Z]+");

  private final String name;
  private final Http http;

  D1(URI database, String authorization, Duration timeout) {
    String path = database.getPath();
    this.name = "d1://" + database.getAuthority() + path.substring(path.lastIndexOf('/'));
    this.http = new Http(List.of(database), authorization, timeout);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Target target() {
    return Target.D1;
  }

  /**
   * All in one statement: of several, the simulator gives the last answer only, and leaves the
   * others open, so that no table can be dropped any more.
   */
  @Override
  public List<Rows> query(List<Query> queries) throws ServerException {
    StringBuilder with = new StringBuilder();
    StringBuilder select = new StringBuilder();
    for (int i = 0; i < queries.size(); i++) {
      String columns =
          IntStream.range(0, queries.get(i).columns())
              .mapToObj(column -> "c" + column)
              .collect(Collectors.joining(", "));
      with.append(i == 0 ? "WITH q" : ", q").append(i).append(" (").append(columns);
      with.append(") AS (").append(queries.get(i).sql()).append(')');
      select.append(i == 0 ? " SELECT " : ", ");
      select.append("(SELECT json_group_array(json_array(").append(columns);
      select.append(")) FROM q").append(i).append(')');
    }
    JsonArray results = results(http.read("/raw", body(List.of(with.toString() + select))));
    List<Object> answers = JsonText.rows(rows(results)).rows().get(0);
    return answers.stream().map(text -> JsonText.rows(JsonText.array(text.toString()))).toList();
  }

  private static JsonArray rows(JsonArray results) {
    JsonElement last = results.isEmpty() ? null : results.get(results.size() - 1);
    return JsonText.array(JsonText.object(last, "results"), "rows");
  }

  @Override
  public void execute(List<String> statements) throws ServerException {
    results(http.write("/raw", body(statements)));
  }

  /** A statement may end in a comment, so each semicolon is on a line of its own. */
  private static String body(List<String> statements) {
    JsonObject body = new JsonObject();
    body.addProperty("sql", String.join("\n;\n", statements));
    return body.toString();
  }

  private static JsonArray results(Answer<String> answer) throws ServerException {
    JsonObject body = JsonText.object(answer.body());
    if (answer.status() == 200 && "true".equals(JsonText.text(body, "success"))) {
      return JsonText.array(body, "result");
    }
    StringBuilder says = new StringBuilder();
    for (JsonElement error : JsonText.array(body, "errors")) {
      says.append(says.length() == 0 ? "" : "; ").append(JsonText.text(error, "message"));
    }
    String message = says.length() == 0 ? answer.body().strip() : says.toString();
    if (answer.status() == 404) {
      throw new ServerException(Kind.UNREACHABLE, "It answered 404: " + message, null);
    }
    boolean ran = OF_SQLITE.matcher(message).find();
    if (ran && message.contains("SQLITE_BUSY")) {
      throw new ServerException(Kind.BUSY, message, null);
    }
    boolean refused = ran || answer.status() / 100 == 4;
    throw new ServerException(
        refused ? Kind.REFUSED : Kind.UNKNOWN,
        refused ? message : "The server answered " + answer.status() + ": " + message,
        null);
  }

  @Override
  public boolean keepsUserVersion() {
    return false;
  }

  @Override
  public boolean keepsApplicationId() {
    return false;
  }

  @Override
  public boolean enforcesForeignKeys() {
    return true;
  }

  @Override
  public long longestStatement() {
    return LONGEST;
  }

  @Override
  public String noBackup() {
    return "D1 gives no backup that can be opened here. Export it with wrangler d1 export, and try"
        + " the migration on a file made of that.";
  }

  @Override
  public void backup(Path file) {
    throw new UnsupportedOperationException(noBackup());
  }
}
