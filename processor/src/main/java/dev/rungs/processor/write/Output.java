package dev.rungs.processor.write;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.Optional;

/** Where generated files go: the compiler's filer. */
public interface Output {
  /** Why a source file was not written after all. */
  String NOT_REPLACED = "This compiler does not replace the class of an earlier compile";

  /**
   * Writes a source file.
   *
   * @param className the qualified name of its class
   * @param text the whole file
   * @return whether it is there now: false if the compiler will not have it written again, because
   *     there is such a class already
   * @throws IOException if it cannot be written
   */
  boolean source(String className, String text) throws IOException;

  /**
   * Begins a file in the class output.
   *
   * @param path with {@code /}
   * @return to be closed when it is written, in UTF-8
   * @throws IOException if it cannot be created
   */
  Writer resource(String path) throws IOException;

  /**
   * Begins a file of bytes in the class output.
   *
   * @param path with {@code /}
   * @return to be closed when it is written
   * @throws IOException if it cannot be created
   */
  OutputStream bytes(String path) throws IOException;

  /**
   * Reads a file that an earlier compile left in the class output.
   *
   * @param path with {@code /}
   * @return its text, if there is one
   */
  Optional<String> existing(String path);

  /**
   * Tells whether there is such a class.
   *
   * @param className its qualified name
   * @return true for a source or class file
   */
  boolean isClass(String className);

  /**
   * Tells whether generated code may use {@code javax.annotation.processing.Generated}: a named
   * module need not read the module that has it.
   *
   * @param className the class next to which the code is generated
   * @return true in the unnamed module
   */
  boolean hasGeneratedAnnotation(String className);

  /**
   * Tells whether the compiler reports classes that were not generated although errors have been
   * reported. Javac stops in front of that.
   *
   * @return true for Eclipse's
   */
  boolean seesMissingClasses();
}
