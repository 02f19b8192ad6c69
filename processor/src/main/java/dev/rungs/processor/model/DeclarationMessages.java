package dev.rungs.processor.model;

/** Messages about classes and their annotations: versions, names, schemas, form. */
public final class DeclarationMessages {
  private DeclarationMessages() {}

  /** A run of versions is missing below a version that is declared. */
  public static Message gap(int from, int to, int baseline, int current, String found) {
    return new Message(
        ProblemKey.MISSING_VERSION,
        missing(from, to, baseline, current, found) + add(from, to, baseline) + ".");
  }

  /** The versions from one up to CURRENT_VERSION are missing. */
  public static Message missingToTheEnd(int from, int baseline, int current, String found) {
    // Below the baseline there is no version to go back to.
    String takenBack =
        from == baseline && baseline > 1 ? "." : ", or set CURRENT_VERSION to " + (from - 1) + ".";
    return new Message(
        ProblemKey.MISSING_VERSION,
        missing(from, current, baseline, current, found)
            + add(from, current, baseline)
            + takenBack);
  }

  private static String missing(int from, int to, int baseline, int current, String found) {
    return "No migration declares "
        + (from == to ? "version " + from : "versions " + from + "-" + to)
        + (baseline > 1 ? ". The baseline is " + baseline + " and " : ". ")
        + "CURRENT_VERSION is "
        + current
        + "; found "
        + found
        + ". ";
  }

  private static String add(int from, int to, int baseline) {
    String whole = from == baseline && baseline > 1 ? ", which builds the whole schema" : "";
    return from == to
        ? "Add a class annotated @Migration(version = " + from + ")" + whole
        : "Add a class annotated @Migration for each of them, starting with @Migration(version = "
            + from
            + ")"
            + whole;
  }

  /** Adds why the class file of a migration does not count. */
  public static Message withStaleClassFile(Message message, String className, String source) {
    return new Message(
        message.key(),
        message.text()
            + " The class file of "
            + className
            + " is left over from an earlier compile, and its source "
            + source
            + " no longer exists.");
  }

  public static Message sameVersion(int version, String others, String nextFree) {
    return new Message(
        ProblemKey.DUPLICATE_VERSION,
        "Version "
            + version
            + " is also declared by "
            + others
            + ". Each version is declared exactly once. Give one of them the next free version, "
            + nextFree
            + ".");
  }

  public static Message sameName(String name, String others) {
    return new Message(
        ProblemKey.DUPLICATE_NAME,
        "The name "
            + name
            + " is also the name of "
            + others
            + ". Plans and the history tell migrations apart by name. Set another name with @Migration(name = \"...\").");
  }

  public static Message belowOne(int version, String nextFree) {
    return new Message(
        ProblemKey.VERSION_OUT_OF_RANGE,
        "Version "
            + version
            + " is below 1. Versions run from 1 to CURRENT_VERSION. Give this migration the next free version, "
            + nextFree
            + ".");
  }

  public static Message belowBaseline(int version, String schema, int baseline, String nextFree) {
    return new Message(
        ProblemKey.VERSION_OUT_OF_RANGE,
        "Version "
            + version
            + " is below the baseline. "
            + schema
            + " begins at version "
            + baseline
            + ", whose migration builds the whole schema. Remove this class if it is older than that, or give it the next free version, "
            + nextFree
            + ".");
  }

  public static Message baselineBelowOne(int baseline) {
    return new Message(
        ProblemKey.VERSION_OUT_OF_RANGE,
        "The baseline "
            + baseline
            + " is below 1. It is the lowest version that a migration declares. Remove it, or set it to that version.");
  }

  public static Message baselineAboveCurrent(int baseline, int current) {
    return new Message(
        ProblemKey.VERSION_OUT_OF_RANGE,
        "The baseline "
            + baseline
            + " is above CURRENT_VERSION, which is "
            + current
            + ". Versions run from the baseline to CURRENT_VERSION. Set the baseline to the lowest version that a migration declares, or CURRENT_VERSION to the highest.");
  }

  public static Message downOfBaseline(int version) {
    return new Message(
        ProblemKey.NOTHING_TO_DO,
        "A rollback of version "
            + version
            + " can never run. It is the baseline, and no file goes below that. Remove the @Down, and implement MigrationStep in place of ReversibleStep.");
  }

  public static Message aboveCurrent(int version, String schema, int current) {
    return new Message(
        ProblemKey.VERSION_OUT_OF_RANGE,
        "Version "
            + version
            + " is above CURRENT_VERSION. "
            + schema
            + ".CURRENT_VERSION is "
            + current
            + ". Set it to "
            + version
            + ", or give this migration a free version up to "
            + current
            + ".");
  }

  public static Message noCurrentVersion(String schema, int highest) {
    return new Message(
        ProblemKey.CURRENT_VERSION,
        schema
            + " declares no CURRENT_VERSION. Its highest migration is "
            + highest
            + ". Add: public static final int CURRENT_VERSION = "
            + highest
            + ";");
  }

  public static Message currentVersionForm(String declaration) {
    return new Message(
        ProblemKey.CURRENT_VERSION,
        "CURRENT_VERSION is not a static final int. It is declared "
            + declaration
            + ". Declare it: public static final int CURRENT_VERSION.");
  }

  public static Message currentVersionPrivate() {
    return new Message(
        ProblemKey.CURRENT_VERSION,
        "CURRENT_VERSION is private. The program is meant to read it. Make it public, or remove private.");
  }

  public static Message currentVersionNotConstant() {
    return new Message(
        ProblemKey.CURRENT_VERSION,
        "The value of CURRENT_VERSION is not a compile-time constant. The compiler compares it with the migrations. Write the number itself, or a constant expression.");
  }

  public static Message currentVersionNegative(int value, int highest) {
    return new Message(
        ProblemKey.CURRENT_VERSION,
        "CURRENT_VERSION is negative. Its value is "
            + value
            + "; versions start at 1, and 0 means that there are none yet. Set it to the highest version declared, "
            + highest
            + ".");
  }

  public static Message noSchema(String migration) {
    return new Message(
        ProblemKey.SCHEMA_REFERENCE,
        "No class here is annotated @VersionedSchema. "
            + migration
            + " belongs to no schema. Annotate the class that declares CURRENT_VERSION with @VersionedSchema.");
  }

  public static Message notASchema(String named, String alternatives) {
    return new Message(
        ProblemKey.SCHEMA_REFERENCE,
        named
            + " is not annotated @VersionedSchema. This migration names it as its schema. Name "
            + alternatives
            + ".");
  }

  public static Message whichSchema(String schemas, String example) {
    return new Message(
        ProblemKey.SCHEMA_REFERENCE,
        "This migration does not say which schema it belongs to. One package has several: "
            + schemas
            + ". Add schema = "
            + example
            + ".class, or another of them.");
  }

  public static Message outsideSchema(String migration, String schema, String packages) {
    return new Message(
        ProblemKey.SCHEMA_REFERENCE,
        migration
            + " is outside the packages of its schema. "
            + schema
            + " covers "
            + packages
            + ". Move the class there.");
  }

  public static Message outsideAllSchemas(String migration, String covered) {
    return new Message(
        ProblemKey.SCHEMA_REFERENCE,
        migration
            + " is outside the packages of all schemas. "
            + covered
            + ". Move the class to the package of its schema.");
  }

  public static Message sameRegistry(String registry, String others) {
    return new Message(
        ProblemKey.SCHEMA_REFERENCE,
        "The registry "
            + registry
            + " is also the registry of "
            + others
            + ". Two schemas of one package need two registries. Set another name with @VersionedSchema(registry = \"...\").");
  }

  public static Message registryTaken(String registry) {
    return new Message(
        ProblemKey.SCHEMA_REFERENCE,
        "The registry cannot be generated as "
            + registry
            + ". The sources already have a class of that name. Remove it, or set another name with @VersionedSchema(registry = \"...\").");
  }

  public static Message registryName(String name) {
    return new Message(
        ProblemKey.SCHEMA_REFERENCE,
        "\""
            + name
            + "\" cannot name the registry. It is not a simple Java class name. Set one such as CacheRegistry.");
  }

  public static Message notAnnotated(String className) {
    return new Message(
        ProblemKey.MIGRATION_CLASS,
        className
            + " has @Up or @Down, but is not annotated @Migration. Its SQL belongs to no version. Add @Migration(version = ...).");
  }

  public static Message notAClass(String className, String kind) {
    return new Message(
        ProblemKey.MIGRATION_CLASS,
        className
            + " is "
            + kind
            + ". A migration is declared by a class. Put @Migration on a class.");
  }

  public static Message abstractClass(String className) {
    return new Message(
        ProblemKey.MIGRATION_CLASS,
        className + " is abstract. A migration is one complete class. Remove abstract.");
  }

  public static Message genericClass(String className) {
    return new Message(
        ProblemKey.MIGRATION_CLASS,
        className
            + " is generic. The registry creates it without type arguments. Remove the type parameters.");
  }

  public static Message privateClass(String className) {
    return new Message(
        ProblemKey.MIGRATION_CLASS,
        className
            + " is private or nested in a private class. The registry cannot access it. Make it package-private or public.");
  }

  public static Message innerClass(String className) {
    return new Message(
        ProblemKey.MIGRATION_CLASS,
        className
            + " is an inner class. It needs an instance of its enclosing class. Make it static, or a top-level class.");
  }

  public static Message stepInaccessible(String className, String registryPackage) {
    return new Message(
        ProblemKey.MIGRATION_CLASS,
        className
            + " cannot be accessed from the registry. The registry is in package "
            + registryPackage
            + " and creates the step. Make the class public.");
  }

  public static Message noConstructor(String className) {
    return new Message(
        ProblemKey.MIGRATION_CLASS,
        className
            + " has no constructor without parameters. The registry creates the step with it. Add one.");
  }

  public static Message constructorInaccessible(
      String className, String access, String registryPackage, String wanted) {
    return new Message(
        ProblemKey.MIGRATION_CLASS,
        "The constructor of "
            + className
            + " cannot be accessed from the registry. It is "
            + access
            + " and the registry is in package "
            + registryPackage
            + ". Make it "
            + wanted
            + ".");
  }

  public static Message constructorThrows(String className, String exceptions) {
    return new Message(
        ProblemKey.MIGRATION_CLASS,
        "The constructor of "
            + className
            + " declares a checked exception. It throws "
            + exceptions
            + ", which the registry cannot propagate. Do the work in up, which may throw SQLException.");
  }

  public static Message rebuildConflict(String conflicts) {
    return new Message(
        ProblemKey.STRATEGY_CONFLICT,
        "A REBUILD cannot have "
            + conflicts
            + ". It wipes the database, with a permission of its own, and the program fills it again. Remove that, or use Strategy.IN_PLACE.");
  }
}
