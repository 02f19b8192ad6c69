package dev.rungs.processor.model;

import java.util.Locale;

/**
 * Every sentence that the checks say: fact, evidence, mend. The templates are those of {@link
 * String#format}.
 */
public enum Message {
  GAP(
      ProblemKey.MISSING_VERSION,
      "No migration declares version %1$d. CURRENT_VERSION is %2$d; found %3$s. Add a class"
          + " annotated @Migration(version = %1$d)."),
  GAPS(
      ProblemKey.MISSING_VERSION,
      "No migration declares versions %1$d-%4$d. CURRENT_VERSION is %2$d; found %3$s. Add a class"
          + " annotated @Migration for each of them, from @Migration(version = %1$d) on."),
  TAIL(
      ProblemKey.MISSING_VERSION,
      "No migration declares version %1$d. CURRENT_VERSION is %2$d; found %3$s. Add a class"
          + " annotated @Migration(version = %1$d), or set CURRENT_VERSION to %5$d."),
  TAILS(
      ProblemKey.MISSING_VERSION,
      "No migration declares versions %1$d-%4$d. CURRENT_VERSION is %2$d; found %3$s. Add a class"
          + " annotated @Migration for each of them, or set CURRENT_VERSION to %5$d."),
  LEFTOVER(
      ProblemKey.MISSING_VERSION,
      "The class file of %s is left from an earlier compile, and its source %s is gone."),
  SAME_VERSION(
      ProblemKey.DUPLICATE_VERSION,
      "Version %d is also declared by %s. A version is declared exactly once. Give one of them the"
          + " next free version, %s."),
  SAME_NAME(
      ProblemKey.DUPLICATE_NAME,
      "The name %s is also that of %s. Plans and history tell migrations apart by their names. Set"
          + " another one with @Migration(name = \"...\")."),
  BELOW_ONE(
      ProblemKey.VERSION_OUT_OF_RANGE,
      "Version %d is below 1. Versions run from 1 to CURRENT_VERSION. Give this migration the next"
          + " free version, %s."),
  ABOVE_CURRENT(
      ProblemKey.VERSION_OUT_OF_RANGE,
      "Version %1$d is above CURRENT_VERSION. %2$s.CURRENT_VERSION is %3$d. Set it to %1$d, or give"
          + " this migration a free version up to %3$d."),
  NO_FIELD(
      ProblemKey.CURRENT_VERSION,
      "%s declares no CURRENT_VERSION. Its highest migration is %d. Add: public static final int"
          + " CURRENT_VERSION = %2$d;"),
  FIELD_FORM(
      ProblemKey.CURRENT_VERSION,
      "CURRENT_VERSION is not a static final int. It is declared %s. Declare it: public static"
          + " final int CURRENT_VERSION."),
  FIELD_PRIVATE(
      ProblemKey.CURRENT_VERSION,
      "CURRENT_VERSION is private. The program's code is meant to read it. Make it public, or leave"
          + " out private."),
  FIELD_VALUE(
      ProblemKey.CURRENT_VERSION,
      "The value of CURRENT_VERSION is not a compile-time constant. The compiler compares it with"
          + " the migrations. Write the number itself, or a constant expression."),
  FIELD_NEGATIVE(
      ProblemKey.CURRENT_VERSION,
      "CURRENT_VERSION is negative. Its value is %d; versions begin at 1, and 0 means none. Set it"
          + " to the highest version declared, %d."),
  NO_SCHEMA(
      ProblemKey.SCHEMA_REFERENCE,
      "No class here is annotated @VersionedSchema. %s belongs to none. Annotate the class that"
          + " declares CURRENT_VERSION with @VersionedSchema."),
  NOT_A_SCHEMA(
      ProblemKey.SCHEMA_REFERENCE,
      "%s is not annotated @VersionedSchema. This migration names it as its schema. Name %s."),
  WHICH_SCHEMA(
      ProblemKey.SCHEMA_REFERENCE,
      "This migration does not say which schema it belongs to. One package has several: %s. Add"
          + " schema = %s.class, or another of them."),
  NO_SCHEMA_AROUND(
      ProblemKey.SCHEMA_REFERENCE,
      "%s is outside the packages of all schemas. %s. Move the class to the package of its schema."),
  OUTSIDE(
      ProblemKey.SCHEMA_REFERENCE,
      "%s is outside the packages of its schema. %s covers %s. Move the class there."),
  SAME_REGISTRY(
      ProblemKey.SCHEMA_REFERENCE,
      "The registry %s is also that of %s. Two schemas of one package need two registries. Set"
          + " another name with @VersionedSchema(registry = \"...\")."),
  REGISTRY_TAKEN(
      ProblemKey.SCHEMA_REFERENCE,
      "The registry cannot be generated as %s. The sources have a class of that name already."
          + " Remove it, or set another name with @VersionedSchema(registry = \"...\")."),
  REGISTRY_NAME(
      ProblemKey.SCHEMA_REFERENCE,
      "\"%s\" cannot name the registry. It is not a simple Java class name. Set one such as"
          + " CacheRegistry."),
  LOOSE(
      ProblemKey.MIGRATION_CLASS,
      "%s has @Up or @Down, but is not annotated @Migration. Its SQL belongs to no version. Add"
          + " @Migration(version = ...)."),
  KIND(
      ProblemKey.MIGRATION_CLASS,
      "%s is %s. A migration is declared by a class. Put @Migration on a class."),
  ABSTRACT(
      ProblemKey.MIGRATION_CLASS,
      "%s is abstract. A migration is one complete class. Leave out abstract."),
  GENERIC(
      ProblemKey.MIGRATION_CLASS,
      "%s is generic. The registry makes it without type arguments. Leave out the type parameters."),
  PRIVATE(
      ProblemKey.MIGRATION_CLASS,
      "%s is private or stands in a private class. The registry cannot reach it. Make it"
          + " package-private or public."),
  INNER(
      ProblemKey.MIGRATION_CLASS,
      "%s is an inner class. It needs an instance of the class around it. Make it static, or a"
          + " class of its own."),
  STEP_UNREACHABLE(
      ProblemKey.MIGRATION_CLASS,
      "%s cannot be reached from the registry. The registry is in package %s and makes the step."
          + " Make the class public."),
  CONSTRUCTOR_ABSENT(
      ProblemKey.MIGRATION_CLASS,
      "%s has no constructor without parameters. The registry makes the step with it. Add one."),
  CONSTRUCTOR_UNREACHABLE(
      ProblemKey.MIGRATION_CLASS,
      "The constructor of %s cannot be reached from the registry. It is %s and the registry is in"
          + " package %s. Make it %s."),
  CONSTRUCTOR_THROWS(
      ProblemKey.MIGRATION_CLASS,
      "The constructor of %s declares a checked exception. It throws %s, and the registry could not"
          + " hand it on. Do the work in up, which may throw SQLException."),
  NOTHING(
      ProblemKey.NOTHING_TO_DO,
      "%s does nothing. It has neither @Up nor a step. Add @Up with the SQL, or implement"
          + " MigrationStep."),
  ONLY_DOWN(
      ProblemKey.NOTHING_TO_DO,
      "%s has a way down and no way up. There is @Down, but neither @Up nor a step. Add @Up with the"
          + " SQL."),
  NO_SCRIPT(
      ProblemKey.NOTHING_TO_DO,
      "@%s has no SQL. It has neither value nor file. Write the SQL in it, or name a file."),
  NO_STATEMENT(
      ProblemKey.NOTHING_TO_DO,
      "@%s has no statement. %s is empty or has comments alone. Write the SQL, or %s."),
  REBUILD_CONFLICT(
      ProblemKey.STRATEGY_CONFLICT,
      "A REBUILD cannot have %s. The store is wiped and filled anew by the program, under a"
          + " permission of its own. Leave that out, or use Strategy.IN_PLACE."),
  BOTH_SCRIPTS(
      ProblemKey.SQL_FILE, "@%s has both SQL and a file. The file is %s. Leave one of them out."),
  FILE(ProblemKey.SQL_FILE, "%s"),
  NOT_ALLOWED(ProblemKey.SQL_NOT_ALLOWED, "%s"),
  REJECTED(ProblemKey.SQL_REJECTED, "SQLite rejected statement %d of %s, %s: %s.%s"),
  REJECTED_ON_ROWS(
      ProblemKey.SQL_REJECTED,
      "Statement %d of %s, %s, passes on empty tables only: %s. It fails on any row%s. %s"),
  KEY_MISMATCH(
      ProblemKey.SQL_REJECTED,
      "SQLite cannot use a foreign key of table %s: %s. Refer to a primary key or to columns that"
          + " are unique together."),
  SOME_ROWS(
      ProblemKey.DATA_DEPENDENT,
      "Statement %d of %s, %s, fails on some rows: %s. What breaks it is %s. Mend such rows in a"
          + " statement before it, or silence this with @SuppressWarnings(\"rungs.DataDependent\")."),
  LOSSES(
      ProblemKey.UNDECLARED_DESTRUCTIVE,
      "%s The migration does not say that it is destructive. Set destructive = true if the loss is"
          + " intended."),
  NO_LOSSES(
      ProblemKey.NEEDLESSLY_DESTRUCTIVE,
      "Version %d says destructive = true and loses nothing. Every value stored before it was found"
          + " again after it. Remove destructive = true, or silence this with"
          + " @SuppressWarnings(\"rungs.NeedlesslyDestructive\")."),
  BROKEN_BEFORE(
      ProblemKey.BROKEN_DEPENDENT,
      "%s no longer compiles after version %d: %s. Drop it, and create it anew if it is still"
          + " wanted, in the same migration."),
  BROKEN_NEW(
      ProblemKey.BROKEN_DEPENDENT,
      "%s does not compile after version %d: %s. Name what is there at this version."),
  NOT_UNDONE(
      ProblemKey.DOWN_DOES_NOT_UNDO,
      "After @Up and @Down of version %d the schema is not what it was: %s. Make @Down undo all of"
          + " @Up, or remove it."),
  NOT_REPEATABLE(
      ProblemKey.DOWN_DOES_NOT_UNDO,
      "After @Up and @Down of version %d, @Up does not run again: %s. Make @Down undo all of @Up."),
  UNAVAILABLE(
      ProblemKey.SQLITE_UNAVAILABLE,
      "SQLite cannot be loaded into the compiler: %s. The SQL of migrations is run there. Mend the"
          + " cause, or set -Arungs.verify=off to compile without running it."),
  SCHEMA_UNKNOWN(
      ProblemKey.NOTE,
      "The schema is not known from version %d on. Only the syntax of its SQL and of later versions'"
          + " is checked."),
  NO_ROWS(
      ProblemKey.NOTE,
      "No rows could be made for table %s%s, so version %d was tried on it empty."),
  NOT_TRIED(
      ProblemKey.NOTE,
      "Version %d ran, but could not be tried on rows: %s. What it does to them is not known."),
  LOCKED_CHANGED(
      ProblemKey.LOCKED_MIGRATION,
      "Version %d is locked and was changed: %s. %s has it as it was released. Restore it and make a"
          + " new migration of the change; to accept it, copy %s of the class output there."),
  LOCKED_GONE(
      ProblemKey.LOCKED_MIGRATION,
      "Version %d, %s, is locked and is gone. %s has it as it was released. Restore it; to accept"
          + " that, copy %s of the class output there."),
  LOCK_UNREADABLE(
      ProblemKey.OPTION,
      "The lock file %s cannot be read. %s. Restore it, or set -Arungs.lock to another file."),
  LOCK_ABSENT(
      ProblemKey.NOTE,
      "Nothing of %s is locked yet. %s has no migrations of it. The text to commit as that file is"
          + " %s in the class output."),
  OPTION_VALUE(
      ProblemKey.OPTION, "-A%s=%s is not understood. The option takes %s. Set one of these."),
  OPTION_NAME(ProblemKey.OPTION, "There is no option -A%s. The options are %s. Use one of these."),
  MODULE_PATH(
      ProblemKey.OPTION,
      "Rungs cannot run from the processor module path. It shares code of its runtime that the runtime"
          + " does not export. Set --processor-path instead of --processor-module-path."),
  NOT_WRITTEN(
      ProblemKey.OUTPUT,
      "%s could not be written. %s. Mend that, or delete the earlier output and compile all sources."),
  CRASH(
      ProblemKey.BUG,
      "Rungs itself failed: %s. This is a bug of Rungs and not of your code. Please report it with"
          + " these lines and, if you can, the classes that were compiled.%n%s");

  private final ProblemKey key;
  private final String template;

  Message(ProblemKey key, String template) {
    this.key = key;
    this.template = template;
  }

  /**
   * Makes a problem of this message.
   *
   * @param version the version it belongs to, 0 for none
   * @param site where it stands
   * @param arguments what the template asks for
   * @return the problem
   */
  public Problem at(int version, Site site, Object... arguments) {
    return new Problem(key, version, site, text(arguments));
  }

  /**
   * Fills the template.
   *
   * @param arguments what the template asks for
   * @return the message without its key
   */
  public String text(Object... arguments) {
    return String.format(Locale.ROOT, template, arguments);
  }

  /**
   * Returns the rule that this message belongs to.
   *
   * @return the key
   */
  public ProblemKey key() {
    return key;
  }
}
