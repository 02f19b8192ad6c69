package dev.rungs.processor.replay;

import dev.rungs.Strategy;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.model.ScriptModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds schemas for tests: each call adds the next version. */
final class Schemas {
  private final List<MigrationModel> migrations = new ArrayList<>();

  static Schemas schema() {
    return new Schemas();
  }

  Schemas up(String sql) {
    return add(sql, null, false, Strategy.IN_PLACE);
  }

  Schemas destructive(String sql) {
    return add(sql, null, true, Strategy.IN_PLACE);
  }

  Schemas upDown(String up, String down) {
    return add(up, down, false, Strategy.IN_PLACE);
  }

  Schemas destructive(String up, String down) {
    return add(up, down, true, Strategy.IN_PLACE);
  }

  Schemas rebuild(String sql) {
    return add(sql, null, false, Strategy.REBUILD);
  }

  Schemas unknown(String sql) {
    return add(sql, null, false, Strategy.IN_PLACE, true, StepKind.UP);
  }

  Schemas step() {
    return add(null, null, false, Strategy.IN_PLACE, false, StepKind.UP);
  }

  private Schemas add(String up, String down, boolean destructive, Strategy strategy) {
    return add(up, down, destructive, strategy, false, StepKind.NONE);
  }

  private Schemas add(
      String up,
      String down,
      boolean destructive,
      Strategy strategy,
      boolean unknown,
      StepKind step) {
    int version = migrations.size() + 1;
    migrations.add(
        new MigrationModel(
            "app.V" + version,
            "app",
            version,
            "v" + version,
            strategy,
            destructive,
            unknown,
            script(up),
            script(down),
            step,
            Set.of()));
    return this;
  }

  private static Optional<ScriptModel> script(String sql) {
    return Optional.ofNullable(sql).map(text -> new ScriptModel(text, Optional.empty()));
  }

  SchemaModel model() {
    return new SchemaModel(
        "app.AppSchema", "app", "MigrationRegistry", migrations.size(), migrations);
  }

  ReplayResult replay() {
    return Replay.run(model());
  }

  /** The problems of a replay, one a line, without the excerpt of the script. */
  static List<String> summary(ReplayResult result) {
    return result.problems().stream().map(Schemas::summary).collect(Collectors.toList());
  }

  static String summary(Problem problem) {
    return problem.version()
        + " "
        + problem.key().key()
        + " "
        + problem.site().part()
        + " "
        + problem.message().split("\n", 2)[0];
  }

  static List<Problem> of(ReplayResult result, ProblemKey key) {
    return result.problems().stream().filter(p -> p.key() == key).toList();
  }
}
