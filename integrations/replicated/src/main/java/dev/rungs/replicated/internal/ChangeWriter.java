package dev.rungs.replicated.internal;

import dev.rungs.replicated.internal.Change.Part;
import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlStatement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes requests: comparison, SQL, check of references, history, version. */
final class ChangeWriter {
  /** Holds the references to nothing that were there before; made and dropped by one request. */
  static final String CHECK_TABLE = "rungs_check";

  private static final String REMEMBER =
      "CREATE TABLE "
          + CHECK_TABLE
          + " AS SELECT \"table\" AS child, rowid AS row, parent FROM pragma_foreign_key_check";

  /** A table that was renamed takes its old violations with it. */
  private static final String COMPARE =
      "SELECT 1 WHERE CASE WHEN NOT EXISTS (SELECT 1 FROM pragma_foreign_key_check AS now WHERE NOT EXISTS"
          + " (SELECT 1 FROM "
          + CHECK_TABLE
          + " AS old WHERE old.row IS now.rowid"
          + " AND (old.child = now.\"table\" OR old.parent = now.parent)))"
          + " THEN 0 ELSE json('rungs: rows refer to nothing') END";

  private final boolean keepsUserVersion;
  private final HistoryRows rows;
  private final Clock clock;
  private final int applicationId;
  private final State before;
  private final List<Part> parts = new ArrayList<>();
  private final List<MigrationDefinition> migrations = new ArrayList<>();
  private final List<AppliedMigration> applied = new ArrayList<>();
  private boolean checkReferences;
  private Set<String> kept = Set.of();

  /**
   * A writer of one request.
   *
   * @param server what it is for
   * @param rows the rows of history
   * @param clock dates them
   * @param applicationId given to a database that is created; 0 for none
   * @param before what the request is planned for
   */
  ChangeWriter(Server server, HistoryRows rows, Clock clock, int applicationId, State before) {
    this.keepsUserVersion = server.keepsUserVersion();
    this.rows = rows;
    this.clock = clock;
    this.applicationId = server.keepsApplicationId() ? applicationId : 0;
    this.before = before;
    compare();
  }

  /** References are compared by one statement, which SQLite gives up where a key cannot work. */
  ChangeWriter checkingReferences(boolean check) {
    checkReferences = check;
    return this;
  }

  /** Names, folded, of what a wipe leaves alone. */
  ChangeWriter keeping(Set<String> names) {
    kept = names;
    return this;
  }

  /** The next request of a plan; of an upgrade that is one migration. */
  Change next(MigrationPlan plan) {
    List<MigrationDefinition> pending = plan.pending();
    return switch (plan.action()) {
      case CREATE -> build(pending, Kind.CREATED, plan.targetVersion());
      case REBUILD -> {
        wipe();
        yield build(pending, Kind.REBUILT, plan.targetVersion());
      }
      case ADOPT -> {
        int version = plan.targetVersion() - pending.size();
        record(version);
        stamp(version);
        yield change(version);
      }
      default -> upgrade(pending.get(0));
    };
  }

  /** The request that undoes one migration. */
  Change undo(MigrationDefinition migration) {
    recordUnrecorded();
    withReferences(
        migration.down().orElse(""), () -> script(migration, migration.down().orElse("")));
    add("DELETE FROM rungs_history WHERE version = " + migration.version());
    stamp(migration.version() - 1);
    migrations.add(migration);
    return change(migration.version() - 1);
  }

  private Change build(List<MigrationDefinition> all, Kind kind, int version) {
    if (applicationId != 0) {
      add("PRAGMA application_id = " + applicationId);
    }
    add(rows.table());
    for (MigrationDefinition migration : all) {
      script(migration, migration.up().orElse(""));
      history(migration.version(), kind);
      migrations.add(migration);
    }
    stamp(version);
    return change(version);
  }

  private Change upgrade(MigrationDefinition migration) {
    recordUnrecorded();
    withReferences(migration.up().orElse(""), () -> script(migration, migration.up().orElse("")));
    history(migration.version(), Kind.APPLIED);
    stamp(migration.version());
    migrations.add(migration);
    return change(migration.version());
  }

  private Change change(int version) {
    return new Change(parts, version, migrations, applied);
  }

  private void add(String sql) {
    parts.add(new Part(sql, null, null));
  }

  /**
   * What makes two deployers safe: the second finds another version and none of it is run. It gives
   * no rows: D1's simulator would leave it open.
   */
  private void compare() {
    String version = keepsUserVersion ? StateReader.USER_VERSION : StateReader.TOP_OF_HISTORY;
    boolean known = keepsUserVersion || before.has("table", "rungs_history");
    add(
        "SELECT 1 WHERE CASE WHEN "
            + (known ? version + " = " + before.version() + " AND " : "")
            + StateReader.SIGNATURE
            + " = "
            + SqlNames.literal(before.signature())
            + " THEN 0 ELSE json('rungs: the database is not as planned for') END");
  }

  private void script(MigrationDefinition migration, String script) {
    for (SqlStatement statement : ScriptSplitter.statements(script)) {
      parts.add(new Part(statement.text(), migration, statement));
    }
  }

  private void withReferences(String script, Runnable body) {
    boolean refers =
        refers(script)
            || before.schema().stream()
                .anyMatch(entry -> entry.sql() != null && refers(entry.sql()));
    if (checkReferences && refers) {
      add(REMEMBER);
      body.run();
      add(COMPARE);
      add("DROP TABLE " + CHECK_TABLE);
    } else {
      body.run();
    }
  }

  private static boolean refers(String sql) {
    return sql.toLowerCase(Locale.ROOT).contains("references");
  }

  /** Drops everything, what refers to others first. */
  private void wipe() {
    drop("trigger", "");
    drop("view", "");
    // A virtual table drops its shadow tables itself, and only then whole.
    drop("table", "create virtual");
    drop("table", "");
    for (String statistics : List.of("sqlite_sequence", "sqlite_stat1", "sqlite_stat4")) {
      if (before.has("table", statistics)) {
        add("DELETE FROM " + statistics + ofDropped(statistics));
      }
    }
  }

  private String ofDropped(String statistics) {
    if (kept.isEmpty()) {
      return "";
    }
    String column = statistics.equals("sqlite_sequence") ? "name" : "tbl";
    return kept.stream()
        .sorted()
        .map(SqlNames::literal)
        .collect(Collectors.joining(", ", " WHERE lower(" + column + ") NOT IN (", ")"));
  }

  private void drop(String type, String beginning) {
    for (State.Entry entry : before.schema()) {
      if (entry.type().equals(type)
          && !entry.name().regionMatches(true, 0, "sqlite_", 0, 7)
          && !kept.contains(SqlNames.fold(entry.name()))
          && entry.sql() != null
          && entry.sql().regionMatches(true, 0, beginning, 0, beginning.length())) {
        add("DROP " + type + " IF EXISTS " + SqlNames.quote(entry.name()));
      }
    }
  }

  /** A database that was stamped by hand has no history; it gets one when it is first changed. */
  private void recordUnrecorded() {
    if (before.history().isEmpty()) {
      add(rows.table());
      for (int version = rows.baseline(); version <= before.version(); version++) {
        add(rows.insert(rows.applied(version, Kind.ADOPTED, now())));
      }
    }
  }

  private void record(int upTo) {
    add(rows.table());
    for (int version = rows.baseline(); version <= upTo; version++) {
      history(version, Kind.ADOPTED);
    }
  }

  private void history(int version, Kind kind) {
    AppliedMigration row = rows.applied(version, kind, now());
    add(rows.insert(row));
    applied.add(row);
  }

  private Instant now() {
    return clock.instant();
  }

  private void stamp(int version) {
    if (keepsUserVersion) {
      add("PRAGMA user_version = " + version);
    }
  }
}
