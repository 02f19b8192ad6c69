package dev.rungs.processor.replay.image;

import dev.rungs.Strategy;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Registry;
import java.util.List;

/**
 * The registry that will be generated, for the runtime in the compiler.
 *
 * @param schemaName of the schema's class
 * @param baseline the lowest version
 * @param migrations by version, none with a step
 */
public record ModelRegistry(String schemaName, int baseline, List<MigrationModel> migrations)
    implements Registry {
  @Override
  public int currentVersion() {
    return baseline + migrations.size() - 1;
  }

  @Override
  public MigrationDefinition migration(int version) {
    MigrationModel model = migrations.get(version - baseline);
    MigrationDefinition.Builder builder =
        MigrationDefinition.builder(version, model.name(), model.className());
    if (model.strategy() == Strategy.REBUILD) {
      builder.rebuild();
    }
    if (model.destructive()) {
      builder.destructive();
    }
    model.up().ifPresent(script -> builder.up(script.text()));
    model.down().ifPresent(script -> builder.down(script.text()));
    return builder.build();
  }
}
