package dev.rungs.processor.collect;

import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * Finds classes by name. Javac looks for a name in every module, so those that a round hands out
 * are kept as long as the round lasts.
 */
final class TypesByName {
  private final Elements elements;
  private final Map<String, TypeElement> ofRound = new HashMap<>();

  TypesByName(Elements elements) {
    this.elements = elements;
  }

  /** Forgets the elements of the last round: they do not live longer. */
  void beginRound() {
    ofRound.clear();
  }

  /**
   * Takes an element of the round.
   *
   * @return its qualified name
   */
  String add(TypeElement type) {
    String name = type.getQualifiedName().toString();
    ofRound.put(name, type);
    return name;
  }

  /** The class of a qualified name; null if there is none. */
  TypeElement get(String name) {
    TypeElement type = ofRound.get(name);
    return type == null ? elements.getTypeElement(name) : type;
  }
}
