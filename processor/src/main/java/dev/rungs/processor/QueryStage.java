package dev.rungs.processor;

import dev.rungs.processor.model.Declarations;
import dev.rungs.processor.model.Lock;
import dev.rungs.processor.model.NearestSchemas;
import dev.rungs.processor.model.Options;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.QueryAnnotation;
import dev.rungs.processor.model.QueryDeclaration;
import dev.rungs.processor.model.QueryMessages;
import dev.rungs.processor.model.Release;
import dev.rungs.processor.model.RollingMessages;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.SchemaHistory;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.proof.ProvenQueries;
import dev.rungs.processor.query.NormalSql;
import dev.rungs.processor.query.Unchecked;
import dev.rungs.processor.replay.query.QueryCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Finds the schema of each query, and checks it there. */
final class QueryStage {
  private static final int NAMED = 3;

  private final Options options;
  private final Declarations declarations;
  private final Map<String, SchemaHistory> schemas = new TreeMap<>();
  private final Map<Unchecked, List<String>> unchecked = new EnumMap<>(Unchecked.class);
  private final Map<String, String> pages = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * Prepares the stage.
   *
   * @param here the schemas of this compile that are sound
   */
  QueryStage(Options options, Declarations declarations, Map<String, SchemaHistory> here) {
    this.options = options;
    this.declarations = declarations;
    declarations.queries().elsewhere().forEach(schema -> schemas.put(schema.schema(), schema));
    schemas.putAll(here);
  }

  /** Pages about the queries, by schema. */
  Map<String, String> pages() {
    return pages;
  }

  /** What a lock file keeps of the queries of a schema. */
  List<Lock.Query> lines(String schema) {
    return declarations.queries().queries().stream()
        .filter(query -> belongs(query, schema))
        .flatMap(query -> NormalSql.of(query).stream())
        .distinct()
        .sorted(Comparator.comparing(Lock.Query::place).thenComparing(Lock.Query::sql))
        .toList();
  }

  private boolean belongs(QueryDeclaration query, String schema) {
    List<String> found = schemasOf(query);
    return found.equals(List.of(schema))
        && schemas.containsKey(schema)
        && isDeclared(query, schemas.get(schema));
  }

  /**
   * Checks all queries.
   *
   * @param release what is known of the last release of a schema, if it is to be looked at
   */
  List<Problem> run(Function<String, Optional<Release>> release) {
    Map<String, List<QueryDeclaration>> queries = new TreeMap<>();
    schemas.keySet().stream()
        .filter(schema -> release.apply(schema).isPresent())
        .forEach(schema -> queries.put(schema, new ArrayList<>()));
    Map<Site, Set<String>> silenced = new HashMap<>();
    int all = 0;
    for (QueryDeclaration query : declarations.queries().queries()) {
      Optional<String> schema = schemaOf(query);
      if (schema.isPresent() && schemas.containsKey(schema.get())) {
        if (isDeclared(query, schemas.get(schema.get()))) {
          silenced.put(query.site(), query.suppressed());
          all++;
          take(query, queries.computeIfAbsent(schema.get(), s -> new ArrayList<>()));
        }
      }
    }
    Optional<Path> cache =
        options.verify() == Options.Verify.ALL ? Optional.empty() : options.cache();
    queries.forEach(
        (schema, found) -> {
          QueryCheck.Result result =
              new ProvenQueries(cache)
                  .run(
                      schemas.get(schema),
                      found,
                      new QueryCheck.Asked(
                          release.apply(schema), options.docs(), options.warnings().fullScans()));
          problems.addAll(result.problems());
          if (!result.page().isEmpty()) {
            pages.put(schema, result.page());
          }
          result.unchecked().forEach((reason, names) -> names.forEach(n -> skip(n, reason)));
        });
    problems.removeIf(
        problem ->
            silenced
                .getOrDefault(problem.site(), Set.of())
                .contains("rungs." + problem.key().key()));
    if (!unchecked.isEmpty()) {
      problems.add(note(all));
    }
    for (SchemaHistory schema : declarations.queries().elsewhere()) {
      int here = queries.getOrDefault(schema.schema(), List.of()).size();
      if (options.rolling() && here > 0) {
        problems.add(RollingMessages.elsewhere(here, schema.schema()).at(0, Site.NOWHERE));
      }
    }
    return problems;
  }

  private void take(QueryDeclaration query, List<QueryDeclaration> found) {
    if (query.annotation().equals(QueryDeclaration.SQL) && query.sql().isEmpty()) {
      problems.add(QueryMessages.notConstant(query.name()).at(0, query.site()));
    } else {
      found.add(query);
    }
  }

  private void skip(String query, Unchecked reason) {
    unchecked.computeIfAbsent(reason, r -> new ArrayList<>()).add(query);
  }

  private Problem note(int all) {
    List<String> reasons = new ArrayList<>();
    int number = 0;
    for (Map.Entry<Unchecked, List<String>> entry : unchecked.entrySet()) {
      List<String> names = entry.getValue();
      number += names.size();
      String more = names.size() > NAMED ? ", ..." : "";
      reasons.add(
          names.size()
              + " "
              + entry.getKey().words()
              + " ("
              + String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
              + more
              + ")");
    }
    return QueryMessages.unchecked(number, all, reasons).at(0, Site.NOWHERE);
  }

  private boolean isDeclared(QueryDeclaration query, SchemaHistory schema) {
    List<QueryAnnotation> annotations = new ArrayList<>(declarations.queries().everywhere());
    annotations.addAll(schema.queries());
    return annotations.stream().anyMatch(a -> a.type().equals(query.annotation()));
  }

  /** That of the nearest package; else the only one, sources before what a library brings. */
  private Optional<String> schemaOf(QueryDeclaration query) {
    List<String> nearest = schemasOf(query);
    if (nearest.size() > 1) {
      skip(query.name(), Unchecked.SEVERAL_SCHEMAS);
    }
    if (nearest.isEmpty() && query.annotation().equals(QueryDeclaration.SQL)) {
      problems.add(QueryMessages.noSchema(query.name()).at(0, query.site()));
    }
    return nearest.size() == 1 ? Optional.of(nearest.get(0)) : Optional.empty();
  }

  private List<String> schemasOf(QueryDeclaration query) {
    if (query.schema().isPresent()) {
      return List.of(query.schema().get());
    }
    List<String> nearest =
        NearestSchemas.of(query.packageName(), declarations.schemas()).stream()
            .map(SchemaDeclaration::className)
            .toList();
    if (nearest.isEmpty()) {
      nearest = nearestElsewhere(query.packageName());
    }
    if (nearest.isEmpty()) {
      nearest =
          declarations.schemas().isEmpty()
              ? List.copyOf(schemas.keySet())
              : declarations.schemas().stream().map(SchemaDeclaration::className).toList();
    }
    return nearest;
  }

  private List<String> nearestElsewhere(String packageName) {
    List<SchemaHistory> around =
        declarations.queries().elsewhere().stream()
            .filter(
                s ->
                    s.packageName().isEmpty()
                        || packageName.equals(s.packageName())
                        || packageName.startsWith(s.packageName() + "."))
            .toList();
    int longest = around.stream().mapToInt(s -> s.packageName().length()).max().orElse(0);
    return around.stream()
        .filter(s -> s.packageName().length() == longest)
        .map(SchemaHistory::schema)
        .toList();
  }
}
