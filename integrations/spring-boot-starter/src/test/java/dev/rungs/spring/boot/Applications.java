package dev.rungs.spring.boot;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rungs.runtime.Registry;
import dev.rungs.spring.boot.notes.MigrationRegistry;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts real applications. */
final class Applications {
  private Applications() {}

  /** An application that brings nothing but the starter. */
  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Plain {}

  /** An application that ends at a version that loses nothing. */
  @Configuration(proxyBeanMethods = false)
  static class AtVersionTwo {
    @Bean
    Registry registry() {
      return MigrationRegistry.INSTANCE.upTo(2);
    }
  }

  static ConfigurableApplicationContext start(Class<?> beans, String... properties) {
    return builder(WebApplicationType.NONE, Plain.class, beans).run(arguments(properties));
  }

  static ConfigurableApplicationContext startServer(String... properties) {
    return builder(WebApplicationType.SERVLET, Plain.class)
        .run(arguments(Stream.concat(Stream.of("server.port=0"), Stream.of(properties))));
  }

  /** Starts what must not start. The words are in the log. */
  static Throwable refused(Class<?> beans, String... properties) {
    return assertThrows(
        Exception.class,
        () -> start(beans, properties).close(),
        "The application started, though it must not.");
  }

  static SpringApplicationBuilder builder(WebApplicationType type, Class<?>... sources) {
    return new SpringApplicationBuilder(sources).web(type);
  }

  static String[] arguments(String... properties) {
    return arguments(Stream.of(properties));
  }

  private static String[] arguments(Stream<String> properties) {
    return Stream.concat(Stream.of("spring.main.banner-mode=off"), properties)
        .map(property -> "--" + property)
        .toArray(String[]::new);
  }
}
