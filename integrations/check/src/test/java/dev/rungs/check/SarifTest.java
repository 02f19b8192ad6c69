package dev.rungs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What code scanning reads, against the schema of the standard. */
class SarifTest {
  @TempDir Path folder;

  private static Set<?> violations(String sarif) throws IOException {
    try (InputStream schema =
        SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      SchemaValidatorsConfig config =
          SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
      JsonSchema compiled = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema, config);
      return compiled.validate(sarif, InputFormat.JSON);
    }
  }

  static Stream<String> names() {
    return EngineTest.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyReportIsValid(String name) throws IOException {
    String sarif = Sarif.write(Checked.check(Checked.history(name)), "1.0", Path.of(""));
    assertEquals(Set.of(), violations(sarif));
  }

  @Test
  void theValidatorSeesWhatIsWrong() throws IOException {
    String sarif = Sarif.write(Checked.check(Checked.history("flyway")), "1.0", Path.of(""));
    assertFalse(violations(sarif.replace("\"startLine\": 1", "\"startLine\": 0")).isEmpty());
    assertFalse(violations(sarif.replace("\"2.1.0\"", "\"2.2\"")).isEmpty());
  }

  @Test
  void placesAreNamedFromTheRepository() throws IOException {
    Files.createDirectories(folder.resolve("repo/.git"));
    Checked.write(folder, "repo/db/my files/1.sql", "CREATE TABLE t (a TEXT);");
    Checked.write(folder, "repo/db/my files/2.sql", "\n  UPDATE t SET a = 'ü';");
    CheckReport report = Checked.check(folder.resolve("repo/db/my files"));
    String sarif = Sarif.write(report, "1.0", Path.of(""));
    assertEquals(Set.of(), violations(sarif));
    JsonObject run =
        JsonParser.parseString(sarif)
            .getAsJsonObject()
            .getAsJsonArray("runs")
            .get(0)
            .getAsJsonObject();
    JsonArray results = run.getAsJsonArray("results");
    assertEquals(1, results.size());
    JsonObject place =
        results
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("locations")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("physicalLocation");
    assertEquals(
        "db/my%20files/2.sql", place.getAsJsonObject("artifactLocation").get("uri").getAsString());
    assertEquals(2, place.getAsJsonObject("region").get("startLine").getAsInt());
    assertEquals(3, place.getAsJsonObject("region").get("startColumn").getAsInt());
  }

  @Test
  void aReportWithoutFindingsIsValid() throws IOException {
    Checked.write(folder, "1.sql", "CREATE TABLE t (a TEXT);");
    String sarif = Sarif.write(Checked.check(folder), "1.0", folder);
    assertEquals(Set.of(), violations(sarif));
    assertTrue(sarif.contains("\"results\": []"), sarif);
  }
}
