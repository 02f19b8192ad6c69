package dev.rungs.processor.check;

import dev.rungs.processor.model.DeclarationMessages;
import dev.rungs.processor.model.Declarations;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.model.Site.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All rules that need no SQLite, in their order. */
public final class Checks {
  private final SchemaReferenceCheck references = new SchemaReferenceCheck();
  private final MigrationClassCheck classes = new MigrationClassCheck();
  private final StrategyConflictCheck conflicts = new StrategyConflictCheck();

  /** Rules of a schema; each runs whatever the others find. */
  private final List<SchemaCheck> ofSchemas =
      List.of(
          new CurrentVersionCheck(),
          new VersionRangeCheck(),
          new DuplicateVersionCheck(),
          new DuplicateNameCheck(),
          new MissingVersionCheck(),
          new BaselineDownCheck(),
          new TargetCheck(),
          new ExtensionsCheck());

  /** Rules of what a migration does, once it is a migration at all. */
  private final NothingToDoCheck nothingToDo = new NothingToDoCheck();

  private final List<MigrationCheck> ofScripts =
      List.of(new SqlFileCheck(), new SqlNotAllowedCheck());

  /**
   * What the rules say.
   *
   * @param problems in no order
   * @param clean the schemas without any
   * @param behind those that only want a higher CURRENT_VERSION
   */
  public record Verdict(List<Problem> problems, List<SchemaModel> clean, List<Behind> behind) {
    /** No schema at all. */
    public static final Verdict NONE = new Verdict(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Verdict {
      problems = List.copyOf(problems);
      clean = List.copyOf(clean);
      behind = List.copyOf(behind);
    }
  }

  /**
   * A schema whose only fault is that migrations are above CURRENT_VERSION.
   *
   * @param schema up to CURRENT_VERSION
   * @param above what is above it, by version
   */
  public record Behind(SchemaModel schema, List<MigrationModel> above) {}

  /**
   * Runs the rules.
   *
   * @param declarations what the compilation declares
   * @return the problems, and the schemas that have none
   */
  public Verdict run(Declarations declarations) {
    Assignment assignment = new Assignment(declarations);
    List<Problem> problems = new ArrayList<>(references.check(declarations, assignment));
    for (String loose : declarations.loose()) {
      problems.add(DeclarationMessages.notAnnotated(loose).at(0, new Site(loose, Part.TYPE)));
    }
    boolean assigned = problems.isEmpty() && declarations.unresolved().isEmpty();
    for (MigrationDeclaration stray : assignment.strays()) {
      problems.addAll(checkMigration(stray, Optional.empty()));
    }
    List<SchemaModel> clean = new ArrayList<>();
    List<Behind> behind = new ArrayList<>();
    for (SchemaGroup group : assignment.groups()) {
      List<Problem> found = new ArrayList<>();
      ofSchemas.forEach(check -> found.addAll(check.check(group)));
      for (MigrationDeclaration migration : group.migrations()) {
        found.addAll(checkMigration(migration, Optional.of(group.schema())));
      }
      if (assigned && found.isEmpty()) {
        clean.add(group.toModel());
      } else if (assigned && found.stream().allMatch(problem -> isAbove(problem, group))) {
        behind.add(new Behind(group.toModelUpToCurrent(), group.above()));
      }
      problems.addAll(found);
    }
    return new Verdict(problems, clean, behind);
  }

  private static boolean isAbove(Problem problem, SchemaGroup group) {
    return problem.key() == ProblemKey.VERSION_OUT_OF_RANGE
        && group.currentVersion().isPresent()
        && problem.version() > group.currentVersion().getAsInt();
  }

  private List<Problem> checkMigration(
      MigrationDeclaration migration, Optional<SchemaDeclaration> schema) {
    List<Problem> problems = new ArrayList<>(classes.check(migration, schema));
    problems.addAll(conflicts.check(migration, schema));
    if (problems.isEmpty()) {
      problems.addAll(nothingToDo.check(migration, schema));
    }
    ofScripts.forEach(check -> problems.addAll(check.check(migration, schema)));
    return problems;
  }
}
