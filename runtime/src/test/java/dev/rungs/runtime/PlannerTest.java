package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.Strategy;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.internal.plan.Decision;
import dev.rungs.runtime.internal.plan.Facts;
import dev.rungs.runtime.internal.plan.History;
import dev.rungs.runtime.internal.plan.HistoryRow;
import dev.rungs.runtime.internal.plan.Permissions;
import dev.rungs.runtime.internal.plan.Planner;
import dev.rungs.runtime.internal.plan.SchemaMatch;
import dev.rungs.runtime.internal.sql.Checksum;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The table of decisions, over all combinations of what a file may be and a caller may permit. */
class PlannerTest {
  private static final int CURRENT = 3;
  private static final int AWAITS_CONTENT = 1234;

  private enum Owner {
    NOBODY,
    OURS,
    OTHER_SCHEMA,
    DEFECTIVE,
    ENDS_ELSEWHERE,
    EDITED
  }

  private enum Schema {
    UNKNOWN,
    SAME,
    AMBIGUOUS,
    DIFFERENT
  }

  private enum Pending {
    IN_PLACE,
    DESTRUCTIVE,
    REBUILD
  }

  private static final Map<Pending, Registry> REGISTRIES = new EnumMap<>(Pending.class);

  private record Case(
      int stored,
      boolean exists,
      boolean empty,
      int applicationId,
      Owner owner,
      Schema schema,
      Pending pending,
      boolean approved,
      boolean rebuild,
      boolean rebuildOfNewer,
      boolean drift,
      int adoptAs) {
    boolean rebuildPending() {
      return pending == Pending.REBUILD && stored < CURRENT;
    }

    /** The version an unversioned file would be taken for. */
    boolean chosen() {
      return adoptAs > 0;
    }

    /** Above the current version, without history, and the caller chose a version. */
    boolean numberedElsewhere() {
      return stored > CURRENT && owner == Owner.NOBODY && chosen();
    }

    boolean edited() {
      return owner == Owner.EDITED && stored > 0 && !drift;
    }

    boolean drifted() {
      return schema == Schema.DIFFERENT && stored > 0 && !drift;
    }
  }

  /** A row of the table: the first that fits decides. */
  private record Row(Predicate<Case> fits, Action action, Class<? extends Exception> refusal) {
    static Row of(Predicate<Case> fits, Action action) {
      return new Row(fits, action, null);
    }

    static Row refuse(Predicate<Case> fits, Class<? extends Exception> refusal) {
      return new Row(fits, Action.REFUSE, refusal);
    }
  }

  private static final List<Row> TABLE =
      List.of(
          Row.refuse(
              c -> c.stored == CURRENT && c.exists && c.applicationId == 99,
              UnrecognizedSchemaException.class),
          Row.of(c -> c.stored == CURRENT && c.exists, Action.NOTHING),
          Row.refuse(c -> c.stored < 0, UnrecognizedSchemaException.class),
          Row.refuse(c -> c.applicationId == 99, UnrecognizedSchemaException.class),
          Row.refuse(c -> c.owner == Owner.OTHER_SCHEMA, UnrecognizedSchemaException.class),
          Row.refuse(
              c ->
                  c.numberedElsewhere()
                      && (c.adoptAs > CURRENT || (c.schema == Schema.DIFFERENT && !c.drift)),
              UnrecognizedSchemaException.class),
          Row.of(
              c -> c.numberedElsewhere() && c.pending == Pending.REBUILD && c.rebuild,
              Action.REBUILD),
          Row.refuse(
              c -> c.numberedElsewhere() && c.pending == Pending.REBUILD,
              RebuildRequiredException.class),
          Row.refuse(
              c -> c.numberedElsewhere() && c.pending == Pending.DESTRUCTIVE && !c.approved,
              DestructiveApprovalRequiredException.class),
          Row.of(Case::numberedElsewhere, Action.ADOPT),
          Row.of(c -> c.stored > CURRENT && c.rebuildOfNewer, Action.REBUILD),
          Row.refuse(c -> c.stored > CURRENT, NewerSchemaException.class),
          Row.refuse(
              c -> c.owner == Owner.DEFECTIVE || c.owner == Owner.ENDS_ELSEWHERE,
              HistoryMismatchException.class),
          Row.of(c -> c.stored == 0 && c.empty, Action.CREATE),
          // Not recognised, and nothing chosen that could be believed.
          Row.refuse(c -> c.stored == 0 && c.adoptAs > CURRENT, UnrecognizedSchemaException.class),
          Row.refuse(
              c -> c.stored == 0 && c.chosen() && c.schema == Schema.DIFFERENT && !c.drift,
              UnrecognizedSchemaException.class),
          Row.refuse(
              c -> c.stored == 0 && !c.chosen() && c.schema == Schema.AMBIGUOUS,
              UnrecognizedSchemaException.class),
          Row.of(
              c ->
                  c.stored == 0
                      && !c.chosen()
                      && c.schema != Schema.SAME
                      && c.rebuildPending()
                      && c.rebuild,
              Action.REBUILD),
          Row.refuse(
              c -> c.stored == 0 && !c.chosen() && c.schema != Schema.SAME,
              UnrecognizedSchemaException.class),
          // From here on it is, or is taken to be, at a version below the current one.
          Row.of(c -> c.rebuildPending() && c.rebuild, Action.REBUILD),
          Row.refuse(Case::rebuildPending, RebuildRequiredException.class),
          Row.refuse(Case::edited, HistoryMismatchException.class),
          Row.refuse(Case::drifted, SchemaDriftException.class),
          Row.refuse(
              c -> c.pending == Pending.DESTRUCTIVE && !c.approved,
              DestructiveApprovalRequiredException.class),
          Row.of(c -> c.stored == 0, Action.ADOPT),
          Row.of(c -> true, Action.UPGRADE));

  @Test
  void decidesEveryCombinationByTheTable() {
    int decided = 0;
    boolean[] used = new boolean[TABLE.size()];
    for (Case c : cases()) {
      Decision decision = decide(c);
      int row = 0;
      while (!TABLE.get(row).fits().test(c)) {
        row++;
      }
      used[row] = true;
      assertEquals(TABLE.get(row).action(), decision.action(), c.toString());
      assertEquals(
          Optional.ofNullable(TABLE.get(row).refusal()),
          decision.plan().refusal().map(Exception::getClass),
          c.toString());
      assertEquals(
          decision.action() == Action.REFUSE, decision.plan().refusal().isPresent(), c.toString());
      decided++;
    }
    assertTrue(decided > 10_000, decided + " combinations");
    for (int i = 0; i < used.length; i++) {
      assertTrue(used[i], "no combination reaches row " + i);
    }
  }

  @Test
  void asksForNoMigrationWhereTheFileIsCurrent() {
    Registry silent = new OpenCurrentTest.Untouchable(CURRENT);
    Permissions none = new Permissions(false, Set.of(), false, false, false, 0);
    assertEquals(
        Action.NOTHING,
        new Planner(silent, none)
            .decide(Facts.current(Path.of("a.db"), CURRENT, 0, false))
            .action());
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    boolean[] both = {false, true};
    for (int stored : new int[] {-1, 0, 2, 3, 4}) {
      for (boolean empty : both) {
        for (int id : new int[] {0, 7, 99, AWAITS_CONTENT}) {
          for (Owner owner : Owner.values()) {
            for (Schema schema : Schema.values()) {
              for (Pending pending : Pending.values()) {
                for (int permissions = 0; permissions < 16; permissions++) {
                  for (int adoptAs : new int[] {0, 2, 9}) {
                    cases.add(
                        new Case(
                            stored,
                            true,
                            empty,
                            id,
                            owner,
                            schema,
                            pending,
                            (permissions & 1) != 0,
                            (permissions & 2) != 0,
                            (permissions & 4) != 0,
                            (permissions & 8) != 0,
                            adoptAs));
                  }
                }
              }
            }
          }
        }
      }
    }
    cases.add(
        new Case(
            0,
            false,
            true,
            0,
            Owner.NOBODY,
            Schema.UNKNOWN,
            Pending.REBUILD,
            false,
            false,
            false,
            false,
            0));
    return cases;
  }

  private static Decision decide(Case c) {
    Registry registry = REGISTRIES.computeIfAbsent(c.pending, PlannerTest::registry);
    Permissions permissions =
        new Permissions(
            false,
            c.approved ? Set.of(CURRENT) : Set.of(),
            c.rebuild,
            c.rebuildOfNewer,
            c.drift,
            7);
    Facts facts =
        c.exists
            ? new Facts(
                Path.of("a.db"),
                true,
                c.stored,
                c.applicationId,
                c.applicationId == AWAITS_CONTENT,
                c.empty,
                history(c, registry),
                schema(c),
                c.stored == 0 || c.numberedElsewhere() ? c.adoptAs : 0)
            : Facts.absent(Path.of("a.db"));
    return new Planner(registry, permissions).decide(facts);
  }

  private static Registry registry(Pending last) {
    Migrations registry = Migrations.registry().up("CREATE TABLE a (x);").up("CREATE TABLE b (x);");
    return switch (last) {
      case IN_PLACE -> registry.up("CREATE TABLE c (x);");
      case DESTRUCTIVE -> registry.destructive("DROP TABLE b;");
      case REBUILD -> registry.rebuild("CREATE TABLE c (x);");
    };
  }

  private static History history(Case c, Registry registry) {
    String schema = registry.schemaName();
    return switch (c.owner) {
      case NOBODY -> History.NONE;
      case OURS -> rows(Math.max(0, c.stored), schema, registry, false);
      case OTHER_SCHEMA -> rows(Math.max(1, c.stored), "app.Other", registry, false);
      case DEFECTIVE -> History.defective("It is not ours.");
      case ENDS_ELSEWHERE -> rows(Math.max(1, c.stored + 1), schema, registry, false);
      case EDITED -> rows(Math.max(0, c.stored), schema, registry, true);
    };
  }

  private static History rows(int top, String schema, Registry registry, boolean edited) {
    List<HistoryRow> rows = new ArrayList<>();
    for (int v = 1; v <= top; v++) {
      Optional<String> up =
          v <= CURRENT ? registry.migration(v).up() : Optional.of("CREATE TABLE newer (x)");
      String sum = edited ? "v1:edited" : Checksum.of(up, Optional.empty());
      rows.add(
          new HistoryRow(
              new AppliedMigration(v, "step_" + v, Kind.APPLIED, sum, Instant.EPOCH, Duration.ZERO),
              schema,
              Strategy.IN_PLACE,
              false,
              true,
              false));
    }
    return new History(true, null, rows);
  }

  private static SchemaMatch schema(Case c) {
    return switch (c.schema) {
      case UNKNOWN -> SchemaMatch.UNKNOWN;
      case SAME -> new SchemaMatch(List.of(2), 2, List.of());
      case AMBIGUOUS -> new SchemaMatch(List.of(1, 2), 1, List.of());
      case DIFFERENT -> new SchemaMatch(List.of(), 2, List.of("table b is missing"));
    };
  }
}
