package dev.rungs.processor.model;

/** Messages about the compile itself: options, lock file, SQLite, output, and bugs. */
public final class CompileMessages {
  private CompileMessages() {}

  public static Message sqliteUnavailable(String reason) {
    return new Message(
        ProblemKey.SQLITE_UNAVAILABLE,
        "SQLite cannot be loaded into the compiler: "
            + reason
            + ". The SQL of migrations is run there. Fix the cause, or set -Arungs.verify=off to compile without running it.");
  }

  public static Message lockedChanged(int version, String changes, String file, String emitted) {
    return new Message(
        ProblemKey.LOCKED_MIGRATION,
        "Version "
            + version
            + " is locked and was changed: "
            + changes
            + ". "
            + file
            + " has it as it was released. Restore it and make the change in a new migration; to accept the change, copy "
            + emitted
            + " from the class output over that file.");
  }

  public static Message lockedMissing(int version, String name, String file, String emitted) {
    return new Message(
        ProblemKey.LOCKED_MIGRATION,
        "Version "
            + version
            + ", "
            + name
            + ", is locked and no longer exists. "
            + file
            + " has it as it was released. Restore it; to accept its removal, copy "
            + emitted
            + " from the class output over that file.");
  }

  /** The baseline of a history that was cut short builds another schema than its version had. */
  public static Message squashedDiffers(
      int version, String differences, String file, String emitted) {
    return new Message(
        ProblemKey.LOCKED_MIGRATION,
        "Version "
            + version
            + " is the baseline now, and does not build the schema that version "
            + version
            + " had. "
            + differences
            + ". Files at that version have the schema that is locked in "
            + file
            + ". Correct the script: rungs squash writes it from the classes as they were released; to accept another schema, copy "
            + emitted
            + " from the class output over that file.");
  }

  /** A baseline could not be compared with what its version was. */
  public static Message squashedUnproven(int version, String why, String file, String emitted) {
    return new Message(
        ProblemKey.LOCKED_MIGRATION,
        "Version "
            + version
            + " is the baseline now, and its schema could not be compared with the one that version "
            + version
            + " had: "
            + why
            + ". Compare them yourself; to accept the baseline as it is, copy "
            + emitted
            + " from the class output over "
            + file
            + ".");
  }

  public static Message lockUnreadable(String file, String reason) {
    return new Message(
        ProblemKey.OPTION,
        "The lock file "
            + file
            + " cannot be read. "
            + reason
            + ". Restore it, or set -Arungs.lock to another file.");
  }

  /** The lock file does not exist yet: the first compile with the option. */
  public static Message lockNotYet(String file, String emitted) {
    return new Message(
        ProblemKey.NOTE,
        "The lock file "
            + file
            + " does not exist yet, so no migration is locked. To lock the migrations, copy "
            + emitted
            + " from the class output to that file and commit it.");
  }

  /** The lock file does not exist, and the evidence, a sentence, says that its path is mistyped. */
  public static Message lockMistyped(String file, String evidence, String emitted) {
    return new Message(
        ProblemKey.OPTION,
        "The lock file "
            + file
            + " does not exist, so no migration is locked. "
            + evidence
            + " Correct -Arungs.lock. If the path is right, copy "
            + emitted
            + " from the class output to that file and commit it.");
  }

  public static Message nothingLocked(String schema, String file, String emitted) {
    return new Message(
        ProblemKey.NOTE,
        "No migration of "
            + schema
            + " is locked yet. "
            + file
            + " has none of them. To lock them, copy "
            + emitted
            + " from the class output to that file and commit it.");
  }

  public static Message optionValue(String name, String value, String wanted) {
    return new Message(
        ProblemKey.OPTION,
        "-A"
            + name
            + "="
            + value
            + " is not understood. The option takes "
            + wanted
            + ". Correct it, or remove the option.");
  }

  public static Message cacheNotWritten(String folder, String reason) {
    return new Message(
        ProblemKey.NOTE,
        "The cache "
            + folder
            + " cannot be written: "
            + reason
            + ". The SQL was run, and will be run again by the next compile. Make the folder writable, or set -Arungs.cache to another one.");
  }

  public static Message unknownOption(String name, String known) {
    return new Message(
        ProblemKey.OPTION,
        "There is no option -A" + name + ". The options are " + known + ". Use one of these.");
  }

  public static Message onModulePath() {
    return new Message(
        ProblemKey.OPTION,
        "Rungs cannot run from the processor module path. It uses packages of its runtime that the runtime does not export. Set --processor-path instead of --processor-module-path.");
  }

  public static Message notWritten(String what, String reason) {
    return new Message(
        ProblemKey.OUTPUT,
        what
            + " could not be written. "
            + reason
            + ". Fix the cause, or delete the earlier output and compile all sources.");
  }

  public static Message bug(String cause, String trace) {
    return new Message(
        ProblemKey.BUG,
        "Rungs itself failed: "
            + cause
            + ". This is a bug in Rungs, not in your code. Please report it with these lines and, if you can, the classes that were compiled.\n"
            + trace);
  }
}
