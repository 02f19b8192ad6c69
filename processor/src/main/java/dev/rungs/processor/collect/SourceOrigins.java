package dev.rungs.processor.collect;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;

/**
 * Tells which file a class comes from: by {@code Elements.getFileObjectOf} of JDK 18 and later, by
 * the compiler's tree API before. Both are reached by reflection and may be missing; then nobody
 * knows.
 */
final class SourceOrigins {
  private final ProcessingEnvironment environment;
  private final Map<String, Optional<Method>> methods = new HashMap<>();
  private Optional<Object> trees;

  SourceOrigins(ProcessingEnvironment environment) {
    this.environment = environment;
  }

  /** The file, as a URI: of a source or of a class. */
  Optional<URI> of(TypeElement type) {
    return file(type).map(FileObject::toUri).or(() -> byEclipse(type).map(Path::toUri));
  }

  /** The path of the file, as the compiler prints it. */
  Optional<String> shown(TypeElement type) {
    return file(type).map(FileObject::getName).or(() -> byEclipse(type).map(Path::toString));
  }

  /** A path in the form of that of a class's own file: as the compiler was given it. */
  String shown(Path path, TypeElement type) {
    Path absolute = path.toAbsolutePath().normalize();
    Path here = Path.of("").toAbsolutePath();
    boolean relative = shown(type).filter(own -> !Path.of(own).isAbsolute()).isPresent();
    return (relative && absolute.startsWith(here) ? here.relativize(absolute) : absolute)
        .toString();
  }

  /** The text of a class's source; empty if there is none, or nobody knows. */
  Optional<String> text(TypeElement type) {
    try {
      Optional<FileObject> file = file(type);
      if (file.isPresent()) {
        boolean source = file.get().getName().endsWith(".java");
        return source ? Optional.of(file.get().getCharContent(true).toString()) : Optional.empty();
      }
      Optional<Path> path = byEclipse(type);
      return path.isPresent() ? Optional.of(Files.readString(path.get())) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // It is for a message only.
    }
  }

  private Optional<FileObject> file(TypeElement type) {
    return byElements(type).or(() -> sourceByTrees(type));
  }

  /** Whether the class is known to come from a class file. */
  boolean isClassFile(TypeElement type) {
    return of(type)
        .map(uri -> uri.toString().endsWith(".class"))
        .orElseGet(() -> trees().isPresent());
  }

  /** The folder of the file, if it is one of the default file system. */
  Optional<Path> folderOf(TypeElement type) {
    return fileOf(type).map(Path::getParent);
  }

  /** The file itself, if it is one of the default file system. */
  Optional<Path> fileOf(TypeElement type) {
    return of(type).filter(uri -> "file".equals(uri.getScheme())).map(Path::of);
  }

  private Optional<FileObject> byElements(TypeElement type) {
    return method(Elements.class, "getFileObjectOf", Element.class)
        .flatMap(method -> call(method, environment.getElementUtils(), type))
        .map(FileObject.class::cast);
  }

  private Optional<FileObject> sourceByTrees(TypeElement type) {
    return trees()
        .flatMap(
            trees -> invoke(trees, "com.sun.source.util.Trees", "getPath", Element.class, type))
        .flatMap(path -> invoke(path, "com.sun.source.util.TreePath", "getCompilationUnit"))
        .flatMap(unit -> invoke(unit, "com.sun.source.tree.CompilationUnitTree", "getSourceFile"))
        .map(FileObject.class::cast);
  }

  /** Eclipse's batch compiler keeps the name of the file in the element. */
  private Optional<Path> byEclipse(TypeElement type) {
    return method(type.getClass(), "getFileName")
        .flatMap(method -> call(method, type))
        .map(name -> Path.of(name.toString()))
        .filter(path -> path.isAbsolute() && Files.isRegularFile(path));
  }

  private Optional<Object> trees() {
    if (trees == null) {
      trees =
          method("com.sun.source.util.Trees", "instance", ProcessingEnvironment.class)
              .flatMap(instance -> call(instance, null, environment));
    }
    return trees;
  }

  private Optional<Object> invoke(Object target, String owner, String name) {
    return method(owner, name).flatMap(method -> call(method, target));
  }

  private Optional<Object> invoke(
      Object target, String owner, String name, Class<?> parameter, Object argument) {
    return method(owner, name, parameter).flatMap(method -> call(method, target, argument));
  }

  private Optional<Method> method(String owner, String name, Class<?>... parameters) {
    Optional<Method> known = methods.get(owner + '.' + name);
    if (known == null) {
      known = find(owner, name, parameters);
      methods.put(owner + '.' + name, known);
    }
    return known;
  }

  private Optional<Method> find(String owner, String name, Class<?>... parameters) {
    try {
      ClassLoader compiler = environment.getClass().getClassLoader();
      return declared(Class.forName(owner, false, compiler), name, parameters);
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  private Optional<Method> method(Class<?> owner, String name, Class<?>... parameters) {
    String key = owner.getName() + '.' + name;
    Optional<Method> known = methods.get(key);
    if (known == null) {
      known = declared(owner, name, parameters);
      methods.put(key, known);
    }
    return known;
  }

  private static Optional<Method> declared(Class<?> owner, String name, Class<?>... parameters) {
    try {
      return Optional.of(owner.getMethod(name, parameters));
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> call(Method method, Object target, Object... arguments) {
    try {
      return Optional.ofNullable(method.invoke(target, arguments));
    } catch (IllegalAccessException | InvocationTargetException | IllegalArgumentException e) {
      // Another compiler, or one that an IDE has wrapped.
      return Optional.empty();
    }
  }
}
