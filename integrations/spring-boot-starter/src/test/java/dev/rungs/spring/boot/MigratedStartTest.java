package dev.rungs.spring.boot;

import static dev.rungs.spring.boot.Applications.dataSource;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.Migrator;
import dev.rungs.spring.boot.Applications.AtVersionTwo;
import dev.rungs.spring.boot.Applications.Plain;
import dev.rungs.spring.boot.Applications.WithTheDriversDataSource;
import dev.rungs.spring.boot.Applications.WithTwoDataSources;
import dev.rungs.spring.boot.notes.MigrationRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** An application finds its database migrated, whichever way it comes to use it. */
class MigratedStartTest {
  @TempDir Path folder;

  @Test
  void aNewFileIsCreatedAndWorkedWith() throws Exception {
    NotesFile file = new NotesFile(folder.resolve("new.db"));
    try (ConfigurableApplicationContext app = Applications.start(Plain.class, file.urlProperty())) {
      assertEquals(
          HikariDataSource.class, app.getBean(DataSource.class).getClass(), "the pool of Boot");
      JdbcTemplate jdbc = app.getBean(JdbcTemplate.class);
      app.getBean(TransactionTemplate.class)
          .executeWithoutResult(
              status -> jdbc.update("INSERT INTO notes (body, slug) VALUES ('a', 'b')"));
      assertEquals(
          "b", app.getBean(JdbcClient.class).sql("SELECT slug FROM notes").query().singleValue());
      RungsInitializer initializer = app.getBean(RungsInitializer.class);
      assertEquals(MigrationPlan.Action.CREATE, initializer.report().action());
      assertEquals(3, initializer.status().storedVersion());
    }
    assertEquals("3", file.query("PRAGMA user_version"));
  }

  @Test
  void anOldFileIsUpgradedByItsStep() throws Exception {
    NotesFile file = NotesFile.atVersion(1, folder);
    try (ConfigurableApplicationContext app =
        Applications.start(AtVersionTwo.class, file.urlProperty())) {
      assertEquals(1, app.getBean(RungsInitializer.class).report().fromVersion());
      assertEquals(2, app.getBean(RungsInitializer.class).report().toVersion());
      assertEquals(
          List.of("note-1"),
          app.getBean(JdbcTemplate.class).queryForList("SELECT slug FROM notes", String.class));
    }
  }

  @Test
  void whatIsIgnoredIsNoDrift() throws Exception {
    NotesFile file = NotesFile.atVersion(1, folder);
    file.execute("CREATE TABLE audit_log (what)");
    file.execute("CREATE TABLE flyway_schema_history (installed_rank INT PRIMARY KEY)");
    try (ConfigurableApplicationContext app =
        Applications.start(AtVersionTwo.class, file.urlProperty(), "rungs.ignoring=mine,audit_*")) {
      assertEquals(2, app.getBean(RungsInitializer.class).report().toVersion());
    }
  }

  /** Its name comes first, and it is created before what Boot knows to order. */
  @Configuration(proxyBeanMethods = false)
  @Import({AReader.class, ATemplateReader.class, AtVersionTwo.class})
  static class WithReaders {}

  static class AReader {
    final String slug;

    AReader(DataSource dataSource) throws SQLException {
      try (Connection connection = dataSource.getConnection()) {
        slug = slug(connection);
      }
    }
  }

  static class ATemplateReader {
    final String slug;

    ATemplateReader(JdbcTemplate jdbc) {
      slug = jdbc.queryForObject("SELECT slug FROM notes", String.class);
    }
  }

  private static String slug(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT slug FROM notes")) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void aBeanThatReadsInItsConstructorFindsTheNewSchema() throws Exception {
    NotesFile file = NotesFile.atVersion(1, folder);
    try (ConfigurableApplicationContext app =
        Applications.start(WithReaders.class, file.urlProperty())) {
      assertEquals("note-1", app.getBean(AReader.class).slug);
      assertEquals("note-1", app.getBean(ATemplateReader.class).slug);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Import(AtVersionTwo.class)
  static class WithAnOpenerOfItsOwn {
    @Bean
    @DependsOnDatabaseInitialization
    String aSlug(@Value("${spring.datasource.url}") String url) throws SQLException {
      try (Connection connection = DriverManager.getConnection(url)) {
        return slug(connection);
      }
    }
  }

  @Test
  void aBeanThatOpensTheFileItselfMayDependOnTheMigration() throws Exception {
    NotesFile file = NotesFile.atVersion(1, folder);
    try (ConfigurableApplicationContext app =
        Applications.start(WithAnOpenerOfItsOwn.class, file.urlProperty())) {
      assertEquals("note-1", app.getBean("aSlug"));
    }
  }

  /** A post-processor that needs the DataSource has it created before ours can see it. */
  @Configuration(proxyBeanMethods = false)
  @Import(AtVersionTwo.class)
  static class WithAnEarlyDataSource {
    @Bean
    static BeanPostProcessor eager(DataSource dataSource) {
      return new BeanPostProcessor() {};
    }

    @Bean
    String aSlug(JdbcTemplate jdbc) {
      return jdbc.queryForObject("SELECT slug FROM notes", String.class);
    }
  }

  @Test
  void aDataSourceThatWasCreatedTooEarlyIsMigratedBeforeTemplates() throws Exception {
    NotesFile file = NotesFile.atVersion(1, folder);
    try (ConfigurableApplicationContext app =
        Applications.start(WithAnEarlyDataSource.class, file.urlProperty())) {
      assertEquals("note-1", app.getBean("aSlug"));
    }
  }

  @Test
  void scriptsOfBootFindTheMigratedTables() throws Exception {
    NotesFile file = new NotesFile(folder.resolve("new.db"));
    Path data = folder.resolve("data.sql");
    Files.writeString(data, "INSERT INTO notes (body, slug) VALUES ('from data.sql', 'x');");
    Applications.start(
            Plain.class,
            file.urlProperty(),
            "spring.sql.init.mode=always",
            "spring.sql.init.data-locations=file:" + data)
        .close();
    assertEquals("from data.sql", file.query("SELECT body FROM notes"));
  }

  @Test
  void aPoolWithoutAutocommitIsMigratedAndStaysSo() throws Exception {
    NotesFile file = NotesFile.atVersion(1, folder);
    try (ConfigurableApplicationContext app =
            Applications.start(
                AtVersionTwo.class,
                file.urlProperty(),
                "spring.datasource.hikari.auto-commit=false",
                "spring.datasource.hikari.maximum-pool-size=1");
        Connection connection = app.getBean(DataSource.class).getConnection()) {
      assertFalse(connection.getAutoCommit());
      assertEquals("note-1", slug(connection));
    }
  }

  @Test
  void switchedOffNothingIsMigrated() throws Exception {
    NotesFile file = NotesFile.atVersion(1, folder);
    try (ConfigurableApplicationContext app =
        Applications.start(AtVersionTwo.class, file.urlProperty(), "rungs.enabled=false")) {
      assertTrue(app.getBeansOfType(RungsInitializer.class).isEmpty());
    }
    assertEquals("1", file.query("PRAGMA user_version"));
  }

  @Test
  void anApplicationWithoutADataSourceStarts() {
    try (ConfigurableApplicationContext app =
        Applications.start(
            Plain.class,
            "spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure."
                + "DataSourceAutoConfiguration")) {
      assertTrue(app.getBeansOfType(RungsInitializer.class).isEmpty());
    }
  }

  @Test
  void aDataSourceOfTheApplicationIsMigrated() throws Exception {
    NotesFile file = NotesFile.atVersion(1, folder);
    Applications.start(WithTheDriversDataSource.class, "notes.url=" + file.url()).close();
    assertEquals("2", file.query("PRAGMA user_version"));
  }

  @Configuration(proxyBeanMethods = false)
  static class WithPrimary {
    @Bean
    DataSource first(@Value("${folder}") Path folder) {
      return dataSource("jdbc:sqlite:" + folder.resolve("first.db"));
    }

    @Bean
    @Primary
    DataSource second(@Value("${folder}") Path folder) {
      return dataSource("jdbc:sqlite:" + folder.resolve("second.db"));
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class WithSideDataSource {
    @Bean(defaultCandidate = false)
    DataSource first(@Value("${folder}") Path folder) {
      return dataSource("jdbc:sqlite:" + folder.resolve("first.db"));
    }

    @Bean
    DataSource second(@Value("${folder}") Path folder) {
      return dataSource("jdbc:sqlite:" + folder.resolve("second.db"));
    }
  }

  @Test
  void ofSeveralTheNamedOneIsMigrated() throws Exception {
    Applications.start(WithTwoDataSources.class, "folder=" + folder, "rungs.data-source=second")
        .close();
    assertOnlyTheSecondIsMigrated();
  }

  @Test
  void ofSeveralThePrimaryOneIsMigrated() throws Exception {
    Applications.start(WithPrimary.class, "folder=" + folder).close();
    assertOnlyTheSecondIsMigrated();
  }

  @Test
  void aDataSourceThatIsInjectedOnlyByNameIsLeftAlone() throws Exception {
    Applications.start(WithSideDataSource.class, "folder=" + folder).close();
    assertOnlyTheSecondIsMigrated();
  }

  private void assertOnlyTheSecondIsMigrated() throws SQLException {
    assertEquals("3", new NotesFile(folder.resolve("second.db")).query("PRAGMA user_version"));
    assertFalse(Files.exists(folder.resolve("first.db")));
  }

  @Configuration(proxyBeanMethods = false)
  @Import(WithTwoDataSources.class)
  static class WithInitializers {
    @Bean
    RungsInitializer firstInitializer(@Qualifier("first") DataSource first) {
      return new RungsInitializer(first, Migrator.builder(MigrationRegistry.INSTANCE).build());
    }

    @Bean
    RungsInitializer secondInitializer(@Qualifier("second") DataSource second) {
      return new RungsInitializer(
          second, Migrator.builder(MigrationRegistry.INSTANCE.upTo(1)).build());
    }
  }

  @Test
  void anApplicationMayMigrateSeveralDatabases() throws Exception {
    try (ConfigurableApplicationContext app =
        Applications.start(WithInitializers.class, "folder=" + folder)) {
      RungsEndpoint endpoint = new RungsEndpoint(app.getBeansOfType(RungsInitializer.class));
      assertEquals(3, endpoint.rungs().databases().get("firstInitializer").storedVersion());
      assertEquals(1, endpoint.rungs().databases().get("secondInitializer").storedVersion());
    }
    assertEquals("3", new NotesFile(folder.resolve("first.db")).query("PRAGMA user_version"));
    assertEquals("1", new NotesFile(folder.resolve("second.db")).query("PRAGMA user_version"));
  }

  @Configuration(proxyBeanMethods = false)
  @Import(AtVersionTwo.class)
  static class WithListener {
    final List<Integer> finished = new ArrayList<>();

    @Bean
    MigratorCustomizer listening() {
      MigrationListener listener =
          new MigrationListener() {
            @Override
            public void finished(MigrationDefinition migration, Duration duration) {
              finished.add(migration.version());
            }
          };
      return migrator -> migrator.listener(listener);
    }

    @Bean
    List<Integer> finishedVersions() {
      return finished;
    }
  }

  @Test
  void aCustomizerAddsAListener() throws Exception {
    NotesFile file = NotesFile.atVersion(1, folder);
    try (ConfigurableApplicationContext app =
        Applications.start(WithListener.class, file.urlProperty())) {
      assertEquals(List.of(2), app.getBean("finishedVersions"));
    }
  }
}
