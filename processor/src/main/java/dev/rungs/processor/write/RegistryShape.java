package dev.rungs.processor.write;

import com.squareup.javapoet.AnnotationSpec;
import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.FieldSpec;
import com.squareup.javapoet.MethodSpec;
import com.squareup.javapoet.TypeName;
import com.squareup.javapoet.TypeSpec;
import java.util.List;
import javax.lang.model.element.Modifier;

/** What every registry class has. */
final class RegistryShape {
  static final ClassName REGISTRY = ClassName.get("dev.rungs.runtime", "Registry");
  private static final ClassName MARKER = ClassName.get("dev.rungs", "RungsGenerated");

  private RegistryShape() {}

  /** A final class with an instance, marked as generated. */
  static TypeSpec.Builder type(ClassName name, List<String> migrations) {
    AnnotationSpec.Builder marker = AnnotationSpec.builder(MARKER);
    migrations.forEach(migration -> marker.addMember("migrations", "$S", migration));
    return TypeSpec.classBuilder(name)
        .addModifiers(Modifier.FINAL)
        .addSuperinterface(REGISTRY)
        .addAnnotation(marker.build())
        .addAnnotation(suppress())
        .addField(
            FieldSpec.builder(name, "INSTANCE", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("The registry. It has no state.")
                .initializer("new $T()", name)
                .build())
        .addMethod(
            MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(
                    "For {@link java.util.ServiceLoader}, which creates its own; use {@link #INSTANCE}.")
                .build());
  }

  static MethodSpec.Builder override(String name, TypeName returned) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(returned);
  }

  /**
   * Steps may be deprecated, and our types stand in the interface of the user's module. Javac wants
   * the names of its warnings; Eclipse knows "all", and without it warns of the other three.
   */
  private static AnnotationSpec suppress() {
    return AnnotationSpec.builder(SuppressWarnings.class)
        .addMember("value", "$S", "all")
        .addMember("value", "$S", "deprecation")
        .addMember("value", "$S", "exports")
        .addMember("value", "$S", "removal")
        .build();
  }
}
