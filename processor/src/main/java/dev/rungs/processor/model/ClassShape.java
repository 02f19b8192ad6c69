package dev.rungs.processor.model;

import java.util.List;

/**
 * What kind of class carries {@code @Migration}.
 *
 * @param kind as in its declaration
 * @param isAbstract whether it is declared abstract
 * @param generic whether it has type parameters
 * @param inner whether it needs an instance of an enclosing class
 * @param access the narrowest access of the class and the classes around it
 * @param constructor the constructor without parameters
 */
public record ClassShape(
    Kind kind,
    boolean isAbstract,
    boolean generic,
    boolean inner,
    Access access,
    Constructor constructor) {
  /** Kinds of type declarations. */
  public enum Kind {
    /** A class. */
    CLASS("a class"),
    /** A record. */
    RECORD("a record"),
    /** An interface. */
    INTERFACE("an interface"),
    /** An enum. */
    ENUM("an enum"),
    /** An annotation type. */
    ANNOTATION("an annotation type");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /**
     * Returns the kind in words.
     *
     * @return with its article
     */
    public String words() {
      return words;
    }
  }

  /** Access levels, from narrow to wide. */
  public enum Access {
    /** Nowhere but in the class. */
    PRIVATE,
    /** In the package. */
    PACKAGE,
    /** In the package and in subclasses. */
    PROTECTED,
    /** Everywhere. */
    PUBLIC;

    /**
     * Tells whether code can use what has this access.
     *
     * @param samePackage whether that code is in the same package
     * @return true if it can
     */
    public boolean reaches(boolean samePackage) {
      return samePackage ? this != PRIVATE : this == PUBLIC;
    }
  }

  /**
   * The constructor without parameters.
   *
   * @param present whether there is one
   * @param access its access, if there is one
   * @param checkedExceptions the checked exceptions it declares
   */
  public record Constructor(boolean present, Access access, List<String> checkedExceptions) {
    /** No such constructor. */
    public static final Constructor ABSENT = new Constructor(false, Access.PRIVATE, List.of());

    /** Copies the list. */
    public Constructor {
      checkedExceptions = List.copyOf(checkedExceptions);
    }
  }
}
