package dev.rungs.processor.check;

import dev.rungs.processor.model.ClassShape;
import dev.rungs.processor.model.ClassShape.Access;
import dev.rungs.processor.model.ClassShape.Constructor;
import dev.rungs.processor.model.DeclarationMessages;
import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.Site.Part;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code MigrationClass}: a class that stands for one migration, and whose step can be created. */
final class MigrationClassCheck implements MigrationCheck {
  @Override
  public List<Problem> check(MigrationDeclaration migration, Optional<SchemaDeclaration> schema) {
    ClassShape shape = migration.shape();
    String name = migration.className();
    if (shape.kind() != ClassShape.Kind.CLASS && shape.kind() != ClassShape.Kind.RECORD) {
      return problem(migration, DeclarationMessages.notAClass(name, shape.kind().words()));
    }
    if (shape.isAbstract()) {
      return problem(migration, DeclarationMessages.abstractClass(name));
    }
    if (shape.generic()) {
      return problem(migration, DeclarationMessages.genericClass(name));
    }
    if (shape.access() == Access.PRIVATE) {
      return problem(migration, DeclarationMessages.privateClass(name));
    }
    if (shape.inner()) {
      return problem(migration, DeclarationMessages.innerClass(name));
    }
    if (migration.step() == StepKind.NONE) {
      return List.of();
    }
    return step(migration, schema);
  }

  private static List<Problem> step(
      MigrationDeclaration migration, Optional<SchemaDeclaration> schema) {
    ClassShape shape = migration.shape();
    Constructor constructor = shape.constructor();
    String name = migration.className();
    String registryPackage =
        schema.map(SchemaDeclaration::packageName).orElse(migration.packageName());
    boolean samePackage = registryPackage.equals(migration.packageName());
    if (!shape.access().reaches(samePackage)) {
      return problem(migration, DeclarationMessages.stepInaccessible(name, registryPackage));
    }
    if (!constructor.present()) {
      return problem(migration, DeclarationMessages.noConstructor(name));
    }
    if (!constructor.access().reaches(samePackage)) {
      return problem(
          migration,
          DeclarationMessages.constructorInaccessible(
              name,
              words(constructor.access()),
              registryPackage.isEmpty() ? "of no name" : registryPackage,
              samePackage ? "package-private or public" : "public"));
    }
    if (!constructor.checkedExceptions().isEmpty()) {
      return problem(
          migration,
          DeclarationMessages.constructorThrows(
              name, String.join(" and ", constructor.checkedExceptions())));
    }
    return List.of();
  }

  private static String words(Access access) {
    return access == Access.PACKAGE ? "package-private" : access.name().toLowerCase(Locale.ROOT);
  }

  private static List<Problem> problem(MigrationDeclaration migration, Message message) {
    return List.of(message.at(migration.version(), migration.at(Part.TYPE)));
  }
}
