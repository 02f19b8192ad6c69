package dev.rungs.processor.proof;

import dev.rungs.processor.model.Problem;
import java.util.List;
import java.util.Map;

/**
 * What a compile without an error wrote about its schemas, and what is left to say and to write at
 * its end.
 *
 * @param schemas the classes annotated {@code @VersionedSchema}, sorted
 * @param registries the registries of them, sorted
 * @param classes all generated classes, sorted
 * @param answers of the compiler, on which the written text depends
 * @param early files that were written when the schemas were whole, in the order of writing
 * @param late files that were written at the end
 * @param problems warnings and notes about the schemas
 * @param lateProblems those about queries
 * @param pages about the schemas, by the schema's class
 * @param schemaFiles the files of {@code -Arungs.schema} by name, by registry
 */
public record Outcome(
    List<String> schemas,
    List<String> registries,
    List<String> classes,
    List<Answer> answers,
    List<Written> early,
    List<Written> late,
    List<Problem> problems,
    List<Problem> lateProblems,
    Map<String, String> pages,
    Map<String, Map<String, byte[]>> schemaFiles) {

  /** Copies the lists. */
  public Outcome {
    schemas = List.copyOf(schemas);
    registries = List.copyOf(registries);
    classes = List.copyOf(classes);
    answers = List.copyOf(answers);
    early = List.copyOf(early);
    late = List.copyOf(late);
    problems = List.copyOf(problems);
    lateProblems = List.copyOf(lateProblems);
  }

  /** What the compiler is asked about a class. */
  public enum Question {
    /** Whether there is such a class. */
    IS_CLASS,
    /** Whether code beside it may use {@code @Generated}. */
    HAS_GENERATED_ANNOTATION
  }

  /**
   * What the compiler answered.
   *
   * @param question what it was asked
   * @param className about which class
   * @param yes the answer
   */
  public record Answer(Question question, String className, boolean yes) {}

  /** What kind of file was written. */
  public enum Kind {
    /** A source file. */
    SOURCE,
    /** A text in the class output. */
    TEXT,
    /** Bytes in the class output. */
    BYTES
  }

  /**
   * A file.
   *
   * @param what it belongs to, for a message
   * @param kind what it is
   * @param name the class of a source, the path of another file
   * @param content all of it; texts in UTF-8
   */
  public record Written(String what, Kind kind, String name, byte[] content) {}
}
