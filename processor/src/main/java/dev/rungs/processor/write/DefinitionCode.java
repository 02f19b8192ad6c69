package dev.rungs.processor.write;

import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.CodeBlock;
import com.squareup.javapoet.MethodSpec;
import dev.rungs.Strategy;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.ScriptModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The expression that creates one migration's definition. */
final class DefinitionCode {
  static final ClassName DEFINITION = ClassName.get("dev.rungs.runtime", "MigrationDefinition");

  private static final String PLAIN = "definition";

  private final Map<Integer, String> fingerprints;

  DefinitionCode(Map<Integer, String> fingerprints) {
    this.fingerprints = fingerprints;
  }

  /** Tells whether a script takes several constants: its code grows, so it has its own method. */
  static boolean isLong(MigrationModel migration) {
    return Stream.of(migration.up(), migration.down())
        .flatMap(Optional::stream)
        .anyMatch(script -> Literal.parts(script.text()).size() > 1);
  }

  /** What follows {@code return}. */
  CodeBlock of(MigrationModel migration) {
    return isLong(migration)
        ? CodeBlock.of("$L();\n", methodName(migration))
        : definition(migration);
  }

  /**
   * The method of a long definition. A script that is too long for a constant is put together by
   * one call: a chain of calls would overflow the compiler's stack, and a builder would hold the
   * text once more.
   */
  MethodSpec method(MigrationModel migration) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(methodName(migration))
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(DEFINITION);
    migration.up().ifPresent(script -> putTogether(method, "up", script.text()));
    migration.down().ifPresent(script -> putTogether(method, "down", script.text()));
    return method.addCode("return ").addCode(definition(migration)).build();
  }

  private static void putTogether(MethodSpec.Builder method, String variable, String text) {
    List<List<String>> parts = Literal.parts(text);
    if (parts.size() > 1) {
      StringBuilder arguments = new StringBuilder("\"\"");
      parts.forEach(part -> arguments.append(",\n").append(constant(part, "\n")));
      method.addStatement("$1T $2L = $1T.join($3L)", String.class, variable, arguments);
    }
  }

  private static String methodName(MigrationModel migration) {
    return "version" + migration.version();
  }

  /**
   * The methods that create definitions of nothing but scripts. Most migrations are such: for
   * javac, one call of the class itself is much less than a chain of calls.
   *
   * @param migrations all that are defined
   * @return those that are called
   */
  List<MethodSpec> plain(List<MigrationModel> migrations) {
    List<MethodSpec> methods = new ArrayList<>();
    if (migrations.stream().anyMatch(m -> isPlain(m) && m.down().isEmpty())) {
      methods.add(plain(false));
    }
    if (migrations.stream().anyMatch(m -> isPlain(m) && m.down().isPresent())) {
      methods.add(plain(true));
    }
    return methods;
  }

  private static MethodSpec plain(boolean down) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(PLAIN)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(DEFINITION)
            .addParameter(int.class, "version");
    for (String text : List.of("name", "source", "fingerprint", "up")) {
      method.addParameter(String.class, text);
    }
    if (down) {
      method.addParameter(String.class, "down");
    }
    return method
        .addStatement(
            "return $T.builder(version, name, source)$L$L.fingerprint(fingerprint).build()",
            DEFINITION,
            call("up", "up"),
            down ? ".down(down)" : "")
        .build();
  }

  private boolean isPlain(MigrationModel migration) {
    return migration.strategy() == Strategy.IN_PLACE
        && !migration.destructive()
        && !migration.schemaUnknown()
        && migration.step() == StepKind.NONE
        && migration.up().isPresent()
        && fingerprints.containsKey(migration.version());
  }

  private CodeBlock definition(MigrationModel migration) {
    if (!isPlain(migration)) {
      return CodeBlock.of("$T$L;\n", DEFINITION, calls(migration));
    }
    StringBuilder code =
        new StringBuilder(PLAIN)
            .append("(\n    ")
            .append(migration.version())
            .append(", ")
            .append(Literal.quote(migration.name()))
            .append(", ")
            .append(Literal.quote(migration.className()))
            .append(",\n    ")
            .append(Literal.quote(fingerprints.get(migration.version())))
            .append(",\n    ")
            .append(argument("up", migration.up().get()).strip());
    migration
        .down()
        .ifPresent(script -> code.append(",\n    ").append(argument("down", script).strip()));
    return CodeBlock.of("$L;\n", code.append(')'));
  }

  /**
   * Creates a definition. It is one piece to JavaPoet, which takes each apart by a regular
   * expression to indent its lines: there are many migrations.
   */
  private String calls(MigrationModel migration) {
    StringBuilder code =
        new StringBuilder(".builder(")
            .append(migration.version())
            .append(", ")
            .append(Literal.quote(migration.name()))
            .append(", ")
            .append(Literal.quote(migration.className()))
            .append(')');
    if (migration.strategy() == Strategy.REBUILD) {
      code.append(call("rebuild", ""));
    }
    if (migration.destructive()) {
      code.append(call("destructive", ""));
    }
    if (migration.schemaUnknown()) {
      code.append(call("schemaUnknown", ""));
    }
    if (migration.step() != StepKind.NONE) {
      code.append(call(migration.step() == StepKind.REVERSIBLE ? "reversibleStep" : "step", ""));
    }
    migration.up().ifPresent(script -> code.append(call("up", argument("up", script))));
    migration.down().ifPresent(script -> code.append(call("down", argument("down", script))));
    String fingerprint = fingerprints.get(migration.version());
    if (fingerprint != null) {
      code.append(call("fingerprint", Literal.quote(fingerprint)));
    }
    return code.append(call("build", "")).toString();
  }

  /** A call on a line of its own. */
  private static String call(String method, String argument) {
    return "\n    ." + method + '(' + argument + ')';
  }

  private static String argument(String variable, ScriptModel script) {
    List<List<String>> parts = Literal.parts(script.text());
    return parts.size() == 1 ? constant(parts.get(0), "\n        ") : variable;
  }

  private static String constant(List<String> pieces, String line) {
    if (pieces.size() == 1) {
      return Literal.quote(pieces.get(0));
    }
    StringBuilder code = new StringBuilder();
    String between = line;
    for (String piece : pieces) {
      code.append(between).append(Literal.quote(piece));
      between = line + "+ ";
    }
    return code.toString();
  }
}
