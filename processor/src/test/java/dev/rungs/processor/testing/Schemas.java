package dev.rungs.processor.testing;

import dev.rungs.Strategy;
import dev.rungs.processor.model.Extensions;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.model.ScriptModel;
import dev.rungs.processor.replay.Replay;
import dev.rungs.processor.replay.ReplayResult;
import dev.rungs.processor.replay.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds schemas for tests: each call adds the next version. */
public final class Schemas {
  private final List<MigrationModel> migrations = new ArrayList<>();
  private final int baseline;
  private Extensions extensions = Extensions.NONE;

  private Schemas(int baseline) {
    this.baseline = baseline;
  }

  public static Schemas schema() {
    return from(1);
  }

  /** A schema whose first version is the baseline. */
  public static Schemas from(int baseline) {
    return new Schemas(baseline);
  }

  public Schemas up(String sql) {
    return add(sql, null, false, Strategy.IN_PLACE);
  }

  public Schemas destructive(String sql) {
    return add(sql, null, true, Strategy.IN_PLACE);
  }

  public Schemas upDown(String up, String down) {
    return add(up, down, false, Strategy.IN_PLACE);
  }

  public Schemas destructive(String up, String down) {
    return add(up, down, true, Strategy.IN_PLACE);
  }

  public Schemas rebuild(String sql) {
    return add(sql, null, false, Strategy.REBUILD);
  }

  public Schemas unknown(String sql) {
    return add(sql, null, false, Strategy.IN_PLACE, true, StepKind.UP);
  }

  public Schemas step() {
    return add(null, null, false, Strategy.IN_PLACE, false, StepKind.UP);
  }

  public Schemas extensions(
      List<String> functions, List<String> collations, List<String> tokenizers) {
    extensions = Extensions.parse(functions, collations, tokenizers);
    return this;
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
    int version = baseline + migrations.size();
    migrations.add(
        new MigrationModel(
            "app.V" + version,
            "app",
            version,
            "v" + version,
            strategy,
            destructive,
            unknown,
            optional(up),
            optional(down),
            step,
            Set.of()));
    return this;
  }

  private static Optional<ScriptModel> optional(String sql) {
    return Optional.ofNullable(sql).map(text -> new ScriptModel(text, Optional.empty()));
  }

  /** The {@code @Up} script of the only migration of a schema. */
  public static Script script(String sql) {
    return Script.up(schema().up(sql).model().migrations().get(0));
  }

  public SchemaModel model() {
    return new SchemaModel(
        "app.AppSchema",
        "app",
        "MigrationRegistry",
        baseline,
        baseline + migrations.size() - 1,
        List.of(),
        "",
        extensions,
        migrations);
  }

  public ReplayResult replay() {
    return Replay.run(model());
  }

  /** The problems of a replay, one a line, without the excerpt of the script. */
  public static List<String> summary(ReplayResult result) {
    return result.problems().stream().map(Schemas::summary).collect(Collectors.toList());
  }

  public static String summary(Problem problem) {
    return problem.version()
        + " "
        + problem.key().key()
        + " "
        + problem.site().part()
        + " "
        + problem.message().split("\n", 2)[0];
  }

  public static List<Problem> of(ReplayResult result, ProblemKey key) {
    return result.problems().stream().filter(p -> p.key() == key).toList();
  }
}
