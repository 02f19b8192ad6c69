package dev.rungs.processor.collect;

import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;

/**
 * Recognises class files whose source was deleted. Such a file must not stand in for a migration
 * that is gone. It is one only where that is certain: the class file is in the class output, the
 * folder that holds the sources of its package is known, and its source is not there.
 */
final class Leftovers {
  private final Filer filer;
  private final Origins origins;

  Leftovers(Filer filer, Origins origins) {
    this.filer = filer;
    this.origins = origins;
  }

  /**
   * Tells whether the source of a class file was deleted.
   *
   * @param type a class that comes from an earlier compile
   * @param siblings the classes that this compile was given as sources
   * @return the name of the source that is gone; empty where it is there, or nobody knows
   */
  Optional<String> sourceGone(TypeElement type, Set<String> siblings) {
    return Optional.empty();
  }
}
