package dev.rungs.replicated.internal;

import dev.rungs.replicated.internal.ServerException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * HTTP with one server, or with the nodes of one cluster: the node that answered last is asked
 * first. Safe for use by several threads.
 */
final class Http {
  private static final String AUTHORIZATION = "Authorization";

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** One for all: each has threads and connections of its own, and a fleet has many servers. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private final List<URI> nodes;
  private final Map<String, String> headers;
  private final Duration timeout;
  private volatile int first;

  private Http(List<URI> nodes, Duration timeout, Map<String, String> headers) {
    this.nodes = List.copyOf(nodes);
    this.headers = Map.copyOf(headers);
    this.timeout = timeout;
  }

  /**
   * Makes a client.
   *
   * @param nodes where requests go, without the path of a request
   * @param authorization the value of that header, or null
   * @param timeout how long to wait for an answer
   */
  Http(List<URI> nodes, String authorization, Duration timeout) {
    this(nodes, timeout, authorization == null ? Map.of() : Map.of(AUTHORIZATION, authorization));
  }

  /** The same, with one more header. */
  Http with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Http(nodes, timeout, more);
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body what was sent
   */
  record Answer<T>(int status, T body) {}

  /** Sends a read: where one node breaks off, the next is asked. */
  Answer<String> read(String path, String body) throws ServerException {
    return send(request(path, body), BodyHandlers.ofString(), true);
  }

  /** Sends a write: to another node only if the first never got it. */
  Answer<String> write(String path, String body) throws ServerException {
    return send(request(path, body), BodyHandlers.ofString(), false);
  }

  /** Gets a page. */
  Answer<String> get(String path) throws ServerException {
    return send(get(path, timeout), BodyHandlers.ofString(), true);
  }

  /** Gets a file. */
  Answer<Path> download(String path, Path file) throws ServerException {
    return send(get(path, timeout), BodyHandlers.ofFile(file), true);
  }

  private interface Request {
    HttpRequest to(URI node);
  }

  private Request request(String path, String body) {
    return node ->
        start(node, path, timeout)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
  }

  private Request get(String path, Duration wait) {
    return node -> start(node, path, wait).GET().build();
  }

  private HttpRequest.Builder start(URI node, String path, Duration wait) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(node + path)).timeout(wait);
    headers.forEach(builder::header);
    return builder;
  }

  private <T> Answer<T> send(Request request, BodyHandler<T> handler, boolean repeatable)
      throws ServerException {
    ServerException failure = null;
    int start = first;
    for (int i = 0; i < nodes.size(); i++) {
      int node = (start + i) % nodes.size();
      try {
        HttpResponse<T> response = CLIENT.send(request.to(nodes.get(node)), handler);
        first = node;
        return answer(response);
      } catch (ConnectException | HttpConnectTimeoutException e) {
        if (failure == null) {
          failure = new ServerException(Kind.UNREACHABLE, says(nodes.get(node), e), e);
        }
      } catch (IOException e) {
        // Not the node to ask next: it may be the one that just died.
        first = (node + 1) % nodes.size();
        failure = new ServerException(Kind.UNKNOWN, says(nodes.get(node), e), e);
        if (!repeatable) {
          throw failure;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ServerException(Kind.UNKNOWN, "The thread was interrupted.", e);
      }
    }
    throw failure;
  }

  private static <T> Answer<T> answer(HttpResponse<T> response) throws ServerException {
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      throw new ServerException(
          Kind.UNREACHABLE, "It answered " + status + ": the user or token is not accepted.", null);
    }
    return new Answer<>(status, response.body());
  }

  private static String says(URI node, IOException e) {
    String message = e.getMessage() == null ? "" : ": " + e.getMessage();
    return node.getAuthority() + ": " + e.getClass().getSimpleName() + message;
  }
}
