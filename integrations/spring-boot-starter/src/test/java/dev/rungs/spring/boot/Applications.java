package dev.rungs.spring.boot;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rungs.runtime.Registry;
import dev.rungs.spring.boot.notes.MigrationRegistry;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.sqlite.SQLiteDataSource;

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

  /** An application with a data source of the driver, not of Boot. */
  @Configuration(proxyBeanMethods = false)
  @Import(AtVersionTwo.class)
  static class WithTheDriversDataSource {
    @Bean
    DataSource notes(@Value("${notes.url}") String url) {
      return dataSource(url);
    }
  }

  /** An application with two files. */
  @Configuration(proxyBeanMethods = false)
  static class WithTwoDataSources {
    @Bean
    DataSource first(@Value("${folder}") Path folder) {
      return dataSource("jdbc:sqlite:" + folder.resolve("first.db"));
    }

    @Bean
    DataSource second(@Value("${folder}") Path folder) {
      return dataSource("jdbc:sqlite:" + folder.resolve("second.db"));
    }
  }

  static DataSource dataSource(String url) {
    SQLiteDataSource dataSource = new SQLiteDataSource();
    dataSource.setUrl(url);
    return dataSource;
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
