package dev.rungs.spring.boot;

import dev.rungs.runtime.MigrationPlan;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Down if the database is not at the version this build works with, as when another process
 * migrated it or a backup was restored under a running application.
 */
final class RungsHealthIndicator extends AbstractHealthIndicator {
  private final RungsInitializer initializer;

  RungsHealthIndicator(RungsInitializer initializer) {
    super("The version of the database could not be read");
    this.initializer = initializer;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    MigrationPlan plan = initializer.plan();
    boolean current = plan.action() == MigrationPlan.Action.NOTHING;
    builder.status(current ? Status.UP : Status.DOWN);
    builder.withDetail("storedVersion", plan.storedVersion());
    builder.withDetail("currentVersion", initializer.report().toVersion());
    if (current) {
      builder.withDetail("needsRepopulation", initializer.needsRepopulation());
    } else {
      builder.withDetail("pending", plan.pending().stream().map(Object::toString).toList());
    }
    plan.refusal().ifPresent(refusal -> builder.withDetail("refusal", refusal.getMessage()));
  }
}
