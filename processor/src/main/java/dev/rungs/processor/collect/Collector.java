package dev.rungs.processor.collect;

import dev.rungs.processor.model.Declarations;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.NearestSchemas;
import dev.rungs.processor.model.Options;
import dev.rungs.processor.model.QueryDeclarations;
import dev.rungs.processor.model.SchemaDeclaration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * Remembers, by name, the annotated classes of all rounds, and reads them when asked. Elements do
 * not live longer than a round.
 */
public final class Collector {
  private final TypesByName typesByName;
  private final CompiledClasses compiledClasses;
  private final MigrationReader migrationReader;
  private final SchemaReader schemaReader;
  private final StaleClassFiles leftovers;
  private final ProcessingEnvironment environment;
  private final Options options;

  private final SortedSet<String> sources = new TreeSet<>();
  private final SortedSet<String> schemaNames = new TreeSet<>();
  private final SortedSet<String> migrationNames = new TreeSet<>();
  private final SortedSet<String> scriptNames = new TreeSet<>();
  private boolean hasQueries;

  /** Only there if the compilation may hold SQL outside its migrations. */
  private QueryFinder queryFinder;

  /**
   * Creates a collector.
   *
   * @param environment of the compiler
   * @param options where files are looked for
   */
  public Collector(ProcessingEnvironment environment, Options options) {
    this.environment = environment;
    this.options = options;
    SourceOrigins origins = new SourceOrigins(environment);
    Elements elements = environment.getElementUtils();
    this.typesByName = new TypesByName(elements);
    SourceRoots roots = new SourceRoots(elements, origins, sources);
    this.compiledClasses = new CompiledClasses(elements);
    this.migrationReader =
        new MigrationReader(
            environment, new SqlFiles(options.sql(), environment.getFiler(), origins, roots));
    this.schemaReader = new SchemaReader(elements);
    this.leftovers = new StaleClassFiles(environment.getFiler(), elements, roots);
  }

  /**
   * Names annotations.
   *
   * @param annotations of a round
   * @return their qualified names
   */
  public static Set<String> names(Set<? extends TypeElement> annotations) {
    Set<String> names = new TreeSet<>();
    for (TypeElement annotation : annotations) {
      names.add(annotation.getQualifiedName().toString());
    }
    return names;
  }

  /**
   * Takes the names of a round.
   *
   * @param annotations those of ours that the round has
   * @param round the round
   * @param generated classes that this processor generated itself
   * @return whether there was any class that this processor did not generate
   */
  public boolean note(
      Set<? extends TypeElement> annotations, RoundEnvironment round, Set<String> generated) {
    typesByName.beginRound();
    for (TypeElement annotation : annotations) {
      SortedSet<String> names =
          switch (annotation.getQualifiedName().toString()) {
            case Names.VERSIONED_SCHEMA -> schemaNames;
            case Names.MIGRATION -> migrationNames;
            case Names.UP, Names.DOWN -> scriptNames;
            case Names.GENERATED -> new TreeSet<>();
            default -> null;
          };
      if (names == null) {
        // One of those that hold SQL, on fields and methods.
        hasQueries = true;
        continue;
      }
      for (Element element : round.getElementsAnnotatedWith(annotation)) {
        if (element instanceof TypeElement type) {
          names.add(typesByName.add(type));
        }
      }
    }
    boolean others = false;
    for (Element root : round.getRootElements()) {
      if (root instanceof TypeElement type
          && !generated.contains(type.getQualifiedName().toString())) {
        sources.add(type.getQualifiedName().toString());
        others = true;
      }
    }
    return others;
  }

  /**
   * Tells whether there is anything to do.
   *
   * @return true if no round had a class for this processor
   */
  public boolean isEmpty() {
    return isWithoutSchema() && !hasQueries;
  }

  private boolean isWithoutSchema() {
    return schemaNames.isEmpty() && migrationNames.isEmpty() && scriptNames.isEmpty();
  }

  /**
   * Tells whether the compilation was given a class to look at.
   *
   * @param className a qualified name
   * @return false for what only earlier compiles know
   */
  boolean isSource(String className) {
    return schemaNames.contains(className)
        || migrationNames.contains(className)
        || scriptNames.contains(className)
        || queryFinder != null && queryFinder.holders().contains(className);
  }

  /**
   * Reads everything.
   *
   * @return what the compilation declares, with what earlier compiles left where this one is
   *     partial
   */
  public Declarations collect() {
    CollectedRound round = new CollectedRound();
    for (String name : schemaNames) {
      round.schema(name, false);
    }
    for (String name : migrationNames) {
      round.migration(name, false, Optional.empty());
    }
    round.findSchemas();
    round.completeSchemas();
    SortedSet<String> loose = new TreeSet<>(scriptNames);
    loose.removeAll(migrationNames);
    return new Declarations(
        List.copyOf(round.schemas.values()),
        List.copyOf(round.migrations.values()),
        loose,
        round.unresolved,
        queries(round.schemas.values()),
        round.left);
  }

  private QueryDeclarations queries(Collection<SchemaDeclaration> schemas) {
    boolean declared = false;
    for (SchemaDeclaration schema : schemas) {
      declared |= !schema.queries().isEmpty();
    }
    if (!hasQueries && !declared && options.queries().isEmpty()) {
      return QueryDeclarations.NONE;
    }
    if (queryFinder == null) {
      queryFinder = new QueryFinder(environment, options.queries(), compiledClasses, leftovers);
    }
    return queryFinder.find(sources, schemas);
  }

  /** One round of all classes. */
  private final class CollectedRound {
    private final TreeMap<String, SchemaDeclaration> schemas = new TreeMap<>();
    private final TreeMap<String, MigrationDeclaration> migrations = new TreeMap<>();
    private final TreeMap<String, String> left = new TreeMap<>();
    private final SortedSet<String> unresolved = new TreeSet<>();

    private void schema(String name, boolean compiled) {
      TypeElement type = typesByName.get(name);
      if (type == null || schemas.containsKey(name)) {
        return;
      }
      try {
        schemas.put(name, schemaReader.read(type, compiled, sources));
      } catch (UnresolvedTypeException e) {
        unresolved.add(name);
      }
    }

    private void migration(String name, boolean compiled, Optional<String> owner) {
      TypeElement type = typesByName.get(name);
      if (type == null || migrations.containsKey(name) || isUnresolved(name)) {
        return;
      }
      try {
        migrations.put(name, migrationReader.read(type, compiled, owner));
      } catch (UnresolvedTypeException e) {
        unresolved.add(name);
      }
    }

    private boolean isUnresolved(String name) {
      return unresolved.contains(name);
    }

    /** Schemas that only class files know, for migrations that need them. */
    private void findSchemas() {
      for (MigrationDeclaration migration : migrations.values()) {
        String name = migration.schema().orElse("");
        if (!name.isEmpty() && !schemas.containsKey(name) && isSchema(name)) {
          schema(name, true);
        }
      }
      Set<String> packages = new TreeSet<>();
      for (MigrationDeclaration migration : migrations.values()) {
        if (migration.schema().isEmpty()) {
          packages.add(migration.packageName());
        }
      }
      for (String name : packages) {
        findSchemasAround(name);
      }
    }

    /** A compiled schema counts where it is nearer than any that this compilation declares. */
    private void findSchemasAround(String packageName) {
      List<SchemaDeclaration> declared = NearestSchemas.of(packageName, schemas.values());
      int nearest = declared.isEmpty() ? -1 : declared.get(0).packageName().length();
      if (nearest == packageName.length()) {
        return;
      }
      Map<String, TypeElement> around = new TreeMap<>(compiledClasses.schemasAround(packageName));
      around.values().removeIf(type -> migrationReader.packageOf(type).length() <= nearest);
      around.keySet().removeAll(leftovers.among(around.values(), sources).keySet());
      around.keySet().forEach(schema -> schema(schema, true));
    }

    private boolean isSchema(String name) {
      TypeElement type = typesByName.get(name);
      return type != null && AnnotationValues.of(type, Names.VERSIONED_SCHEMA).isPresent();
    }

    /** Migrations that only class files know, for schemas that lack some. */
    private void completeSchemas() {
      for (SchemaDeclaration schema : schemas.values()) {
        if (!isComplete(schema)) {
          complete(schema);
        }
      }
    }

    private boolean isComplete(SchemaDeclaration schema) {
      int current = schema.field().isEmpty() ? 0 : schema.field().get().value().orElse(0);
      Set<Integer> versions = new HashSet<>();
      for (MigrationDeclaration migration : migrations.values()) {
        if (canBelong(migration, schema)
            && migration.version() >= schema.baseline()
            && migration.version() <= current) {
          versions.add(migration.version());
        }
      }
      return versions.size() >= current - Math.max(schema.baseline(), 1) + 1;
    }

    private boolean canBelong(MigrationDeclaration migration, SchemaDeclaration schema) {
      if (migration.schema().isPresent()) {
        return migration.schema().get().equals(schema.className());
      }
      List<SchemaDeclaration> nearest =
          NearestSchemas.of(migration.packageName(), schemas.values());
      for (SchemaDeclaration near : nearest) {
        if (near.className().equals(schema.className())) {
          return true;
        }
      }
      return nearest.isEmpty();
    }

    private void complete(SchemaDeclaration schema) {
      Set<String> listed = new TreeSet<>(compiledClasses.listedBy(schema.registry()));
      listed.addAll(compiledClasses.listedBy(schema.completeRegistry()));
      Set<String> foreign =
          new HashSet<>(compiledClasses.listedByOthers(schema.packageName(), schema.registry()));
      Set<String> candidates = new TreeSet<>(listed);
      for (TypeElement type : compiledClasses.migrationsIn(schema.packageName())) {
        candidates.add(type.getQualifiedName().toString());
      }
      candidates.removeAll(migrationNames);
      Map<String, TypeElement> types = new TreeMap<>();
      for (String name : candidates) {
        TypeElement type = typesByName.get(name);
        if (type != null && belongs(type, name, schema, listed, foreign)) {
          types.put(name, type);
        }
      }
      Map<String, String> gone = leftovers.among(types.values(), sources);
      left.putAll(gone);
      types.keySet().removeAll(gone.keySet());
      types.keySet().forEach(name -> migration(name, true, Optional.of(schema.className())));
    }

    private boolean belongs(
        TypeElement type,
        String name,
        SchemaDeclaration schema,
        Set<String> listed,
        Set<String> foreign) {
      Optional<AnnotationValues> mirror = AnnotationValues.of(type, Names.MIGRATION);
      if (mirror.isEmpty()) {
        return false;
      }
      try {
        Optional<String> named = mirror.get().type("schema");
        if (named.isPresent()) {
          return named.get().equals(schema.className());
        }
      } catch (UnresolvedTypeException e) {
        return false;
      }
      List<SchemaDeclaration> nearest =
          NearestSchemas.of(migrationReader.packageOf(type), schemas.values());
      return listed.contains(name) || nearest.equals(List.of(schema)) && !foreign.contains(name);
    }
  }

  /**
   * Finds a class.
   *
   * @param name qualified
   * @return null if there is none
   */
  TypeElement type(String name) {
    return typesByName.get(name);
  }

  /**
   * Returns the classes that the compilation was given.
   *
   * @return their qualified names
   */
  public SortedSet<String> annotatedClasses() {
    SortedSet<String> names = new TreeSet<>(schemaNames);
    names.addAll(migrationNames);
    return Collections.unmodifiableSortedSet(names);
  }
}
