package dev.rungs.benchmarks.contender;

import org.flywaydb.core.api.logging.Log;

/** Swallows what Flyway says. */
@SuppressWarnings("deprecation") // One of the methods to be implemented is on its way out.
final class SilentLog implements Log {
  @Override
  public boolean isDebugEnabled() {
    return false;
  }

  @Override
  public void debug(String message) {
    // Silent.
  }

  @Override
  public void info(String message) {
    // Silent.
  }

  @Override
  public void warn(String message) {
    // Silent.
  }

  @Override
  public void error(String message) {
    // A failure is thrown too.
  }

  @Override
  public void error(String message, Exception e) {
    // A failure is thrown too.
  }

  @Override
  public void notice(String message) {
    // Silent.
  }
}
