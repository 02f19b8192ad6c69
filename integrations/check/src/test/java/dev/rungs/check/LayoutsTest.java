package dev.rungs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.check.layout.FolderHistory;
import dev.rungs.check.layout.Layout;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A small history of each tool, with its faults: recognised, in its order, and judged. */
class LayoutsTest {
  static Stream<Arguments> histories() {
    return Stream.of(
        history(
            "flyway",
            Layout.FLYWAY,
            List.of("1", "2", "2.1", "10", "11", "R note_sizes"),
            "DataDependent V2.1__unique_tags.sql:1:1",
            "LostDependents V10__body_may_be_null.sql:3:1",
            "DownDoesNotUndo U2__add_tags.sql:1:1"),
        history(
            "golang-migrate",
            Layout.GOLANG_MIGRATE,
            List.of("000001", "000002", "000003"),
            "UndeclaredDestructive 000003_drop_state.up.sql:1:1",
            "DownDoesNotUndo 000002_add_owner.down.sql:1:1"),
        history(
            "sqlx",
            Layout.SQLX,
            List.of("20240105090000", "20240211120000", "20240301080000"),
            "UndeclaredDestructive migrations/20240301080000_lower_email.sql:1:1",
            "DataDependent migrations/20240211120000_unique_email.sql:1:1",
            "DataDependent migrations/20240301080000_lower_email.sql:1:1"),
        history(
            "goose",
            Layout.GOOSE,
            List.of("00001", "00002", "00003", "00004"),
            "UndeclaredDestructive 00004_drop_words.sql:3:1",
            "SqlRejected 00003_require_author.sql:2:1",
            "DownDoesNotUndo 00004_drop_words.sql:6:1"),
        history(
            "sql-migrate",
            Layout.SQL_MIGRATE,
            List.of("1", "2"),
            "DownDoesNotUndo 2_add_title.sql:5:1"),
        history(
            "dbmate",
            Layout.DBMATE,
            List.of("20240101120000", "20240102120000"),
            "UndeclaredDestructive 20240102120000_short_titles.sql:2:1"),
        history(
            "diesel",
            Layout.DIESEL,
            List.of("2024-01-05-090000", "2024-02-01-100000", "2024-03-01-110000"),
            "BrokenDependent 2024-02-01-100000_rename_title/up.sql:2:33"),
        history(
            "prisma",
            Layout.PRISMA,
            List.of("20240105090000", "20240211120000"),
            "UndeclaredDestructive migrations/20240211120000_name_required/migration.sql:8:1",
            "LostDependents migrations/20240211120000_name_required/migration.sql:8:1",
            "DataDependent migrations/20240211120000_name_required/migration.sql:7:1"),
        history(
            "drizzle",
            Layout.DRIZZLE,
            List.of("0000", "0001"),
            "LostDependents 0001_red_rain.sql:9:1"),
        history(
            "refinery",
            Layout.REFINERY,
            List.of("1", "2", "3"),
            "UndeclaredDestructive migrations/U2__drop_old.sql:1:1"),
        history(
            "sqldelight",
            Layout.SQLDELIGHT,
            List.of("1", "2", "3"),
            "UndeclaredDestructive migrations/2.sqm:1:1"),
        history(
            "mybatis",
            Layout.MYBATIS,
            List.of("20240101120000", "20240201120000"),
            "UndeclaredDestructive scripts/20240201120000_drop_small.sql:2:1"),
        history(
            "liquibase",
            Layout.LIQUIBASE,
            List.of("1", "3"),
            "UndeclaredDestructive apples.sql:8:1",
            "DownDoesNotUndo apples.sql:10:12"),
        history(
            "rungs",
            Layout.RUNGS,
            List.of("1", "2"),
            "UndeclaredDestructive com/example/drop_tag.sql:2:1"),
        history(
            "plain",
            Layout.PLAIN,
            List.of("1", "2", "10"),
            "UndeclaredDestructive 10-drop.sql:2:1"));
  }

  private static Arguments history(
      String name, Layout layout, List<String> versions, String... findings) {
    return Arguments.of(name, layout, versions, List.of(findings));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("histories")
  void aHistoryIsRecognisedAndJudged(
      String name, Layout layout, List<String> versions, List<String> findings) {
    FolderHistory history = Checked.read(Checked.history(name));
    assertEquals(layout, history.layout());
    assertEquals(versions, Checked.versions(history));
    CheckReport report = Checked.check(history);
    assertEquals(findings, Checked.places(report), () -> report.findings().toString());
  }
}
