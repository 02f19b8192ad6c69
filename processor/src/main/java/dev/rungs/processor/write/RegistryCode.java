package dev.rungs.processor.write;

import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.MethodSpec;
import com.squareup.javapoet.TypeName;
import com.squareup.javapoet.TypeSpec;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.SchemaModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/**
 * The registry's class.
 *
 * <p>Nothing is made before it is asked for, and what loading the class costs does not depend on
 * the number of migrations: with many of them, blocks of versions are nested classes of their own.
 * That also keeps every class far from the limits of the class file.
 */
final class RegistryCode {
  /** The most versions that one class makes. */
  static final int BLOCK = 100;

  static final ClassName STEP = ClassName.get("dev.rungs.runtime", "MigrationStep");

  private final SchemaModel schema;
  private final ClassName name;
  private final DefinitionCode definitions;

  RegistryCode(SchemaModel schema, String simpleName, Map<Integer, String> fingerprints) {
    this.schema = schema;
    this.name = ClassName.get(schema.packageName(), simpleName);
    this.definitions = new DefinitionCode(fingerprints);
  }

  TypeSpec.Builder type() {
    TypeSpec.Builder type =
        RegistryShape.type(
                name, schema.migrations().stream().map(MigrationModel::className).toList())
            .addJavadoc(
                "The migrations of {@code $L}, $L.\n",
                schema.className(),
                schema.currentVersion() == 0
                    ? "which has none"
                    : "versions 1 to " + schema.currentVersion())
            .addMethod(
                RegistryShape.override("schemaName", ClassName.get(String.class))
                    .addStatement("return $L", Literal.quote(schema.className()))
                    .build())
            .addMethod(
                RegistryShape.override("currentVersion", TypeName.INT)
                    .addStatement("return $L", schema.currentVersion())
                    .build());
    if (schema.migrations().size() <= BLOCK) {
      type.addMethod(
          RegistryShape.override("migration", DefinitionCode.DEFINITION)
              .addParameter(int.class, "version")
              .addCode(migrationSwitch(schema.migrations()))
              .build());
      if (hasSteps(schema.migrations())) {
        type.addMethod(
            RegistryShape.override("newStep", STEP)
                .addParameter(int.class, "version")
                .addCode(stepSwitch(schema.migrations()))
                .build());
      }
      addDefinitions(type, schema.migrations());
    } else {
      addBlocks(type);
    }
    return type;
  }

  private void addBlocks(TypeSpec.Builder type) {
    CodeBlock.Builder migrations = openSwitch("(version - 1) / " + BLOCK);
    CodeBlock.Builder steps = openSwitch("(version - 1) / " + BLOCK);
    List<TypeSpec> blocks = new ArrayList<>();
    boolean anySteps = false;
    for (int from = 0; from < schema.migrations().size(); from += BLOCK) {
      List<MigrationModel> part =
          schema.migrations().subList(from, Math.min(from + BLOCK, schema.migrations().size()));
      ClassName block = name.nestedClass("Versions" + (from + 1) + "To" + (from + part.size()));
      blocks.add(block(block, part));
      migrations.add("case $L -> $T.migration(version);\n", from / BLOCK, block);
      if (hasSteps(part)) {
        steps.add("case $L -> $T.newStep(version);\n", from / BLOCK, block);
        anySteps = true;
      }
    }
    type.addMethod(
        RegistryShape.override("migration", DefinitionCode.DEFINITION)
            .addParameter(int.class, "version")
            .addCode(closeMigrations(migrations))
            .build());
    if (anySteps) {
      type.addMethod(
          RegistryShape.override("newStep", STEP)
              .addParameter(int.class, "version")
              .addCode(closeSteps(steps))
              .build());
    }
    type.addMethod(
        MethodSpec.methodBuilder("noVersion")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addParameter(int.class, "version")
            .returns(IllegalArgumentException.class)
            .addStatement("return $L", noVersion())
            .build());
    blocks.forEach(type::addType);
  }

  private TypeSpec block(ClassName block, List<MigrationModel> migrations) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(block)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
            .addMethod(
                MethodSpec.methodBuilder("migration")
                    .addModifiers(Modifier.STATIC)
                    .returns(DefinitionCode.DEFINITION)
                    .addParameter(int.class, "version")
                    .addCode(migrationSwitch(migrations))
                    .build());
    if (hasSteps(migrations)) {
      type.addMethod(
          MethodSpec.methodBuilder("newStep")
              .addModifiers(Modifier.STATIC)
              .returns(STEP)
              .addParameter(int.class, "version")
              .addCode(stepSwitch(migrations))
              .build());
    }
    addDefinitions(type, migrations);
    return type.build();
  }

  private void addDefinitions(TypeSpec.Builder type, List<MigrationModel> migrations) {
    for (MigrationModel migration : migrations) {
      type.addMethod(
          definitions.method(migration).addModifiers(Modifier.PRIVATE, Modifier.STATIC).build());
    }
  }

  private CodeBlock migrationSwitch(List<MigrationModel> migrations) {
    if (migrations.isEmpty()) {
      return CodeBlock.of("throw $L;\n", noVersion());
    }
    CodeBlock.Builder code = openSwitch("version");
    for (MigrationModel migration : migrations) {
      code.add(
          "case $L -> $L();\n",
          migration.version(),
          DefinitionCode.methodName(migration.version()));
    }
    return closeMigrations(code);
  }

  private CodeBlock stepSwitch(List<MigrationModel> migrations) {
    CodeBlock.Builder code = openSwitch("version");
    for (MigrationModel migration : migrations) {
      if (migration.step() != StepKind.NONE) {
        code.add("case $L -> new $T();\n", migration.version(), className(migration));
      }
    }
    return closeSteps(code);
  }

  private static CodeBlock.Builder openSwitch(String on) {
    return CodeBlock.builder().add("return switch ($L) {\n", on).indent();
  }

  private CodeBlock closeMigrations(CodeBlock.Builder code) {
    CodeBlock exception =
        schema.migrations().size() <= BLOCK ? noVersion() : CodeBlock.of("noVersion(version)");
    return code.add("default -> throw $L;\n", exception).unindent().add("};\n").build();
  }

  private static CodeBlock closeSteps(CodeBlock.Builder code) {
    return code.add(
            "default -> throw new $T(\"Version \" + version + \" has no step.\");\n",
            IllegalArgumentException.class)
        .unindent()
        .add("};\n")
        .build();
  }

  private CodeBlock noVersion() {
    String range =
        schema.currentVersion() == 0
            ? "; there are none."
            : "; versions run from 1 to " + schema.currentVersion() + ".";
    return CodeBlock.of(
        "new $T(\"There is no version \" + version + $S)", IllegalArgumentException.class, range);
  }

  private static boolean hasSteps(List<MigrationModel> migrations) {
    return migrations.stream().anyMatch(migration -> migration.step() != StepKind.NONE);
  }

  private static ClassName className(MigrationModel migration) {
    String packageName = migration.packageName();
    String inPackage =
        packageName.isEmpty()
            ? migration.className()
            : migration.className().substring(packageName.length() + 1);
    String[] names = inPackage.split("\\.");
    ClassName className = ClassName.get(packageName, names[0]);
    for (int i = 1; i < names.length; i++) {
      className = className.nestedClass(names[i]);
    }
    return className;
  }
}
