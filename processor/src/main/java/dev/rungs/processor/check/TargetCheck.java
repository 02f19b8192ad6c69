package dev.rungs.processor.check;

import dev.rungs.Strategy;
import dev.rungs.Target;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.ScriptDeclaration;
import dev.rungs.processor.model.ScriptModel;
import dev.rungs.processor.model.Site.Part;
import dev.rungs.processor.model.TargetMessages;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlStatement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code TargetRefuses}: what the servers of {@code @VersionedSchema(targets)} cannot do. */
final class TargetCheck implements SchemaCheck {
  /** What was tested; newer servers have newer ones. */
  private static final SqliteVersion OF_TARGETS = SqliteVersion.parse("3.45").orElseThrow();

  private static final SqliteVersion OF_D1 = SqliteVersion.parse("3.47").orElseThrow();

  @Override
  public List<Problem> check(SchemaGroup group) {
    SchemaDeclaration schema = group.schema();
    if (schema.targets().isEmpty() && schema.minSqlite().isEmpty()) {
      return List.of();
    }
    List<Problem> problems = new ArrayList<>();
    Optional<SqliteVersion> named = SqliteVersion.parse(schema.minSqlite());
    if (named.isEmpty() && !schema.minSqlite().isEmpty()) {
      problems.add(
          TargetMessages.notAVersion(schema.minSqlite()).at(0, schema.at(Part.MIN_SQLITE)));
    }
    Set<Target> targets = EnumSet.noneOf(Target.class);
    targets.addAll(schema.targets());
    List<TargetRule> rules = rules(targets, named);
    for (MigrationDeclaration migration : group.migrations()) {
      step(migration, schema.targets()).ifPresent(problems::add);
      check(migration, Part.UP, migration.up(), targets, rules, problems);
    }
    // Down from the top, so that each is looked at with the tables there are then.
    for (int i = group.migrations().size() - 1; i >= 0; i--) {
      MigrationDeclaration migration = group.migrations().get(i);
      check(migration, Part.DOWN, migration.down(), targets, rules, problems);
    }
    return problems;
  }

  private static List<TargetRule> rules(Set<Target> targets, Optional<SqliteVersion> named) {
    SqliteVersion implied = targets.equals(EnumSet.of(Target.D1)) ? OF_D1 : OF_TARGETS;
    SqliteVersion oldest = named.orElse(implied);
    String because =
        named.isPresent()
            ? "minSqlite is " + oldest
            : "the targets have SQLite " + oldest + ", as far as minSqlite does not say otherwise";
    return List.of(
        new TargetDivergenceRule(),
        new TargetStatementRule(),
        new TargetFunctionRule(),
        new TargetVersionRule(oldest, because),
        new TargetParentRule());
  }

  private static Optional<Problem> step(MigrationDeclaration migration, List<Target> targets) {
    if (targets.isEmpty()) {
      return Optional.empty();
    }
    if (migration.step() != StepKind.NONE) {
      return Optional.of(
          TargetMessages.step(targets.get(0).name())
              .at(migration.version(), migration.at(Part.TYPE)));
    }
    return migration.strategy() == Strategy.REBUILD && targets.contains(Target.D1)
        ? Optional.of(
            TargetMessages.rebuild(Target.D1.name())
                .at(migration.version(), migration.at(Part.STRATEGY)))
        : Optional.empty();
  }

  private static void check(
      MigrationDeclaration migration,
      Part part,
      Optional<ScriptDeclaration> declared,
      Set<Target> targets,
      List<TargetRule> rules,
      List<Problem> problems) {
    Optional<ScriptModel> script = declared.flatMap(ScriptDeclaration::script);
    if (script.isEmpty()) {
      return;
    }
    Set<String> said = new HashSet<>();
    for (SqlStatement statement : ScriptSplitter.statements(script.get().text())) {
      TargetStatement looked = new TargetStatement(statement);
      for (TargetRule rule : rules) {
        rule.check(
            looked,
            targets,
            (offset, what, fix) -> {
              if (said.add(statement.offset() + what)) {
                problems.add(
                    TargetMessages.refuses(what, fix)
                        .in(script.get(), offset)
                        .at(migration.version(), migration.at(part)));
              }
            });
      }
    }
  }
}
