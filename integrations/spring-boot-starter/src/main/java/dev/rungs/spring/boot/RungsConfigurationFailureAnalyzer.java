package dev.rungs.spring.boot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a start that failed because it was not clear what to migrate. */
final class RungsConfigurationFailureAnalyzer
    extends AbstractFailureAnalyzer<RungsConfigurationException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, RungsConfigurationException cause) {
    return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
  }
}
