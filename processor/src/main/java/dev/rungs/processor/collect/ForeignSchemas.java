package dev.rungs.processor.collect;

import dev.rungs.processor.model.Extensions;
import dev.rungs.processor.model.QueryAnnotation;
import dev.rungs.processor.model.SchemaHistory;
import dev.rungs.processor.query.HistoryCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileManager.Location;
import javax.tools.StandardLocation;

/** Schemas of other modules, or of earlier compiles: what their jar says about them. */
public final class ForeignSchemas {
  private static final String SERVICES = "META-INF/services/dev.rungs.runtime.Registry";

  private final Filer filer;
  private final Elements elements;
  private final SourceOrigins origins;

  /**
   * Looks through the class path.
   *
   * @param environment of the compiler
   */
  public ForeignSchemas(ProcessingEnvironment environment) {
    this.filer = environment.getFiler();
    this.elements = environment.getElementUtils();
    this.origins = new SourceOrigins(environment);
  }

  /**
   * Finds the schemas of the first entry of the class path that has some.
   *
   * @return what their jar says
   */
  public List<SchemaHistory> onClassPath() {
    List<SchemaHistory> schemas = new ArrayList<>();
    Optional<byte[]> services = read(StandardLocation.CLASS_PATH, SERVICES);
    if (services.isEmpty()) {
      return schemas;
    }
    for (String line : new String(services.get(), StandardCharsets.UTF_8).split("\\R")) {
      String registry = line.replaceFirst("#.*", "").trim();
      if (!registry.isEmpty()) {
        history(StandardLocation.CLASS_PATH, registry).ifPresent(schemas::add);
      }
    }
    return schemas;
  }

  /** What an earlier compile wrote about a schema of this one. */
  Optional<SchemaHistory> inOutput(String registry) {
    return history(StandardLocation.CLASS_OUTPUT, registry);
  }

  /** What the jar of a compiled schema class says about it. */
  Optional<SchemaHistory> of(TypeElement type) {
    String packageName = elements.getPackageOf(type).getQualifiedName().toString();
    Optional<AnnotationValues> mirror = AnnotationValues.of(type, Names.VERSIONED_SCHEMA);
    String name;
    try {
      name =
          mirror.isEmpty()
              ? Names.DEFAULT_REGISTRY
              : mirror.get().string("registry").orElse(Names.DEFAULT_REGISTRY);
    } catch (UnresolvedTypeException e) {
      return Optional.empty();
    }
    String registry = packageName.isEmpty() ? name : packageName + "." + name;
    return history(StandardLocation.CLASS_OUTPUT, registry)
        .or(() -> history(StandardLocation.CLASS_PATH, registry))
        .or(() -> besideClass(type, HistoryCode.path(registry)).flatMap(ForeignSchemas::decode));
  }

  /**
   * What is known of a compiled schema class if nothing else is: its annotation.
   *
   * @param type annotated {@code @VersionedSchema}
   * @return a schema without versions
   */
  SchemaHistory unknown(TypeElement type) {
    List<QueryAnnotation> queries = List.of();
    try {
      Optional<AnnotationValues> mirror = AnnotationValues.of(type, Names.VERSIONED_SCHEMA);
      if (mirror.isPresent()) {
        queries = mirror.get().types("queries").stream().map(QueryAnnotation::of).toList();
      }
    } catch (UnresolvedTypeException e) {
      // Then none of them can be on a class here either.
    }
    return new SchemaHistory(
        type.getQualifiedName().toString(),
        elements.getPackageOf(type).getQualifiedName().toString(),
        queries,
        Extensions.NONE,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of());
  }

  private Optional<SchemaHistory> history(Location location, String registry) {
    return read(location, HistoryCode.path(registry)).flatMap(ForeignSchemas::decode);
  }

  private static Optional<SchemaHistory> decode(byte[] bytes) {
    try {
      return Optional.of(HistoryCode.read(bytes));
    } catch (IOException e) {
      // Damaged, or of another Rungs: the queries stay unchecked, as without the file.
      return Optional.empty();
    }
  }

  private Optional<byte[]> read(Location location, String path) {
    try (InputStream in = filer.getResource(location, "", path).openInputStream()) {
      return Optional.of(in.readAllBytes());
    } catch (IOException | RuntimeException e) {
      // No such file, or a compiler that does not tell.
      return Optional.empty();
    }
  }

  /** On a module path the filer finds nothing, but the class file has a place. */
  private Optional<byte[]> besideClass(TypeElement type, String path) {
    String file = elements.getBinaryName(type).toString().replace('.', '/') + ".class";
    Optional<String> place = origins.of(type).map(URI::toString).filter(uri -> uri.endsWith(file));
    if (place.isEmpty()) {
      return Optional.empty();
    }
    String root = place.get().substring(0, place.get().length() - file.length());
    try {
      URLConnection connection = URI.create(root + path).toURL().openConnection();
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        return Optional.of(in.readAllBytes());
      }
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
