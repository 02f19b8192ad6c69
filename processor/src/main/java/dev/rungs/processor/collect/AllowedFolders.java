package dev.rungs.processor.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The folders that scripts may come from. A symbolic link in one of them may lead to a file in one
 * of them, and nowhere else. A build tool that links sources one by one (Bazel's sandbox) links the
 * class and its script into the same real folder, which is allowed.
 */
final class AllowedFolders {
  /** A script lies outside. */
  static final class OutsideException extends IOException {
    private static final long serialVersionUID = 1;
    private final transient Path target;

    OutsideException(Path target) {
      super("It is a symbolic link to " + target);
      this.target = target;
    }

    Path target() {
      return target;
    }
  }

  private final Supplier<Collection<Path>> folders;
  private final Supplier<Optional<Path>> source;

  /**
   * Allows folders. They are asked for only if a script is reached through a link.
   *
   * @param folders all that scripts may come from
   * @param source also allows the folder that this file really lies in
   */
  AllowedFolders(Supplier<Collection<Path>> folders, Supplier<Optional<Path>> source) {
    this.folders = folders;
    this.source = source;
  }

  /** Refuses a file that a link leads to outside. */
  void check(Path file) throws IOException {
    Path real = file.toRealPath();
    boolean linked = !real.equals(file.getParent().toRealPath().resolve(file.getFileName()));
    if (linked && !isAllowed(real)) {
      throw new OutsideException(real);
    }
  }

  private boolean isAllowed(Path real) throws IOException {
    for (Path folder : folders.get()) {
      if (Files.exists(folder) && real.startsWith(folder.toRealPath())) {
        return true;
      }
    }
    Optional<Path> file = source.get();
    return file.isPresent()
        && Files.exists(file.get())
        && real.startsWith(file.get().toRealPath().getParent());
  }
}
