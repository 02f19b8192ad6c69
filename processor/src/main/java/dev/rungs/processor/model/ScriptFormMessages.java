package dev.rungs.processor.model;

import java.util.HexFormat;

/** Messages about scripts before they are run: whether there is one, its file, and its words. */
public final class ScriptFormMessages {
  private ScriptFormMessages() {}

  public static Message nothingToDo(String migration) {
    return new Message(
        ProblemKey.NOTHING_TO_DO,
        migration
            + " does nothing. It has neither @Up nor a step. Add @Up with the SQL, or implement MigrationStep.");
  }

  public static Message onlyDown(String migration) {
    return new Message(
        ProblemKey.NOTHING_TO_DO,
        migration
            + " has @Down, but neither @Up nor a step. There is nothing to undo. Add @Up with the SQL.");
  }

  public static Message noScript(String annotation) {
    return new Message(
        ProblemKey.NOTHING_TO_DO,
        "@"
            + annotation
            + " has no SQL. It has neither value nor file. Write the SQL in it, or name a file.");
  }

  public static Message noStatement(String annotation, String script, String otherwise) {
    return new Message(
        ProblemKey.NOTHING_TO_DO,
        "@"
            + annotation
            + " has no statement. "
            + script
            + " is empty or has only comments. Write the SQL, or "
            + otherwise
            + ".");
  }

  public static Message sqlAndFile(String annotation, String file) {
    return new Message(
        ProblemKey.SQL_FILE,
        "@"
            + annotation
            + " has both SQL and a file. The file is "
            + file
            + ". Remove one of them.");
  }

  public static Message fileNameBackslash(String name) {
    return fileName(
        name, "has a backslash. The same name must work on every system. Write / instead.");
  }

  public static Message fileNameAbsolute(String name) {
    return fileName(
        name,
        "is absolute. Files are looked for beside the class and under -Arungs.sql. Write a relative name.");
  }

  public static Message fileNameLeavesFolder(String name) {
    return fileName(
        name,
        "leaves its folder. Files are looked for beside the class and under -Arungs.sql. Remove the \"..\".");
  }

  public static Message fileNameNotPlain(String name) {
    return fileName(
        name,
        "is not a plain relative name. It has an empty part, a \".\" or a NUL. Write a name such as sql/add_tags.sql.");
  }

  private static Message fileName(String name, String problem) {
    return new Message(ProblemKey.SQL_FILE, "The file name \"" + name + "\" " + problem);
  }

  public static Message fileUnreadable(String name, String reason) {
    return new Message(
        ProblemKey.SQL_FILE,
        "The file " + name + " cannot be read. " + reason + " Make it a readable file.");
  }

  public static Message fileLinkedOutside(String name, String target) {
    return new Message(
        ProblemKey.SQL_FILE,
        "The file "
            + name
            + " is a symbolic link to "
            + target
            + ", outside the folders that scripts may come from: those of the sources and"
            + " -Arungs.sql. Put the file there itself, or set -Arungs.sql to its folder.");
  }

  /** A file was not found. */
  public static Message fileMissing(String name, String places, boolean compiledEarlier) {
    return new Message(
        ProblemKey.SQL_FILE,
        "The file "
            + name
            + " does not exist. It was looked for "
            + places
            + ". "
            + (compiledEarlier
                ? "Compile all sources together, or set -Arungs.sql=DIR."
                : "Put it there, or correct the name."));
  }

  /** A file has bytes that are no character. */
  public static Message fileNotUtf8(String name, int value, int offset, int line) {
    return new Message(
        ProblemKey.SQL_FILE,
        "The file "
            + name
            + " is not UTF-8. Byte 0x"
            + HexFormat.of().toHexDigits((byte) value)
            + " at offset "
            + offset
            + ", in line "
            + line
            + ", does not start a character. Save the file as UTF-8.");
  }

  /** A statement that the runtime would refuse, in the runtime's own words. */
  public static Message notAllowed(String violation) {
    return new Message(ProblemKey.SQL_NOT_ALLOWED, violation);
  }
}
