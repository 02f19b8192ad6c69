package dev.rungs.fleet;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Which files of a fleet are backed up before they are migrated, and where. Immutable.
 *
 * <p>A backup is named after its file, the file's version and the time, as {@link
 * dev.rungs.runtime.Migrator} names it.
 */
public final class BackupPolicy {
  enum When {
    NEVER,
    BEFORE_LOSSES,
    ALWAYS
  }

  private final When when;
  private final Path folder;

  private BackupPolicy(When when, Path folder) {
    this.when = when;
    this.folder = folder;
  }

  /**
   * Backs up a file before a migration that may lose stored data. The default, as with a single
   * file.
   *
   * @return a policy that keeps backups beside their files
   */
  public static BackupPolicy beforeLosses() {
    return new BackupPolicy(When.BEFORE_LOSSES, null);
  }

  /**
   * Backs up each file before anything is applied to it.
   *
   * @return a policy that keeps backups beside their files
   */
  public static BackupPolicy always() {
    return new BackupPolicy(When.ALWAYS, null);
  }

  /**
   * Makes no backups.
   *
   * @return a policy without backups
   */
  public static BackupPolicy never() {
    return new BackupPolicy(When.NEVER, null);
  }

  /**
   * Keeps backups in a folder instead of beside their files. Each file has a folder of its own in
   * it, named after the file's whole path, so that files of one name do not mix: the backups of
   * {@code /data/acme/app.db} are in {@code FOLDER/data/acme/app.db/}. Created when needed.
   *
   * @param root the folder
   * @return the same policy with that folder
   */
  public BackupPolicy in(Path root) {
    return new BackupPolicy(when, Objects.requireNonNull(root, "root"));
  }

  When when() {
    return when;
  }

  boolean hasFolder() {
    return folder != null;
  }

  /** The folder for the backups of a database that is not a file; only if {@link #hasFolder}. */
  Path folderOf(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9_-]", "_");
    // Two names must not become one.
    String unique = safe.equals(name) ? name : safe + "-" + Long.toHexString(Shard.hash(name));
    return folder.toAbsolutePath().resolve(unique);
  }

  /** The folder for the backups of one file. */
  Path folderOf(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    if (folder == null) {
      return absolute.getParent();
    }
    Path place = folder.toAbsolutePath();
    String drive = String.valueOf(absolute.getRoot()).replaceAll("[^A-Za-z0-9]", "");
    if (!drive.isEmpty()) {
      place = place.resolve(drive);
    }
    for (Path part : absolute) {
      place = place.resolve(part.toString());
    }
    return place;
  }
}
