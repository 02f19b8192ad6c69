package dev.rungs.check.layout;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The tools whose folders can be read. */
public enum Layout {
  /** {@code V1__x.sql}, {@code U1__x.sql}, {@code R__x.sql}. */
  FLYWAY("Flyway", "flyway_schema_history"),
  /** {@code 1_x.up.sql}, {@code 1_x.down.sql}. */
  GOLANG_MIGRATE("golang-migrate", "schema_migrations"),
  /** {@code 1_x.sql}, or {@code 1_x.up.sql} and {@code 1_x.down.sql}. */
  SQLX("sqlx", "_sqlx_migrations"),
  /** {@code -- +goose Up}, {@code -- +goose Down}. */
  GOOSE("goose", "goose_db_version"),
  /** {@code -- +migrate Up}, {@code -- +migrate Down}. */
  SQL_MIGRATE("sql-migrate", "gorp_migrations"),
  /** {@code -- migrate:up}, {@code -- migrate:down}. */
  DBMATE("dbmate", "schema_migrations"),
  /** A folder each, with {@code up.sql} and {@code down.sql}. */
  DIESEL("diesel", "__diesel_schema_migrations"),
  /** A folder each, with {@code migration.sql}. */
  PRISMA("Prisma", "_prisma_migrations"),
  /** {@code 0000_x.sql} in the order of {@code meta/_journal.json}. */
  DRIZZLE("Drizzle", "__drizzle_migrations"),
  /** {@code V1__x.sql} or {@code U1__x.sql} of a Rust program. */
  REFINERY("refinery", "refinery_schema_history"),
  /** {@code 1.sqm}, and the {@code .sq} files with the schema. */
  SQLDELIGHT("SQLDelight", ""),
  /** {@code -- //@UNDO}. */
  MYBATIS("MyBatis Migrations", "changelog"),
  /** {@code --liquibase formatted sql}. */
  LIQUIBASE("Liquibase", "DATABASECHANGELOG"),
  /** Java classes annotated {@code @Migration}. */
  RUNGS("Rungs", ""),
  /** Numbered files. */
  PLAIN("numbered files", "");

  private final String title;
  private final String ownTable;

  Layout(String title, String ownTable) {
    this.title = title;
    this.ownTable = ownTable;
  }

  /**
   * Returns the name of the tool.
   *
   * @return as its makers write it
   */
  public String title() {
    return title;
  }

  /**
   * Returns who runs the migrations.
   *
   * @return the name of the tool, or words for a program without one
   */
  public String runner() {
    return this == PLAIN ? "the program as it is now" : title;
  }

  /**
   * Returns the table in which the tool keeps its books.
   *
   * @return its name; empty if it has none
   */
  public String ownTable() {
    return ownTable;
  }

  /**
   * Returns the word for it on a command line.
   *
   * @return as {@code golang-migrate}
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Finds a layout by its word.
   *
   * @param word as {@link #word} gives it
   * @return the layout, if there is one
   */
  public static Optional<Layout> of(String word) {
    return Arrays.stream(values()).filter(layout -> layout.word().equals(word)).findFirst();
  }
}
