package dev.rungs.processor.write;

import dev.rungs.processor.model.SchemaDdl;
import dev.rungs.processor.model.SchemaModel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * One schema for other tools and for reviews: {@code schema.sql} is the finished schema, {@code
 * N.sql} that of version N, {@code schema.db} a database that has it.
 */
public final class SchemaFiles {
  private final SchemaModel schema;
  private final Map<Integer, SchemaDdl> versions = new TreeMap<>();
  private byte[] database = new byte[0];

  /**
   * Begins with no version.
   *
   * @param schema the schema
   */
  public SchemaFiles(SchemaModel schema) {
    this.schema = schema;
  }

  /**
   * Takes the schema at a version.
   *
   * @param version the version
   * @param ddl its schema
   */
  public void version(int version, SchemaDdl ddl) {
    versions.put(version, ddl);
  }

  /**
   * Takes the database that all versions built.
   *
   * @param file the bytes of an SQLite file
   */
  public void finished(byte[] file) {
    database = file.clone();
  }

  /**
   * Returns the name of the folder that tells this schema's files from those of others.
   *
   * @return the registry's qualified name
   */
  public String folder() {
    return schema.registry();
  }

  /**
   * Writes files into the class output, and so into the jar.
   *
   * @param files name and content
   * @param folder of the schema
   * @param output of the compiler
   * @throws IOException if a file cannot be written
   */
  public static void write(Map<String, byte[]> files, String folder, Output output)
      throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String path = "META-INF/rungs/" + folder + "/" + file.getKey();
      if (file.getKey().endsWith(".sql")) {
        try (Writer writer = output.resource(path)) {
          writer.write(new String(file.getValue(), StandardCharsets.UTF_8));
        }
      } else {
        try (OutputStream bytes = output.bytes(path)) {
          bytes.write(file.getValue());
        }
      }
    }
  }

  /**
   * Returns the files.
   *
   * @return name and content
   */
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    versions.forEach((version, ddl) -> files.put(version + ".sql", script(version, ddl)));
    int current = schema.currentVersion();
    if (versions.containsKey(current)) {
      files.put("schema.sql", script(current, versions.get(current)));
    }
    if (database.length > 0) {
      files.put("schema.db", database);
    }
    return files;
  }

  private byte[] script(int version, SchemaDdl ddl) {
    return ddl.script(schema.className(), version).getBytes(StandardCharsets.UTF_8);
  }
}
