package dev.rungs.spring.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The endpoint and health of a server, over HTTP. */
class ActuatorTest {
  @TempDir Path folder;

  @Test
  void theEndpointShowsVersionsAndTheStart() throws Exception {
    NotesFile file = NotesFile.atVersion(2, folder);
    try (ConfigurableApplicationContext app =
        start(file, "rungs.allow-destructive=3", "rungs.backups.enabled=false")) {
      String body = get(app, "rungs").body();
      assertContains(body, "\"storedVersion\":3,\"currentVersion\":3");
      assertContains(body, "\"start\":{\"action\":\"upgrade\",\"fromVersion\":2,\"toVersion\":3}");
      assertContains(body, "\"version\":3,\"name\":\"drop_drafts\",\"strategy\":\"in_place\"");
      assertContains(body, "\"destructive\":true,\"reversible\":false,\"state\":\"applied\"");
    }
  }

  @Test
  void theEndpointShowsMigrationsThatWereEditedOrRenamed() throws Exception {
    NotesFile file = new NotesFile(folder.resolve("new.db"));
    try (ConfigurableApplicationContext app = start(file)) {
      assertContains(get(app, "rungs").body(), "\"edited\":false}");

      file.execute("UPDATE rungs_history SET name = 'first', checksum = 'v1:0' WHERE version = 1");

      String body = get(app, "rungs").body();
      assertContains(body, "\"edited\":true,\"recordedName\":\"first\"}");
      assertContains(body, "\"edited\":false}");
    }
  }

  @Test
  void healthIsUpAndGoesDownWithTheFile() throws Exception {
    NotesFile file = new NotesFile(folder.resolve("new.db"));
    try (ConfigurableApplicationContext app = start(file)) {
      HttpResponse<String> up = get(app, "health");
      assertEquals(200, up.statusCode(), up.body());
      assertContains(up.body(), "\"rungs\":{\"details\":{\"storedVersion\":3");

      // A newer build migrates the file under the running application.
      NewerRegistry.migrate(file);
      HttpResponse<String> down = get(app, "health");
      assertEquals(503, down.statusCode(), down.body());
      assertContains(down.body(), "\"refusal\":\"");
      assertContains(down.body(), "newer");
    }
  }

  @Test
  void healthMayBeSwitchedOff() throws Exception {
    NotesFile file = new NotesFile(folder.resolve("new.db"));
    try (ConfigurableApplicationContext app =
        start(file, "management.health.rungs.enabled=false")) {
      assertTrue(!get(app, "health").body().contains("rungs"));
    }
  }

  @Test
  void theEndpointIsNotExposedUnasked() throws Exception {
    NotesFile file = new NotesFile(folder.resolve("new.db"));
    try (ConfigurableApplicationContext app = Applications.startServer(file.urlProperty())) {
      assertEquals(404, get(app, "rungs").statusCode());
    }
  }

  private static ConfigurableApplicationContext start(NotesFile file, String... properties) {
    String[] all = java.util.Arrays.copyOf(properties, properties.length + 3);
    all[properties.length] = file.urlProperty();
    all[properties.length + 1] = "management.endpoints.web.exposure.include=health,rungs";
    all[properties.length + 2] = "management.endpoint.health.show-details=always";
    return Applications.startServer(all);
  }

  private static HttpResponse<String> get(ConfigurableApplicationContext app, String endpoint)
      throws Exception {
    String port = app.getEnvironment().getProperty("local.server.port");
    URI uri = URI.create("http://localhost:" + port + "/actuator/" + endpoint);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void assertContains(String body, String part) {
    assertTrue(body.contains(part), () -> "Not in the answer: " + part + "\n" + body);
  }
}
