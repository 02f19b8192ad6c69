package dev.rungs.processor.write;

import com.squareup.javapoet.AnnotationSpec;
import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.FieldSpec;
import com.squareup.javapoet.JavaFile;
import com.squareup.javapoet.TypeName;
import com.squareup.javapoet.TypeSpec;
import dev.rungs.processor.model.FinishedImage;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.SchemaModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;

/**
 * Writes registries.
 *
 * <p>A schema that is not whole yet gets its registry all the same, as a front to a class that is
 * written when a later round brings what is missing. If none does, the compile fails for that and
 * for nothing else: code that uses the registry finds it.
 */
public final class RegistryWriter {
  private static final ClassName GENERATED =
      ClassName.get("javax.annotation.processing", "Generated");
  private static final String PROCESSOR = "dev.rungs.processor.MigrationProcessor";

  /** What generated code uses of {@code java.lang}. */
  private static final List<String> JAVA_LANG =
      List.of("IllegalArgumentException", "Integer", "Override", "String", "SuppressWarnings");

  private final Output output;
  private final Set<String> fronts = new TreeSet<>();
  private final Set<String> written = new TreeSet<>();

  /**
   * Creates a writer.
   *
   * @param output where it writes
   */
  public RegistryWriter(Output output) {
    this.output = output;
  }

  /**
   * Writes the registry of a schema that is whole.
   *
   * @param schema the schema
   * @param fingerprints of the schema by version
   * @param image the finished schema, if there is one
   * @throws IOException if it cannot be written
   */
  public void write(
      SchemaModel schema, Map<Integer, String> fingerprints, Optional<FinishedImage> image)
      throws IOException {
    boolean hasFront = fronts.contains(qualified(schema.packageName(), schema.registryName()));
    String name = hasFront ? complete(schema.registryName()) : schema.registryName();
    TypeSpec.Builder type = new RegistryCode(schema, name, fingerprints).type();
    if (!hasFront) {
      type.addModifiers(Modifier.PUBLIC);
    }
    if (image.isPresent()) {
      ImageFile file = new ImageFile(ClassName.get(schema.packageName(), name), image.get());
      file.write(output);
      type.addMethod(file.method());
    }
    if (!write(schema.packageName(), schema.className(), name, type)) {
      throw new IOException(Output.NOT_REPLACED);
    }
  }

  /**
   * Writes the front of a schema's registry, once.
   *
   * @param schema the schema
   * @param migrations the classes known by now
   * @throws IOException if it cannot be written
   */
  public void writeFront(SchemaDeclaration schema, List<String> migrations) throws IOException {
    if (written.contains(schema.registry())) {
      return;
    }
    fronts.add(schema.registry());
    ClassName name = ClassName.get(schema.packageName(), schema.registryName());
    ClassName complete = name.peerClass(complete(schema.registryName()));
    TypeSpec.Builder type =
        RegistryShape.type(name, migrations)
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc("The migrations of {@code $L}.\n", schema.className())
            .addField(
                FieldSpec.builder(RegistryShape.REGISTRY, "COMPLETE")
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                    .initializer("$T.INSTANCE", complete)
                    .build())
            .addMethod(
                RegistryShape.override("schemaName", ClassName.get(String.class))
                    .addStatement("return COMPLETE.schemaName()")
                    .build())
            .addMethod(
                RegistryShape.override("currentVersion", TypeName.INT)
                    .addStatement("return COMPLETE.currentVersion()")
                    .build())
            .addMethod(
                RegistryShape.override("baseline", TypeName.INT)
                    .addStatement("return COMPLETE.baseline()")
                    .build())
            .addMethod(
                RegistryShape.override("migration", DefinitionCode.DEFINITION)
                    .addParameter(int.class, "version")
                    .addStatement("return COMPLETE.migration(version)")
                    .build())
            .addMethod(
                RegistryShape.override("newStep", RegistryCode.STEP)
                    .addParameter(int.class, "version")
                    .addStatement("return COMPLETE.newStep(version)")
                    .build())
            .addMethod(ImageFile.forwarding());
    new DeclaredUse(schema.targets(), schema.minSqlite()).addTo(type);
    write(schema.packageName(), schema.className(), schema.registryName(), type);
  }

  /**
   * Writes what stands in for the complete registries that will not come, as the compile fails: for
   * compilers that go on and would report the missing classes, in front of what is wrong.
   *
   * @throws IOException if it cannot be written
   */
  public void writeStandIns() throws IOException {
    for (String front : fronts) {
      ClassName name = ClassName.bestGuess(front);
      String complete = complete(name.simpleName());
      if (!written.contains(qualified(name.packageName(), complete))) {
        TypeSpec.Builder type =
            TypeSpec.classBuilder(complete)
                .addModifiers(Modifier.FINAL)
                .addJavadoc("Stands in for the registry while its migrations do not compile.\n")
                .addField(
                    FieldSpec.builder(RegistryShape.REGISTRY, "INSTANCE")
                        .addModifiers(Modifier.STATIC, Modifier.FINAL)
                        .initializer("null")
                        .build());
        write(name.packageName(), front, complete, type);
      }
    }
  }

  /**
   * Returns what this writer generated.
   *
   * @return qualified class names
   */
  public Set<String> written() {
    return Set.copyOf(written);
  }

  private boolean write(String packageName, String schema, String name, TypeSpec.Builder type)
      throws IOException {
    if (output.hasGeneratedAnnotation(schema)) {
      type.addAnnotation(
          AnnotationSpec.builder(GENERATED).addMember("value", "$S", PROCESSOR).build());
    }
    // A class of the user's may hide one of java.lang.
    boolean hidden =
        JAVA_LANG.stream().anyMatch(lang -> output.isClass(qualified(packageName, lang)));
    JavaFile file =
        JavaFile.builder(packageName, type.build())
            .skipJavaLangImports(!hidden)
            .indent("  ")
            .build();
    String className = qualified(packageName, name);
    boolean there = output.source(className, file.toString());
    written.add(className);
    return there;
  }

  private static String complete(String registryName) {
    return "Complete" + registryName;
  }

  private static String qualified(String packageName, String name) {
    return packageName.isEmpty() ? name : packageName + "." + name;
  }
}
