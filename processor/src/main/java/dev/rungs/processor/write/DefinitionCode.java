package dev.rungs.processor.write;

import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.MethodSpec;
import dev.rungs.Strategy;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.ScriptModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The method that makes one migration's definition. */
final class DefinitionCode {
  static final ClassName DEFINITION = ClassName.get("dev.rungs.runtime", "MigrationDefinition");

  private final Map<Integer, String> fingerprints;

  DefinitionCode(Map<Integer, String> fingerprints) {
    this.fingerprints = fingerprints;
  }

  static String methodName(int version) {
    return "version" + version;
  }

  MethodSpec.Builder method(MigrationModel migration) {
    return MethodSpec.methodBuilder(methodName(migration.version()))
        .addJavadoc(
            "Version $L, declared by {@code $L}.", migration.version(), migration.className())
        .returns(DEFINITION)
        .addCode(body(migration));
  }

  private CodeBlock body(MigrationModel migration) {
    CodeBlock.Builder code = CodeBlock.builder();
    CodeBlock up = script(code, "up", migration.up());
    CodeBlock down = script(code, "down", migration.down());
    code.add(
            "return $T.builder($L, $L, $L)",
            DEFINITION,
            migration.version(),
            Literal.quote(migration.name()),
            Literal.quote(migration.className()))
        .indent()
        .indent();
    if (migration.strategy() == Strategy.REBUILD) {
      code.add("\n.rebuild()");
    }
    if (migration.destructive()) {
      code.add("\n.destructive()");
    }
    if (migration.schemaUnknown()) {
      code.add("\n.schemaUnknown()");
    }
    if (migration.step() != StepKind.NONE) {
      code.add(migration.step() == StepKind.REVERSIBLE ? "\n.reversibleStep()" : "\n.step()");
    }
    code.add(up).add(down);
    String fingerprint = fingerprints.get(migration.version());
    if (fingerprint != null) {
      code.add("\n.fingerprint($L)", Literal.quote(fingerprint));
    }
    return code.add("\n.build();\n").unindent().unindent().build();
  }

  /**
   * Returns the call that gives the definition a script. One that is too long for a constant is put
   * together in statements before: a chain of calls as long would overflow the compiler's stack.
   */
  private static CodeBlock script(
      CodeBlock.Builder before, String method, Optional<ScriptModel> script) {
    if (script.isEmpty()) {
      return CodeBlock.of("");
    }
    String text = script.get().text();
    List<List<String>> parts = Literal.parts(text);
    if (parts.size() == 1) {
      return CodeBlock.of("\n.$L($L)", method, constant(parts.get(0)));
    }
    before.addStatement("$1T $2L = new $1T($3L)", StringBuilder.class, method, text.length());
    parts.forEach(part -> before.addStatement("$L.append($L)", method, constant(part)));
    return CodeBlock.of("\n.$1L($1L.toString())", method);
  }

  private static CodeBlock constant(List<String> pieces) {
    if (pieces.size() == 1) {
      return CodeBlock.of("$L", Literal.quote(pieces.get(0)));
    }
    CodeBlock.Builder code = CodeBlock.builder().indent().indent();
    String between = "\n";
    for (String piece : pieces) {
      code.add(between + "$L", Literal.quote(piece));
      between = "\n+ ";
    }
    return code.unindent().unindent().build();
  }
}
