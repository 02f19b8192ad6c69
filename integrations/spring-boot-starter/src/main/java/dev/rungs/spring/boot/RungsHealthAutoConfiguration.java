package dev.rungs.spring.boot;

import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/** Adds the versions of the database to the application's health, as {@code rungs}. */
@AutoConfiguration(after = RungsAutoConfiguration.class)
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(RungsInitializer.class)
@ConditionalOnEnabledHealthIndicator("rungs")
public final class RungsHealthAutoConfiguration {
  /** For Spring. */
  RungsHealthAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(name = {"rungsHealthIndicator", "rungsHealthContributor"})
  HealthContributor rungsHealthContributor(Map<String, RungsInitializer> initializers) {
    return initializers.size() == 1
        ? new RungsHealthIndicator(initializers.values().iterator().next())
        : CompositeHealthContributor.fromMap(initializers, RungsHealthIndicator::new);
  }
}
