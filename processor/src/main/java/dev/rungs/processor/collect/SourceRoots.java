package dev.rungs.processor.collect;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** The folders in which the sources of this compile lie, package by package. */
final class SourceRoots {
  private final Elements elements;
  private final SourceOrigins origins;
  private final Set<String> sources;

  /** Those of the first sources; how many are seen tells whether there are more by now. */
  private final Set<Path> roots = new LinkedHashSet<>();

  private int seen = -1;

  /**
   * Creates it.
   *
   * @param sources the classes that the compilation was given; it grows with the rounds
   */
  SourceRoots(Elements elements, SourceOrigins origins, Set<String> sources) {
    this.elements = elements;
    this.origins = origins;
    this.sources = sources;
  }

  Set<Path> folders() {
    if (seen == sources.size()) {
      return roots;
    }
    seen = sources.size();
    roots.clear();
    for (String name : sources) {
      TypeElement type = elements.getTypeElement(name);
      if (type != null && !origins.isClassFile(type)) {
        root(type).ifPresent(roots::add);
      }
    }
    return roots;
  }

  private Optional<Path> root(TypeElement type) {
    Optional<Path> folder = origins.folderOf(type);
    String packageName = elements.getPackageOf(type).getQualifiedName().toString();
    if (folder.isEmpty() || packageName.isEmpty()) {
      return folder;
    }
    Path below = Path.of(packageName.replace('.', '/'));
    if (!folder.get().endsWith(below)) {
      return Optional.empty();
    }
    Path root = folder.get();
    for (int i = 0; i < below.getNameCount() && root != null; i++) {
      root = root.getParent();
    }
    return Optional.ofNullable(root);
  }
}
