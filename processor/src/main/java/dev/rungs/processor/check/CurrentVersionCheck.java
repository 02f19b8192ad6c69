package dev.rungs.processor.check;

import dev.rungs.processor.model.DeclarationMessages;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.SchemaDeclaration.VersionField;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.model.Site.Part;
import java.util.List;

/** {@code CurrentVersion}: a static final int, a constant, not private and not negative. */
final class CurrentVersionCheck implements SchemaCheck {
  @Override
  public List<Problem> check(SchemaGroup group) {
    SchemaDeclaration schema = group.schema();
    int highest =
        group.migrations().stream()
            .mapToInt(MigrationDeclaration::version)
            .filter(version -> version > 0)
            .max()
            .orElse(0);
    if (schema.field().isEmpty()) {
      return List.of(
          DeclarationMessages.noCurrentVersion(schema.className(), highest)
              .at(0, schema.at(Part.TYPE)));
    }
    VersionField field = schema.field().get();
    Site site = schema.at(Part.CURRENT_VERSION);
    if (!rightForm(field)) {
      return List.of(DeclarationMessages.currentVersionForm(declaration(field)).at(0, site));
    }
    if (field.isPrivate()) {
      return List.of(DeclarationMessages.currentVersionPrivate().at(0, site));
    }
    if (field.value().isEmpty()) {
      return List.of(DeclarationMessages.currentVersionNotConstant().at(0, site));
    }
    if (field.value().get() < 0) {
      return List.of(
          DeclarationMessages.currentVersionNegative(field.value().get(), highest).at(0, site));
    }
    return List.of();
  }

  static boolean sound(VersionField field) {
    return rightForm(field)
        && !field.isPrivate()
        && field.value().isPresent()
        && field.value().get() >= 0;
  }

  private static boolean rightForm(VersionField field) {
    return field.isStatic() && field.isFinal() && field.type().equals("int");
  }

  private static String declaration(VersionField field) {
    return (field.isStatic() ? "static " : "") + (field.isFinal() ? "final " : "") + field.type();
  }
}
