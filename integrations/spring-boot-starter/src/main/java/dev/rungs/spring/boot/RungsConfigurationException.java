package dev.rungs.spring.boot;

/** The application is not set up in a way that tells what to migrate. */
final class RungsConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String action;

  RungsConfigurationException(String description, String action) {
    this(description, action, null);
  }

  RungsConfigurationException(String description, String action, Throwable cause) {
    super(description, cause);
    this.action = action;
  }

  /** What to do about it. */
  String action() {
    return action;
  }
}
