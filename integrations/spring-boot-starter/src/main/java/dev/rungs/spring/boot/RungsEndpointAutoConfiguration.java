package dev.rungs.spring.boot;

import java.util.Map;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Adds the actuator endpoint {@code rungs}. */
@AutoConfiguration(after = RungsAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(RungsEndpoint.class)
public final class RungsEndpointAutoConfiguration {
  /** For Spring. */
  RungsEndpointAutoConfiguration() {}

  @Bean
  @ConditionalOnBean(RungsInitializer.class)
  @ConditionalOnMissingBean
  RungsEndpoint rungsEndpoint(Map<String, RungsInitializer> initializers) {
    return new RungsEndpoint(initializers);
  }
}
