package dev.rungs.processor.testing;

import java.util.List;
import java.util.Map;

/** Annotations of libraries, with as much of them as their users write. */
public final class Libraries {
  private static final Map<String, String> ELEMENTS =
      Map.of(
          "org.jdbi.v3.sqlobject.config.RegisterConstructorMapper",
              "Class<?> value(); String prefix() default \"\";",
          "org.jdbi.v3.sqlobject.statement.SqlQuery", "String value() default \"\";",
          "org.jdbi.v3.sqlobject.statement.SqlUpdate", "String value() default \"\";",
          "org.jdbi.v3.sqlobject.statement.SqlBatch", "String value() default \"\";",
          "org.springframework.data.jdbc.repository.query.Query", "String value() default \"\";",
          "org.springframework.data.jdbc.repository.query.Modifying", "",
          "org.apache.ibatis.annotations.Insert", "String[] value();",
          "org.apache.ibatis.annotations.Update", "String[] value();",
          "org.apache.ibatis.annotations.Delete", "String[] value();",
          "io.micronaut.data.annotation.Query", "String value();");

  private static final List<String> OF_PARAMETERS =
      List.of(
          "org.jdbi.v3.sqlobject.customizer.Bind",
          "org.jdbi.v3.sqlobject.customizer.BindBean",
          "org.jdbi.v3.sqlobject.customizer.BindList",
          "org.jdbi.v3.sqlobject.customizer.Define",
          "org.springframework.data.repository.query.Param",
          "org.apache.ibatis.annotations.Param");

  private Libraries() {}

  public static Compile addTo(Compile compile) {
    ELEMENTS.forEach((name, elements) -> add(compile, name, "", elements));
    OF_PARAMETERS.forEach(name -> add(compile, name, "", "String value() default \"\";"));
    add(
        compile,
        "org.apache.ibatis.annotations.Select",
        "@java.lang.annotation.Repeatable(Select.List.class) ",
        "String[] value(); String databaseId() default \"\"; @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) @interface List { Select[] value(); }");
    return compile;
  }

  private static void add(Compile compile, String name, String before, String elements) {
    int dot = name.lastIndexOf('.');
    compile.file(
        name.replace('.', '/') + ".java",
        "package "
            + name.substring(0, dot)
            + ";\n@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)\n"
            + before
            + "public @interface "
            + name.substring(dot + 1)
            + " { "
            + elements
            + " }\n");
  }
}
