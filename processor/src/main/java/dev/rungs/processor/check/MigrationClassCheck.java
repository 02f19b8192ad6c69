package dev.rungs.processor.check;

import dev.rungs.processor.model.ClassShape;
import dev.rungs.processor.model.ClassShape.Access;
import dev.rungs.processor.model.ClassShape.Constructor;
import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.Site.Part;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code MigrationClass}: a class that stands for one migration, and whose step can be made. */
final class MigrationClassCheck implements MigrationCheck {
  @Override
  public List<Problem> check(MigrationDeclaration migration, Optional<SchemaDeclaration> schema) {
    ClassShape shape = migration.shape();
    String name = migration.className();
    if (shape.kind() != ClassShape.Kind.CLASS && shape.kind() != ClassShape.Kind.RECORD) {
      return problem(migration, Message.KIND, name, shape.kind().words());
    }
    if (shape.isAbstract()) {
      return problem(migration, Message.ABSTRACT, name);
    }
    if (shape.generic()) {
      return problem(migration, Message.GENERIC, name);
    }
    if (shape.access() == Access.PRIVATE) {
      return problem(migration, Message.PRIVATE, name);
    }
    if (shape.inner()) {
      return problem(migration, Message.INNER, name);
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
      return problem(migration, Message.STEP_UNREACHABLE, name, registryPackage);
    }
    if (!constructor.present()) {
      return problem(migration, Message.CONSTRUCTOR_ABSENT, name);
    }
    if (!constructor.access().reaches(samePackage)) {
      return problem(
          migration,
          Message.CONSTRUCTOR_UNREACHABLE,
          name,
          words(constructor.access()),
          registryPackage.isEmpty() ? "of no name" : registryPackage,
          samePackage ? "package-private or public" : "public");
    }
    if (!constructor.checkedExceptions().isEmpty()) {
      return problem(
          migration,
          Message.CONSTRUCTOR_THROWS,
          name,
          String.join(" and ", constructor.checkedExceptions()));
    }
    return List.of();
  }

  private static String words(Access access) {
    return access == Access.PACKAGE ? "package-private" : access.name().toLowerCase(Locale.ROOT);
  }

  private static List<Problem> problem(
      MigrationDeclaration migration, Message message, Object... arguments) {
    return List.of(message.at(migration.version(), migration.at(Part.TYPE), arguments));
  }
}
