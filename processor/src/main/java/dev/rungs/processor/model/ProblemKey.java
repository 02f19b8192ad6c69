package dev.rungs.processor.model;

/** Every rule by its public key, and how hard it is. Keys never change once released. */
public enum ProblemKey {
  MISSING_VERSION("MissingVersion", Severity.ERROR),
  DUPLICATE_VERSION("DuplicateVersion", Severity.ERROR),
  DUPLICATE_NAME("DuplicateName", Severity.ERROR),
  VERSION_OUT_OF_RANGE("VersionOutOfRange", Severity.ERROR),
  CURRENT_VERSION("CurrentVersion", Severity.ERROR),
  SCHEMA_REFERENCE("SchemaReference", Severity.ERROR),
  MIGRATION_CLASS("MigrationClass", Severity.ERROR),
  NOTHING_TO_DO("NothingToDo", Severity.ERROR),
  STRATEGY_CONFLICT("StrategyConflict", Severity.ERROR),
  SQL_FILE("SqlFile", Severity.ERROR),
  LOCKED_MIGRATION("LockedMigration", Severity.ERROR),
  SQL_REJECTED("SqlRejected", Severity.ERROR),
  SQL_NOT_ALLOWED("SqlNotAllowed", Severity.ERROR),
  BROKEN_DEPENDENT("BrokenDependent", Severity.ERROR),
  DOWN_LOSES_ROWS("DownLosesRows", Severity.WARNING),
  POSITIONAL_COPY("PositionalCopy", Severity.WARNING),
  QUOTED_TEXT("QuotedText", Severity.WARNING),
  LOST_DEPENDENTS("LostDependents", Severity.WARNING),
  DOWN_DOES_NOT_UNDO("DownDoesNotUndo", Severity.ERROR),
  UNDECLARED_DESTRUCTIVE("UndeclaredDestructive", Severity.ERROR),
  VALUE_REPLACED("ValueReplaced", Severity.WARNING),
  /** A version that could not be tried on rows; an error where it could lose some. */
  UNVERIFIED("Unverified", Severity.WARNING),
  NEEDLESSLY_DESTRUCTIVE("NeedlesslyDestructive", Severity.WARNING),
  DATA_DEPENDENT("DataDependent", Severity.WARNING),
  /** A declared target, or SQLite at {@code minSqlite}, refuses it or does it otherwise. */
  TARGET_REFUSES("TargetRefuses", Severity.ERROR),
  /** A query that does not prepare on the finished schema. */
  BROKEN_QUERY("BrokenQuery", Severity.ERROR),
  /** A query of the last release that fails on the new schema, or the reverse. */
  BREAKS_RUNNING_RELEASE("BreaksRunningRelease", Severity.ERROR),
  /** A query that reads a table whole; said only if {@code -Arungs.warnings} names it. */
  FULL_SCAN("FullScan", Severity.WARNING),
  OPTION("Option", Severity.ERROR),
  /** SQLite could not be loaded into the compiler. */
  SQLITE_UNAVAILABLE("SqliteUnavailable", Severity.ERROR),
  /** A generated file could not be written. */
  OUTPUT("Output", Severity.ERROR),
  /** Something worth knowing that nobody has to act on. */
  NOTE("Note", Severity.NOTE),
  /** Rungs itself failed. */
  BUG("Bug", Severity.ERROR);

  private final String key;
  private final Severity severity;

  ProblemKey(String key, Severity severity) {
    this.key = key;
    this.severity = severity;
  }

  /**
   * Returns the public key.
   *
   * @return as users write it, without the prefix {@code rungs.}
   */
  public String key() {
    return key;
  }

  /**
   * Returns how hard the rule is.
   *
   * @return error, warning or note
   */
  public Severity severity() {
    return severity;
  }

  /** How hard a rule is. */
  public enum Severity {
    /** The compile fails. */
    ERROR,
    /** The compile goes on; it can be silenced by {@code @SuppressWarnings}. */
    WARNING,
    /** Said once, for information. */
    NOTE
  }
}
