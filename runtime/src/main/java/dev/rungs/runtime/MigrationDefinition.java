package dev.rungs.runtime;

import dev.rungs.Strategy;
import java.util.Objects;
import java.util.Optional;

/**
 * One migration of a {@link Registry}: its name, its strategy and its SQL.
 *
 * <p>Immutable. Created by generated code.
 */
public final class MigrationDefinition {
  private final int version;
  private final String name;
  private final String source;
  private final Strategy strategy;
  private final boolean destructive;
  private final boolean schemaUnknown;
  private final boolean step;
  private final boolean reversibleStep;
  private final String up;
  private final String down;
  private final String fingerprint;

  private MigrationDefinition(Builder builder) {
    this.version = builder.version;
    this.name = builder.name;
    this.source = builder.source;
    this.strategy = builder.strategy;
    this.destructive = builder.destructive;
    this.schemaUnknown = builder.schemaUnknown;
    this.step = builder.step;
    this.reversibleStep = builder.reversibleStep;
    this.up = builder.up;
    this.down = builder.down;
    this.fingerprint = builder.fingerprint;
  }

  /**
   * Starts a definition.
   *
   * @param version 1 or more
   * @param name the migration's name, as in {@code create_notes}
   * @param source the qualified name of the class that declares it
   * @return a builder: {@link Strategy#IN_PLACE}, not destructive, without SQL and step
   */
  public static Builder builder(int version, String name, String source) {
    return new Builder(version, name, source);
  }

  /**
   * Returns the version a file has once this migration is done.
   *
   * @return 1 or more
   */
  public int version() {
    return version;
  }

  /**
   * Returns the migration's name.
   *
   * @return for example {@code create_notes}
   */
  public String name() {
    return name;
  }

  /**
   * Returns the class that declares the migration.
   *
   * @return its qualified name
   */
  public String source() {
    return source;
  }

  /**
   * Returns how the migration is done.
   *
   * @return the strategy
   */
  public Strategy strategy() {
    return strategy;
  }

  /**
   * Tells whether the migration may lose stored data and so runs only with approval.
   *
   * @return true if it is declared so
   */
  public boolean destructive() {
    return destructive;
  }

  /**
   * Tells whether the compiler could not know the schema that this migration leaves.
   *
   * @return true if its step builds schema at run time
   */
  public boolean schemaUnknown() {
    return schemaUnknown;
  }

  /**
   * Tells whether the migration has a step in Java.
   *
   * @return true if {@link Registry#newStep} gives one
   */
  public boolean hasStep() {
    return step;
  }

  /**
   * Tells whether the migration can be undone: it has a {@code @Down} for its SQL and a {@code
   * down} for its step.
   *
   * @return false for a {@link Strategy#REBUILD}, and if one of them is missing
   */
  public boolean reversible() {
    return strategy == Strategy.IN_PLACE
        && (up == null || down != null)
        && (!step || reversibleStep || down != null);
  }

  /**
   * Tells whether the step in Java can be undone.
   *
   * @return true if the step is a {@link ReversibleStep}
   */
  public boolean hasReversibleStep() {
    return reversibleStep;
  }

  /**
   * Returns the SQL that brings a database up to this version.
   *
   * @return the script; empty if the migration is only Java
   */
  public Optional<String> up() {
    return Optional.ofNullable(up);
  }

  /**
   * Returns the SQL that undoes the migration.
   *
   * @return the script; empty if there is none
   */
  public Optional<String> down() {
    return Optional.ofNullable(down);
  }

  /**
   * Returns the fingerprint of the schema at this version, as the compiler computed it.
   *
   * @return empty if SQL was not run at compile time, or the schema is not known
   */
  public Optional<String> fingerprint() {
    return Optional.ofNullable(fingerprint);
  }

  @Override
  public String toString() {
    return version + " " + name;
  }

  /** Collects the parts of a {@link MigrationDefinition}. For use by one thread. */
  public static final class Builder {
    private final int version;
    private final String name;
    private final String source;
    private Strategy strategy = Strategy.IN_PLACE;
    private boolean destructive;
    private boolean schemaUnknown;
    private boolean step;
    private boolean reversibleStep;
    private String up;
    private String down;
    private String fingerprint;

    private Builder(int version, String name, String source) {
      if (version < 1) {
        throw new IllegalArgumentException("A version is 1 or more, not " + version + ".");
      }
      this.version = version;
      this.name = Objects.requireNonNull(name, "name");
      this.source = Objects.requireNonNull(source, "source");
    }

    /**
     * Declares that a database below this version is rebuilt.
     *
     * @return this
     */
    public Builder rebuild() {
      this.strategy = Strategy.REBUILD;
      return this;
    }

    /**
     * Declares that the migration may lose stored data.
     *
     * @return this
     */
    public Builder destructive() {
      this.destructive = true;
      return this;
    }

    /**
     * Declares that the step builds schema at run time.
     *
     * @return this
     */
    public Builder schemaUnknown() {
      this.schemaUnknown = true;
      return this;
    }

    /**
     * Declares that the migration has a step in Java.
     *
     * @return this
     */
    public Builder step() {
      this.step = true;
      return this;
    }

    /**
     * Declares that the migration has a step in Java that can be undone.
     *
     * @return this
     */
    public Builder reversibleStep() {
      this.step = true;
      this.reversibleStep = true;
      return this;
    }

    /**
     * Sets the SQL that brings a database up to this version.
     *
     * @param sql a script of one or more statements
     * @return this
     */
    public Builder up(String sql) {
      this.up = Objects.requireNonNull(sql, "sql");
      return this;
    }

    /**
     * Sets the SQL that undoes the migration.
     *
     * @param sql a script of one or more statements
     * @return this
     */
    public Builder down(String sql) {
      this.down = Objects.requireNonNull(sql, "sql");
      return this;
    }

    /**
     * Sets the fingerprint of the schema at this version.
     *
     * @param value as the compiler computed it
     * @return this
     */
    public Builder fingerprint(String value) {
      this.fingerprint = Objects.requireNonNull(value, "value");
      return this;
    }

    /**
     * Creates the definition.
     *
     * @return an immutable definition
     */
    public MigrationDefinition build() {
      return new MigrationDefinition(this);
    }
  }
}
