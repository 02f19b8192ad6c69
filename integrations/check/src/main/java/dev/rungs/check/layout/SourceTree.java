package dev.rungs.check.layout;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The files below a folder, without what a build or a package manager has put there. */
final class SourceTree {
  private static final int MOST = 50_000;
  private static final Set<String> NOT_SOURCES =
      Set.of("node_modules", "target", "build", "vendor", "dist", "out", "venv", "__pycache__");

  private final Path root;
  private final List<SourceFile> files;

  private SourceTree(Path root, List<SourceFile> files) {
    this.root = root;
    this.files = files;
  }

  static SourceTree of(Path root) {
    if (!Files.isDirectory(root)) {
      throw new FolderException(
          root
              + (Files.exists(root) ? " is no folder." : " does not exist.")
              + " Name the folder that has the migrations.");
    }
    List<SourceFile> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              String name = String.valueOf(folder.getFileName());
              boolean skipped =
                  !folder.equals(root) && (name.startsWith(".") || NOT_SOURCES.contains(name));
              return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (files.size() > MOST) {
                throw new FolderException(
                    root + " has more than " + MOST + " files. Name the folder of the migrations.");
              }
              String relative = root.relativize(file).toString().replace('\\', '/');
              if (Files.isRegularFile(file)) {
                files.add(new SourceFile(file, relative));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new FolderException(root + " could not be read: " + e + ".", e);
    }
    files.sort(Comparator.comparing(SourceFile::relative));
    return new SourceTree(root, files);
  }

  /** The same tree with some of its files. */
  SourceTree with(List<SourceFile> some) {
    return new SourceTree(root, some);
  }

  Path root() {
    return root;
  }

  /** Sorted by name. */
  List<SourceFile> files() {
    return files;
  }

  /** Whether a file of some name is in the folder, or in one of those around it. */
  boolean isBelow(String name) {
    Path folder = root.toAbsolutePath().normalize();
    for (int i = 0; i < 6 && folder != null; i++, folder = folder.getParent()) {
      if (Files.exists(folder.resolve(name))) {
        return true;
      }
    }
    return false;
  }

  /** The text of such a file; empty if there is none. */
  String around(String name) {
    Path folder = root.toAbsolutePath().normalize();
    for (int i = 0; i < 6 && folder != null; i++, folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return new SourceFile(folder.resolve(name), name).text();
      }
    }
    return "";
  }
}
