package dev.rungs.processor.report;

import dev.rungs.processor.model.ScriptMark;
import dev.rungs.processor.model.Site;
import java.util.Optional;

/** Knows where scripts lie on the disk. */
@FunctionalInterface
public interface Places {
  /**
   * Names a place in a script so that an editor or terminal finds it.
   *
   * @param site the annotation that declares the script
   * @param mark the place in it
   * @return a path with line, as the compiler prints paths; empty if it is not known
   */
  Optional<String> of(Site site, ScriptMark mark);
}
