package dev.rungs.runtime.internal.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

/** Creates files that nobody may read who may not read the original, at no moment. */
public final class PrivateFile {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private PrivateFile() {}

  /**
   * Creates an empty file with the permissions, and if possible the owner and group, of another.
   *
   * @param file to be created
   * @param original the file whose content it will have
   * @return the file
   * @throws java.nio.file.FileAlreadyExistsException if there is a file or link of that name
   * @throws IOException if it cannot be created
   */
  public static Path create(Path file, Path original) throws IOException {
    PosixFileAttributeView source =
        Files.getFileAttributeView(original, PosixFileAttributeView.class);
    if (source == null
        || Files.getFileAttributeView(
                file.toAbsolutePath().getParent(), PosixFileAttributeView.class)
            == null) {
      // Such a system gives a file the rights of its folder.
      return Files.createFile(file);
    }
    FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(OWNER);
    Files.createFile(file, ownerOnly);
    PosixFileAttributes wanted = source.readAttributes();
    Set<PosixFilePermission> permissions = EnumSet.copyOf(OWNER);
    permissions.addAll(wanted.permissions());
    PosixFileAttributeView created = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (!hasGroup(created, wanted.group())) {
      // Another group than the original's would be let in.
      permissions.removeIf(permission -> permission.name().startsWith("GROUP_"));
    }
    created.setPermissions(permissions);
    giveTo(created, wanted.owner());
    return file;
  }

  private static boolean hasGroup(PosixFileAttributeView file, GroupPrincipal group)
      throws IOException {
    if (file.readAttributes().group().equals(group)) {
      return true;
    }
    try {
      file.setGroup(group);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Only root may; otherwise the file stays with the user who created it. */
  private static void giveTo(PosixFileAttributeView file, UserPrincipal owner) throws IOException {
    if (file.readAttributes().owner().equals(owner)) {
      return;
    }
    try {
      file.setOwner(owner);
    } catch (IOException e) {
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.DEBUG, "A backup has another owner than its original.", e);
    }
  }
}
