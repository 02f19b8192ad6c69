package dev.rungs.runtime.internal.inspect;

import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import dev.rungs.runtime.internal.sql.SqlNames;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tables in which other tools keep their books, and what the caller wants to be ignored. They
 * are no part of a schema, unless a version of ours has a table of that name.
 *
 * <p>Immutable.
 */
public final class OtherTools {
  /** Names that a tool gives its own table by default, folded. */
  private static final Set<String> TABLES =
      Set.of(
          // Flyway
          "flyway_schema_history",
          // Liquibase
          "databasechangelog",
          "databasechangeloglock",
          // MyBatis Migrations
          "changelog",
          // Android, and Room
          "android_metadata",
          "room_master_table",
          // GRDB
          "grdb_migrations",
          // Entity Framework Core
          "__efmigrationshistory",
          "__efmigrationslock",
          // Rails, dbmate, golang-migrate
          "schema_migrations",
          "ar_internal_metadata",
          // SQLx, Diesel, Refinery
          "_sqlx_migrations",
          "__diesel_schema_migrations",
          "refinery_schema_history",
          // Drizzle, Prisma, Knex, Sequelize
          "__drizzle_migrations",
          "_prisma_migrations",
          "knex_migrations",
          "knex_migrations_lock",
          "sequelizemeta",
          // goose, Atlas
          "goose_db_version",
          "atlas_schema_revisions",
          // Alembic, Django
          "alembic_version",
          "django_migrations",
          // Cloudflare D1, Litestream
          "d1_migrations",
          "_cf_kv",
          "_cf_metadata",
          "_litestream_seq",
          "_litestream_lock");

  /** Those of the tools, and nothing else. */
  public static final OtherTools KNOWN = new OtherTools(List.of());

  private final List<Pattern> chosen;

  private OtherTools(List<Pattern> chosen) {
    this.chosen = chosen;
  }

  /**
   * The tools' tables and what the caller names.
   *
   * @param globs names of tables, views, indexes or triggers, in any case; {@code *} stands for any
   *     characters and {@code ?} for one
   */
  public static OtherTools and(List<String> globs) {
    return globs.isEmpty() ? KNOWN : new OtherTools(globs.stream().map(OtherTools::glob).toList());
  }

  /** Tells whether a table and all that belongs to it is ignored. */
  public boolean isIgnored(String table) {
    return TABLES.contains(SqlNames.fold(table)) || isChosen(table);
  }

  /** Tells whether the caller wants an object to be ignored. */
  public boolean isChosen(String name) {
    for (Pattern glob : chosen) {
      if (glob.matcher(SqlNames.fold(name)).matches()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes out of a schema what is ignored, except for what is expected.
   *
   * @return the same object if there is nothing to take out
   */
  SchemaSnapshot without(SchemaSnapshot actual, SchemaSnapshot expected) {
    Set<String> kept = expected.names();
    return actual.without(
        (name, owner) ->
            !kept.contains(SqlNames.fold(name))
                && (isChosen(name) || (isIgnored(owner) && !kept.contains(SqlNames.fold(owner)))));
  }

  private static Pattern glob(String glob) {
    StringBuilder pattern = new StringBuilder();
    for (char c : SqlNames.fold(glob).toCharArray()) {
      switch (c) {
        case '*' -> pattern.append(".*");
        case '?' -> pattern.append('.');
        default -> pattern.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }
}
