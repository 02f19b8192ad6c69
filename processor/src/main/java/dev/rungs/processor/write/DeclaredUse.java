package dev.rungs.processor.write;

import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.ParameterizedTypeName;
import com.squareup.javapoet.TypeSpec;
import dev.rungs.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The methods by which a registry says what it is used with. If nothing is declared there are none.
 *
 * @param targets the servers
 * @param minSqlite the oldest SQLite, empty for none
 */
record DeclaredUse(List<Target> targets, String minSqlite) {
  void addTo(TypeSpec.Builder type) {
    if (!targets.isEmpty()) {
      CodeBlock names =
          targets.stream()
              .map(target -> CodeBlock.of("$T.$L", Target.class, target.name()))
              .collect(CodeBlock.joining(", "));
      type.addMethod(
          RegistryShape.override("targets", ParameterizedTypeName.get(Set.class, Target.class))
              .addStatement("return $T.of($L)", Set.class, names)
              .build());
    }
    if (!minSqlite.isEmpty()) {
      type.addMethod(
          RegistryShape.override(
                  "minSqlite",
                  ParameterizedTypeName.get(
                      ClassName.get(Optional.class), ClassName.get(String.class)))
              .addStatement("return $T.of($S)", Optional.class, minSqlite)
              .build());
    }
  }
}
