package dev.rungs.check.importing;

import dev.rungs.check.layout.Layout;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A class that asks a file which version the other tool gave it. */
final class AdoptionSource {
  /** How each tool is asked for the newest version that it ran. */
  private static final Map<Layout, String> QUERIES =
      Map.of(
          Layout.FLYWAY,
          "SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL"
              + " ORDER BY installed_rank DESC LIMIT 1",
          Layout.GOLANG_MIGRATE,
          "SELECT CAST(version AS TEXT) FROM schema_migrations WHERE NOT dirty",
          Layout.SQLX,
          "SELECT CAST(max(version) AS TEXT) FROM _sqlx_migrations WHERE success",
          Layout.GOOSE,
          "SELECT CAST(max(version_id) AS TEXT) FROM goose_db_version WHERE is_applied",
          Layout.DBMATE,
          "SELECT max(version) FROM schema_migrations",
          Layout.DIESEL,
          "SELECT max(version) FROM __diesel_schema_migrations",
          Layout.PRISMA,
          "SELECT substr(max(migration_name), 1, instr(max(migration_name) || '_', '_') - 1)"
              + " FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
          Layout.DRIZZLE,
          "SELECT CAST(count(*) AS TEXT) FROM __drizzle_migrations",
          Layout.REFINERY,
          "SELECT CAST(max(version) AS TEXT) FROM refinery_schema_history",
          Layout.MYBATIS,
          "SELECT CAST(max(id) AS TEXT) FROM CHANGELOG");

  private AdoptionSource() {}

  static String className(Layout layout) {
    StringBuilder name = new StringBuilder();
    for (String word : layout.word().split("-")) {
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return name + (layout == Layout.MYBATIS ? "Migrations" : "") + "Versions";
  }

  /** The source, if the tool keeps its books in a table. */
  static Optional<String> of(Layout layout, ImportPlan plan) {
    String query = QUERIES.get(layout);
    if (query == null) {
      return Optional.empty();
    }
    Map<String, Integer> stored = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> version : plan.numbers().entrySet()) {
      stored.put(stored(layout, version.getKey(), stored.size() + 1), version.getValue());
    }
    StringBuilder cases = new StringBuilder();
    stored.forEach(
        (version, number) ->
            cases
                .append("      case \"")
                .append(version)
                .append("\" -> ")
                .append(number)
                .append(";\n"));
    return Optional.of(
        """
        package %s;

        import java.sql.Connection;
        import java.sql.ResultSet;
        import java.sql.SQLException;
        import java.sql.Statement;

        /**
         * Which version a file has that %s made. For {@code Migrator.builder(MigrationRegistry.INSTANCE)
         * .adoptAs(%s::of)}; the schema of the file is compared with that version all the same.
         */
        final class %s {
          private %s() {}

          /** The version, or 0 if %s does not know the file: then its schema decides. */
          static int of(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
              try (ResultSet table =
                  statement.executeQuery(
                      "SELECT 1 FROM sqlite_master WHERE lower(name) = lower('%s')")) {
                if (!table.next()) {
                  return 0;
                }
              }
              try (ResultSet newest =
                  statement.executeQuery(
                      "%s")) {
                String version = newest.next() ? newest.getString(1) : null;
                return version == null ? 0 : number(version);
              }
            }
          }

          private static int number(String version) {
            return switch (version) {
        %s      default -> 0;
            };
          }
        }
        """
            .formatted(
                plan.packageName(),
                layout.title(),
                className(layout),
                className(layout),
                className(layout),
                layout.title(),
                layout.ownTable(),
                query,
                cases));
  }

  /** As the tool writes the version into its table. */
  private static String stored(Layout layout, String version, int place) {
    String text =
        switch (layout) {
          case DIESEL -> version.replace("-", "");
          case GOLANG_MIGRATE, SQLX, GOOSE, REFINERY, MYBATIS ->
              version.replaceFirst("^0+(?=.)", "");
          case DRIZZLE -> String.valueOf(place);
          default -> version;
        };
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
