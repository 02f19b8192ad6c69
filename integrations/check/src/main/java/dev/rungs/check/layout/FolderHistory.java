package dev.rungs.check.layout;

import java.nio.file.Path;
import java.util.List;

/**
 * A history as it lies in a folder.
 *
 * @param folder the folder
 * @param layout how it was read
 * @param migrations in the order in which the tool runs them
 * @param notChecked what lies beside them and was left aside, with the reason
 * @param notes what else a user must know of how it was read
 */
public record FolderHistory(
    Path folder,
    Layout layout,
    List<FolderMigration> migrations,
    List<NotChecked> notChecked,
    List<String> notes) {
  /** Copies the lists. */
  public FolderHistory {
    migrations = List.copyOf(migrations);
    notChecked = List.copyOf(notChecked);
    notes = List.copyOf(notes);
  }

  /**
   * A file that was left aside.
   *
   * @param file from the folder, with {@code /}
   * @param reason why
   */
  public record NotChecked(String file, String reason) {}
}
