package dev.rungs.processor.testing;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** The compilers that the processor runs in. */
public enum CompilerKind {
  JAVAC {
    @Override
    JavaCompiler create() {
      return ToolProvider.getSystemJavaCompiler();
    }
  },
  ECJ {
    @Override
    JavaCompiler create() {
      return new EclipseCompiler();
    }
  };

  abstract JavaCompiler create();
}
