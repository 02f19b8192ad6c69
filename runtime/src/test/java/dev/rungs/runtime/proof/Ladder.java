package dev.rungs.runtime.proof;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationStep;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.SchemaImage;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sqlite.SQLiteConnection;

/** A registry written by hand, with what the compiler would have put into it. */
final class Ladder implements Registry {
  private final String schema;
  private final List<MigrationDefinition> rungs;
  private final Map<Integer, Supplier<MigrationStep>> steps;

  private byte[] image;

  private Ladder(
      String schema, List<MigrationDefinition> rungs, Map<Integer, Supplier<MigrationStep>> steps) {
    this.schema = schema;
    this.rungs = List.copyOf(rungs);
    this.steps = Map.copyOf(steps);
  }

  static Builder named(String schema) {
    return new Builder(schema);
  }

  /** The same registry with the image of the finished schema that the compiler makes. */
  Ladder imaged() {
    Ladder imaged = new Ladder(schema, rungs, steps);
    try (Connection connection = PlainSqlite.memory()) {
      Migrator.builder(this).build().migrate(connection);
      imaged.image = SchemaImage.pack(connection.unwrap(SQLiteConnection.class).serialize("main"));
      return imaged;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<SchemaImage> image() {
    if (image == null) {
      return Optional.empty();
    }
    try {
      String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image));
      return SchemaImage.read(currentVersion(), sha256, new ByteArrayInputStream(image));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Ladder upTo(int version) {
    return new Ladder(schema, rungs.subList(0, version), steps);
  }

  @Override
  public String schemaName() {
    return schema;
  }

  @Override
  public int currentVersion() {
    return rungs.size();
  }

  @Override
  public MigrationDefinition migration(int version) {
    if (version < 1 || version > rungs.size()) {
      throw new IllegalArgumentException("There is no version " + version + ".");
    }
    return rungs.get(version - 1);
  }

  @Override
  public MigrationStep newStep(int version) {
    Supplier<MigrationStep> step = steps.get(version);
    if (step == null) {
      throw new IllegalArgumentException("Version " + version + " has no step.");
    }
    return step.get();
  }

  /** Adds one version after the other. */
  static final class Builder {
    private final String schema;
    private final List<MigrationDefinition.Builder> rungs = new ArrayList<>();
    private final Map<Integer, Supplier<MigrationStep>> steps = new HashMap<>();

    private Builder(String schema) {
      this.schema = schema;
    }

    /** A migration in place; without a down script if {@code down} is null. */
    Builder sql(String name, String up, String down) {
      next(name, up, down);
      return this;
    }

    Builder destructive(String name, String up, String down) {
      next(name, up, down).destructive();
      return this;
    }

    Builder rebuild(String name, String up) {
      next(name, up, null).rebuild();
      return this;
    }

    Builder step(String name, String up, String down, Supplier<MigrationStep> step) {
      next(name, up, down).step();
      steps.put(rungs.size(), step);
      return this;
    }

    Builder reversibleStep(String name, String up, String down, Supplier<MigrationStep> step) {
      next(name, up, down).reversibleStep();
      steps.put(rungs.size(), step);
      return this;
    }

    /** A registry whose SQL nobody ran before, as with {@code -Arungs.verify=off}. */
    Ladder unproven() {
      return new Ladder(
          schema, rungs.stream().map(MigrationDefinition.Builder::build).toList(), steps);
    }

    Ladder build() {
      List<String> fingerprints = PlainSqlite.fingerprints(unproven());
      for (int i = 0; i < fingerprints.size(); i++) {
        rungs.get(i).fingerprint(fingerprints.get(i));
      }
      return unproven();
    }

    private MigrationDefinition.Builder next(String name, String up, String down) {
      MigrationDefinition.Builder rung =
          MigrationDefinition.builder(rungs.size() + 1, name, schema + "." + name);
      if (up != null) {
        rung.up(up);
      }
      if (down != null) {
        rung.down(down);
      }
      rungs.add(rung);
      return rung;
    }
  }
}
