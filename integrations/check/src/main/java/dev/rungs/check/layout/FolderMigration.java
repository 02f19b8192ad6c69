package dev.rungs.check.layout;

import dev.rungs.processor.history.HistoryScript;
import java.util.List;
import java.util.Optional;

/**
 * One migration of a folder.
 *
 * @param version what the tool calls the version
 * @param name what it is called besides, in lower case with underscores; may be empty
 * @param up its script; empty if it is code
 * @param down the script that undoes it
 * @param files the files it is in, from the folder, with {@code /}
 */
public record FolderMigration(
    String version,
    String name,
    Optional<HistoryScript> up,
    Optional<HistoryScript> down,
    List<String> files) {
  /** Copies the list. */
  public FolderMigration {
    files = List.copyOf(files);
  }

  /**
   * Tells whether it is written in a programming language.
   *
   * @return true if it cannot be run here
   */
  public boolean isCode() {
    return up.isEmpty();
  }
}
