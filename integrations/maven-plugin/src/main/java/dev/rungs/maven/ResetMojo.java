package dev.rungs.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Undoes every migration. Asks first, unless rungs.yes says so. Compiles first. */
@Mojo(name = "reset", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class ResetMojo extends UndoMojo {
  @Override
  List<String> fileCommand() {
    return confirmed(new ArrayList<>(List.of("reset")));
  }
}
