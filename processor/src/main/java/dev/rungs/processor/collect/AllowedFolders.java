package dev.rungs.processor.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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

  private final List<Path> folders = new ArrayList<>();

  AllowedFolders(Collection<Path> folders) throws IOException {
    for (Path folder : folders) {
      if (Files.exists(folder)) {
        this.folders.add(folder.toRealPath());
      }
    }
  }

  /** Also allows the folder that a source really lies in. */
  void addFolderOf(Path source) throws IOException {
    if (Files.exists(source)) {
      folders.add(source.toRealPath().getParent());
    }
  }

  /** Refuses a file that a link leads to outside. */
  void check(Path file) throws IOException {
    Path real = file.toRealPath();
    boolean linked = !real.equals(file.getParent().toRealPath().resolve(file.getFileName()));
    if (linked && folders.stream().noneMatch(real::startsWith)) {
      throw new OutsideException(real);
    }
  }
}
