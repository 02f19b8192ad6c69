package dev.rungs.processor.model;

import java.util.Optional;

/**
 * {@code @Up} or {@code @Down} as it was found.
 *
 * @param inline the SQL in the annotation, if {@code value} is given
 * @param file the file, if {@code file} is given
 */
public record ScriptDeclaration(Optional<String> inline, Optional<SqlFile> file) {
  /**
   * Returns the script, if there is exactly one and it could be read.
   *
   * @return the script
   */
  public Optional<ScriptModel> script() {
    if (inline.isPresent() == file.isPresent()) {
      return Optional.empty();
    }
    return inline
        .map(text -> new ScriptModel(text, Optional.empty()))
        .or(() -> file.flatMap(f -> f.text().map(t -> new ScriptModel(t, Optional.of(f.name())))));
  }

  /**
   * A file that a script was to be read from.
   *
   * @param name as given in the annotation
   * @param text its content, if it could be read
   * @param fault why it could not be read
   * @param path where it lies on the disk, as the compiler prints paths, if that is known
   */
  public record SqlFile(
      String name, Optional<String> text, Optional<Message> fault, Optional<String> path) {
    /**
     * A file that was read.
     *
     * @param name as given in the annotation
     * @param text its content
     * @param path where it lies on the disk, if that is known
     * @return the file
     */
    public static SqlFile read(String name, String text, Optional<String> path) {
      return new SqlFile(name, Optional.of(text), Optional.empty(), path);
    }

    /**
     * A file that could not be read.
     *
     * @param name as given in the annotation
     * @param fault why
     * @return the file
     */
    public static SqlFile faulty(String name, Message fault) {
      return new SqlFile(name, Optional.empty(), Optional.of(fault), Optional.empty());
    }
  }
}
