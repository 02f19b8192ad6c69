package dev.rungs.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Checks the database for damage, dangling rows, and a history or schema that does not agree.
 * Compiles first.
 */
@Mojo(name = "verify", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class VerifyMojo extends DatabaseMojo {
  @Override
  List<String> fileCommand() {
    return List.of("verify");
  }
}
