package dev.rungs.processor.collect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileManager.Location;
import javax.tools.StandardLocation;

/**
 * Recognises class files whose source was deleted: such a file must not stand in for a migration
 * that is gone.
 *
 * <p>A class file that the compiler was not given the source of is otherwise a sign of a partial
 * compile. So it counts as left over only if its source is neither on the source path nor beside
 * the sources of this compile, and if that is all there is to look at: the source path has the
 * sources of this compile, or no other migration is known by its class file alone.
 */
final class StaleClassFiles {
  private final Filer filer;
  private final Elements elements;
  private final SourceRoots sourceRoots;

  StaleClassFiles(Filer filer, Elements elements, SourceRoots sourceRoots) {
    this.filer = filer;
    this.elements = elements;
    this.sourceRoots = sourceRoots;
  }

  /**
   * Finds them.
   *
   * @param types classes that come from an earlier compile
   * @param sources the classes that this compile was given as sources
   * @return the name of the source that is gone, by class name
   */
  Map<String, String> among(Collection<TypeElement> types, Set<String> sources) {
    if (types.isEmpty()) {
      return Map.of();
    }
    Set<Path> roots = sourceRoots.folders();
    boolean onSourcePath = false;
    for (String name : sources) {
      TypeElement type = elements.getTypeElement(name);
      onSourcePath |= type != null && isOnSourcePath(type, type.getSimpleName() + ".java");
    }
    Map<String, String> gone = new TreeMap<>();
    if (roots.isEmpty() && !onSourcePath) {
      return gone;
    }
    int alive = 0;
    for (TypeElement type : types) {
      Optional<String> source = sourceName(type);
      if (source.isPresent() && !exists(type, source.get(), roots)) {
        gone.put(type.getQualifiedName().toString(), source.get());
      } else {
        alive++;
      }
    }
    return alive == 0 || onSourcePath ? gone : Map.of();
  }

  private boolean exists(TypeElement type, String source, Set<Path> roots) {
    String folder = packageOf(type).replace('.', '/');
    return isOnSourcePath(type, source)
        || roots.stream().anyMatch(root -> Files.exists(root.resolve(folder).resolve(source)));
  }

  private boolean isOnSourcePath(TypeElement type, String source) {
    try (InputStream in = open(StandardLocation.SOURCE_PATH, type, source)) {
      return in.read() >= 0;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private Optional<String> sourceName(TypeElement type) {
    String packageName = packageOf(type);
    String binary = elements.getBinaryName(type).toString();
    String file =
        (packageName.isEmpty() ? binary : binary.substring(packageName.length() + 1)) + ".class";
    try (InputStream in = open(StandardLocation.CLASS_OUTPUT, type, file)) {
      return SourceFileName.of(in);
    } catch (IOException | RuntimeException e) {
      // In a jar, or in another folder: no output of this compile.
      return Optional.empty();
    }
  }

  private InputStream open(Location location, TypeElement type, String name) throws IOException {
    return filer.getResource(location, packageOf(type), name).openInputStream();
  }

  private String packageOf(TypeElement type) {
    return elements.getPackageOf(type).getQualifiedName().toString();
  }
}
