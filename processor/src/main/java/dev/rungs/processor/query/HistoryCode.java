package dev.rungs.processor.query;

import dev.rungs.processor.model.Extensions;
import dev.rungs.processor.model.QueryAnnotation;
import dev.rungs.processor.model.SchemaDdl;
import dev.rungs.processor.model.SchemaHistory;
import dev.rungs.processor.model.ScriptModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A {@link SchemaHistory} as bytes, and back: what the jar of a schema tells to modules that have
 * queries for it. The same history gives the same bytes. A schema with migrations above
 * CURRENT_VERSION is not built, so there is nothing to say about those.
 */
public final class HistoryCode {
  private static final String FORMAT = "rungs history 2";

  private HistoryCode() {}

  /**
   * Names the file.
   *
   * @param registry the registry's qualified name
   * @return its path in the class output, with {@code /}
   */
  public static String path(String registry) {
    return "META-INF/rungs/" + registry + ".history";
  }

  /**
   * Writes.
   *
   * @param history a history
   * @return the whole file
   */
  public static byte[] write(SchemaHistory history) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      text(FORMAT, out);
      text(history.schema(), out);
      text(history.packageName(), out);
      out.writeInt(history.queries().size());
      for (QueryAnnotation annotation : history.queries()) {
        text(annotation.type(), out);
        text(annotation.element(), out);
      }
      out.writeInt(history.extensions().functions().size());
      for (Extensions.Function function : history.extensions().functions()) {
        text(function.name(), out);
        out.writeInt(function.arguments());
        out.writeBoolean(function.aggregate());
      }
      texts(history.extensions().collations(), out);
      texts(history.extensions().tokenizers(), out);
      out.writeBoolean(history.finished().isPresent());
      if (history.finished().isPresent()) {
        write(history.finished().get(), out);
      }
      out.writeInt(history.versions().size());
      for (SchemaHistory.Version version : history.versions()) {
        out.writeInt(version.number());
        text(version.name(), out);
        text(version.className(), out);
        optional(version.up().map(ScriptModel::text), out);
        optional(version.up().flatMap(ScriptModel::file), out);
      }
      texts(history.queryClasses(), out);
    } catch (IOException e) {
      throw new IllegalStateException("Nothing is written but memory.", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads.
   *
   * @param bytes the whole file
   * @return the history
   * @throws IOException if it is none, or one of another Rungs
   */
  public static SchemaHistory read(byte[] bytes) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
      if (!text(in).equals(FORMAT)) {
        throw new IOException("It was written by another version of Rungs");
      }
      String schema = text(in);
      String packageName = text(in);
      List<QueryAnnotation> queries = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        queries.add(new QueryAnnotation(text(in), text(in)));
      }
      List<Extensions.Function> functions = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        functions.add(new Extensions.Function(text(in), in.readInt(), in.readBoolean()));
      }
      Extensions extensions = new Extensions(functions, texts(in), texts(in));
      Optional<SchemaDdl> finished = in.readBoolean() ? Optional.of(ddl(in)) : Optional.empty();
      List<SchemaHistory.Version> versions = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        int number = in.readInt();
        String name = text(in);
        String className = text(in);
        Optional<String> up = optional(in);
        Optional<String> file = optional(in);
        versions.add(
            new SchemaHistory.Version(
                number, name, className, up.map(text -> new ScriptModel(text, file))));
      }
      return new SchemaHistory(
          schema, packageName, queries, extensions, finished, versions, List.of(), texts(in));
    } catch (IllegalArgumentException | OutOfMemoryError e) {
      throw new IOException(e);
    }
  }

  /**
   * Writes a schema.
   *
   * @param ddl the schema
   * @param out where to
   * @throws IOException if it cannot be written
   */
  public static void write(SchemaDdl ddl, DataOutputStream out) throws IOException {
    out.writeInt(ddl.objects().size());
    for (SchemaDdl.Entry entry : ddl.objects()) {
      text(entry.type(), out);
      text(entry.name(), out);
      text(entry.sql(), out);
    }
  }

  /**
   * Reads a schema.
   *
   * @param in where from
   * @return the schema
   * @throws IOException if it cannot be read
   */
  public static SchemaDdl ddl(DataInputStream in) throws IOException {
    List<SchemaDdl.Entry> entries = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      entries.add(new SchemaDdl.Entry(text(in), text(in), text(in)));
    }
    return new SchemaDdl(entries);
  }

  private static void texts(List<String> texts, DataOutputStream out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(text, out);
    }
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(text(in));
    }
    return texts;
  }

  private static void optional(Optional<String> text, DataOutputStream out) throws IOException {
    out.writeBoolean(text.isPresent());
    if (text.isPresent()) {
      text(text.get(), out);
    }
  }

  private static Optional<String> optional(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(text(in)) : Optional.empty();
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(Math.max(length, 0));
    if (bytes.length != length) {
      throw new EOFException("It ends too early");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
