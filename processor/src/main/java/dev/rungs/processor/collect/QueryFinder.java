package dev.rungs.processor.collect;

import dev.rungs.processor.model.NearestSchemas;
import dev.rungs.processor.model.QueryAnnotation;
import dev.rungs.processor.model.QueryDeclaration;
import dev.rungs.processor.model.QueryDeclarations;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.SchemaHistory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Finds the SQL of the program, and the schemas of other modules that it may be for. */
public final class QueryFinder {
  /**
   * Annotations that a build tool is to tell us of in every compile, also if a schema names them
   * only where it is declared: Gradle passes what an incremental compile did not change only for
   * annotations that the processor supports.
   */
  private static final List<String> WELL_KNOWN =
      List.of(
          "org.jdbi.v3.sqlobject.statement.SqlQuery",
          "org.jdbi.v3.sqlobject.statement.SqlUpdate",
          "org.jdbi.v3.sqlobject.statement.SqlBatch",
          "org.jdbi.v3.sqlobject.statement.SqlScript",
          "org.springframework.data.jdbc.repository.query.Query",
          "org.apache.ibatis.annotations.Select",
          "org.apache.ibatis.annotations.Insert",
          "org.apache.ibatis.annotations.Update",
          "org.apache.ibatis.annotations.Delete",
          "io.micronaut.data.annotation.Query");

  private final Elements elements;
  private final QueryReader reader;
  private final ForeignSchemas foreign;
  private final CompiledClasses compiledClasses;
  private final StaleClassFiles leftovers;
  private final List<QueryAnnotation> everywhere;
  private final Set<String> holders = new TreeSet<>();

  QueryFinder(
      ProcessingEnvironment environment,
      List<QueryAnnotation> asked,
      CompiledClasses compiledClasses,
      StaleClassFiles leftovers) {
    this.elements = environment.getElementUtils();
    this.reader = new QueryReader(environment);
    this.foreign = new ForeignSchemas(environment);
    this.compiledClasses = compiledClasses;
    this.leftovers = leftovers;
    this.everywhere = new ArrayList<>(asked);
    this.everywhere.add(QueryAnnotation.of(Names.SQL));
  }

  /**
   * Returns the annotations for which the processor is to be called.
   *
   * @param asked those that an option names
   * @param schemas those on the class path
   * @return qualified names
   */
  public static Set<String> supported(List<QueryAnnotation> asked, List<SchemaHistory> schemas) {
    Set<String> names = new TreeSet<>(WELL_KNOWN);
    names.add(Names.SQL);
    for (QueryAnnotation annotation : asked) {
      names.add(annotation.type());
    }
    for (SchemaHistory schema : schemas) {
      schema.queries().forEach(annotation -> names.add(annotation.type()));
    }
    return names;
  }

  /** The classes that this compile was given and that hold SQL. */
  Set<String> holders() {
    return holders;
  }

  /**
   * Reads all classes.
   *
   * @param sources root classes of this compile
   * @param schemas that it declares or completes
   * @return their SQL
   */
  QueryDeclarations find(Collection<String> sources, Collection<SchemaDeclaration> schemas) {
    Map<String, String> annotations = new LinkedHashMap<>();
    everywhere.forEach(a -> annotations.putIfAbsent(a.type(), a.element()));
    schemas.forEach(s -> s.queries().forEach(a -> annotations.putIfAbsent(a.type(), a.element())));
    List<SchemaHistory> onPath = schemas.isEmpty() ? onPath() : List.of();
    onPath.forEach(s -> s.queries().forEach(a -> annotations.putIfAbsent(a.type(), a.element())));
    WELL_KNOWN.forEach(type -> annotations.putIfAbsent(type, "value"));
    List<QueryDeclaration> queries = new ArrayList<>();
    for (String name : new TreeSet<>(sources)) {
      TypeElement type = elements.getTypeElement(name);
      if (type != null) {
        queries.addAll(reader.read(type, annotations, false));
      }
    }
    queries.forEach(query -> holders.add(query.site().className()));
    for (TypeElement type : compiledBefore(sources, schemas)) {
      queries.addAll(reader.read(type, annotations, true));
    }
    return new QueryDeclarations(queries, everywhere, elsewhere(queries, schemas, onPath));
  }

  /** What is on the class path, or else on the module path. */
  private List<SchemaHistory> onPath() {
    List<SchemaHistory> onClassPath = foreign.onClassPath();
    return onClassPath.isEmpty()
        ? compiledClasses.schemasInModules().stream().map(this::history).toList()
        : onClassPath;
  }

  private SchemaHistory history(TypeElement type) {
    return foreign.of(type).orElseGet(() -> foreign.unknown(type));
  }

  /** Classes with SQL that an earlier compile of the schema saw, and this one was not given. */
  private Collection<TypeElement> compiledBefore(
      Collection<String> sources, Collection<SchemaDeclaration> schemas) {
    Map<String, TypeElement> types = new TreeMap<>();
    for (SchemaDeclaration schema : schemas) {
      List<String> before =
          foreign.inOutput(schema.registry()).map(SchemaHistory::queryClasses).orElse(List.of());
      for (String name : before) {
        TypeElement type = sources.contains(name) ? null : elements.getTypeElement(name);
        if (type != null && !sources.contains(name)) {
          types.put(name, type);
        }
      }
    }
    types.keySet().removeAll(leftovers.among(types.values(), new TreeSet<>(sources)).keySet());
    return types.values();
  }

  private List<SchemaHistory> elsewhere(
      List<QueryDeclaration> queries,
      Collection<SchemaDeclaration> schemas,
      List<SchemaHistory> onPath) {
    Map<String, SchemaHistory> found = new TreeMap<>();
    onPath.forEach(schema -> found.put(schema.schema(), schema));
    Set<String> packages = new TreeSet<>();
    for (QueryDeclaration query : queries) {
      if (query.schema().isPresent()) {
        add(query.schema().get(), schemas, found);
      } else if (NearestSchemas.of(query.packageName(), schemas).isEmpty()) {
        packages.add(query.packageName());
      }
    }
    for (String name : packages) {
      compiledClasses.schemasAround(name).keySet().forEach(s -> add(s, schemas, found));
    }
    return List.copyOf(found.values());
  }

  private void add(
      String schema, Collection<SchemaDeclaration> schemas, Map<String, SchemaHistory> found) {
    TypeElement type = elements.getTypeElement(schema);
    if (type != null
        && AnnotationValues.of(type, Names.VERSIONED_SCHEMA).isPresent()
        && !found.containsKey(schema)
        && schemas.stream().noneMatch(s -> s.className().equals(schema))) {
      found.put(schema, history(type));
    }
  }
}
