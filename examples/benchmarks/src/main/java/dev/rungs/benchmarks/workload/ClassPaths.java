package dev.rungs.benchmarks.workload;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Finds the jars or folders that classes came from, whatever started this process. */
public final class ClassPaths {
  /** What an application that uses Rungs has on its class path. */
  public static final String[] RUNGS = {
    "dev.rungs.runtime.Registry", "dev.rungs.Migration", "org.sqlite.JDBC"
  };

  /** What an application that uses none has. */
  public static final String[] SQLITE = {"org.sqlite.JDBC"};

  /** What javac has on its processor path. */
  public static final String[] PROCESSOR = {
    "dev.rungs.processor.model.SchemaModel",
    "com.squareup.javapoet.JavaFile",
    "dev.rungs.runtime.Registry",
    "dev.rungs.Migration",
    "org.sqlite.JDBC"
  };

  /** What this process itself needs of the contenders. */
  private static final String[] ALL = {
    "dev.rungs.benchmarks.Benchmarks",
    "dev.rungs.runtime.Registry",
    "dev.rungs.Migration",
    "org.sqlite.JDBC",
    "org.flywaydb.core.Flyway",
    "liquibase.Liquibase",
    "org.yaml.snakeyaml.Yaml",
    "org.apache.commons.collections4.CollectionUtils",
    "org.apache.commons.text.StringEscapeUtils",
    "com.opencsv.CSVReader",
    "javax.xml.bind.JAXBContext",
    "org.apache.commons.lang3.StringUtils",
    "org.apache.commons.io.IOUtils"
  };

  private ClassPaths() {}

  /**
   * Joins the places of this module and all contenders.
   *
   * @return a class path
   */
  public static String all() {
    return of(ALL);
  }

  /**
   * Joins the places of classes.
   *
   * @param classNames one of each jar
   * @return a class path
   */
  public static String of(String... classNames) {
    return Arrays.stream(classNames)
        .map(ClassPaths::place)
        .map(Path::toString)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path place(String className) {
    try {
      Class<?> type = Class.forName(className, false, ClassPaths.class.getClassLoader());
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException(className + " is not on the class path.", e);
    }
  }
}
