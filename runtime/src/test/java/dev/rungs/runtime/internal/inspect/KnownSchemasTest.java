package dev.rungs.runtime.internal.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.plan.SchemaMatch;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A history without fingerprints: its schemas are known by running its scripts. */
class KnownSchemasTest {
  private static final int VERSIONS = 40;

  private final Counted registry = new Counted();
  private final KnownSchemas schemas = new KnownSchemas(registry, OtherTools.KNOWN);

  @Test
  void theScriptsAreRunOnceForTheLaterVersionsAndOnceForTheVersion() throws Exception {
    SchemaMatch match = schemas.compare(10, schema(30, ""));
    assertEquals(List.of(30), match.sameAs());
    assertTrue(match.differences().contains("table t30 is not expected"));
    assertTrue(registry.asked < 6 * VERSIONS, registry.asked + " migrations were made");
  }

  @Test
  void theScriptsAreRunOnceToFindAVersion() throws Exception {
    assertEquals(List.of(30), schemas.find(schema(30, "")).sameAs());
    assertTrue(registry.asked < 6 * VERSIONS, registry.asked + " migrations were made");
  }

  @Test
  void theNearestVersionIsFound() throws Exception {
    SchemaMatch match = schemas.find(schema(30, "CREATE TABLE extra (a)"));
    assertEquals(30, match.reference());
    assertEquals(List.of("table extra is not expected"), match.differences());
    assertTrue(registry.asked < 6 * VERSIONS, registry.asked + " migrations were made");
  }

  private static SchemaSnapshot schema(int version, String more) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      for (int v = 1; v <= version; v++) {
        statement.executeUpdate(script(v));
      }
      if (!more.isEmpty()) {
        statement.executeUpdate(more);
      }
      return SchemaSnapshot.read(connection);
    }
  }

  private static String script(int version) {
    return "CREATE TABLE t" + version + " (a);";
  }

  /** Counts how often a migration is made, which a run of the scripts does for each. */
  private static final class Counted implements Registry {
    private int asked;

    @Override
    public String schemaName() {
      return "app.AppSchema";
    }

    @Override
    public int currentVersion() {
      return VERSIONS;
    }

    @Override
    public MigrationDefinition migration(int version) {
      asked++;
      return MigrationDefinition.builder(version, "v" + version, "app.V" + version)
          .up(script(version))
          .build();
    }
  }
}
