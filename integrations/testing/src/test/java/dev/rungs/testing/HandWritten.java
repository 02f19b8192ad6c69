package dev.rungs.testing;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationStep;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.ReversibleStep;
import dev.rungs.runtime.SchemaImage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A registry with migrations that no compiler has seen. */
final class HandWritten implements Registry {
  private final List<MigrationDefinition> migrations = new ArrayList<>();
  private final Map<Integer, MigrationStep> steps = new HashMap<>();
  private final int baseline;
  private SchemaImage image;

  HandWritten() {
    this(1);
  }

  /** A registry whose first version is the baseline. */
  HandWritten(int baseline) {
    this.baseline = baseline;
  }

  /** A body in Java, shorter than a class. */
  interface Body {
    void run(Connection connection) throws SQLException;
  }

  HandWritten sql(String up) {
    migrations.add(next("sql").up(up).build());
    return this;
  }

  HandWritten destructive(String up) {
    migrations.add(next("destructive").up(up).destructive().build());
    return this;
  }

  HandWritten sql(String up, String down) {
    migrations.add(next("sql").up(up).down(down).build());
    return this;
  }

  HandWritten rebuild(String up) {
    migrations.add(next("rebuild").up(up).rebuild().build());
    return this;
  }

  HandWritten step(String up, Body body) {
    migrations.add(next("step").up(up).step().build());
    steps.put(currentVersion(), body::run);
    return this;
  }

  HandWritten step(Body body) {
    migrations.add(next("step").step().build());
    steps.put(currentVersion(), body::run);
    return this;
  }

  HandWritten reversible(String up, String down, Body bodyUp, Body bodyDown) {
    migrations.add(next("reversible").up(up).down(down).reversibleStep().build());
    steps.put(
        currentVersion(),
        new ReversibleStep() {
          @Override
          public void up(Connection connection) throws SQLException {
            bodyUp.run(connection);
          }

          @Override
          public void down(Connection connection) throws SQLException {
            bodyDown.run(connection);
          }
        });
    return this;
  }

  HandWritten image(SchemaImage finished) {
    image = finished;
    return this;
  }

  private MigrationDefinition.Builder next(String kind) {
    int version = baseline + migrations.size();
    return MigrationDefinition.builder(version, kind + "_" + version, "example.V" + version);
  }

  @Override
  public String schemaName() {
    return "example.Schema";
  }

  @Override
  public int currentVersion() {
    return baseline + migrations.size() - 1;
  }

  @Override
  public int baseline() {
    return baseline;
  }

  @Override
  public MigrationDefinition migration(int version) {
    return migrations.get(version - baseline);
  }

  @Override
  public MigrationStep newStep(int version) {
    return steps.get(version);
  }

  @Override
  public Optional<SchemaImage> image() {
    return Optional.ofNullable(image);
  }
}
