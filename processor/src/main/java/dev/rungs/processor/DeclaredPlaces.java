package dev.rungs.processor;

import dev.rungs.processor.model.Declarations;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey.Severity;
import dev.rungs.processor.model.ScriptDeclaration;
import dev.rungs.processor.model.ScriptMark;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.model.Site.Part;
import dev.rungs.processor.report.Console;
import dev.rungs.processor.report.Places;
import java.util.Optional;

/** Where the problems of a compilation stand, and which of them its classes silence. */
final class DeclaredPlaces implements Places {
  private final Declarations declarations;
  private final Console console;

  /**
   * Looks among declarations.
   *
   * @param declarations everything that the compilation declares
   * @param console which knows the sources
   */
  DeclaredPlaces(Declarations declarations, Console console) {
    this.declarations = declarations;
    this.console = console;
  }

  /** Whether {@code @SuppressWarnings} of its class says that a warning is not to be told. */
  boolean isSilenced(Problem problem) {
    return problem.severity() == Severity.WARNING
        && migration(problem.site().className())
            .filter(migration -> migration.suppressed().contains("rungs." + problem.key().key()))
            .isPresent();
  }

  /** The file of a script, or the line of the text block that it stands in. */
  @Override
  public Optional<String> of(Site site, ScriptMark mark) {
    Optional<ScriptDeclaration> script =
        migration(site.className()).flatMap(m -> site.part() == Part.DOWN ? m.down() : m.up());
    if (mark.file().isPresent()) {
      return script
          .flatMap(ScriptDeclaration::file)
          .flatMap(ScriptDeclaration.SqlFile::path)
          .map(mark::in);
    }
    return script
        .flatMap(ScriptDeclaration::inline)
        .flatMap(sql -> console.lineInSource(site.className(), sql, mark.position().line()))
        .map(line -> mark.place() + " (" + line + ")");
  }

  /** The schema of a migration that has no source here. */
  Site anchor(String className) {
    String named = migration(className).flatMap(MigrationDeclaration::schema).orElse("");
    return declarations.schemas().stream()
        .filter(schema -> !schema.compiled())
        .filter(schema -> named.isEmpty() || schema.className().equals(named))
        .findFirst()
        .map(schema -> schema.at(Part.TYPE))
        .orElse(Site.NOWHERE);
  }

  private Optional<MigrationDeclaration> migration(String className) {
    return declarations.migrations().stream()
        .filter(migration -> migration.className().equals(className))
        .findFirst();
  }
}
