package dev.rungs.processor.proof;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.ProblemKey.Severity;
import dev.rungs.processor.model.ScriptMark;
import dev.rungs.processor.model.Site;
import dev.rungs.runtime.internal.sql.SqlPosition;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Values as bytes, packed under a key, and back. Bytes of any other form, or with another key, give
 * an {@link IOException}.
 */
final class PackedBytes {
  private PackedBytes() {}

  static void write(List<Problem> problems, DataOutputStream out) throws IOException {
    out.writeInt(problems.size());
    for (Problem problem : problems) {
      write(problem.key().name(), out);
      write(problem.severity().name(), out);
      out.writeInt(problem.version());
      write(problem.site().className(), out);
      write(problem.site().part().name(), out);
      out.writeBoolean(problem.site().member().isPresent());
      if (problem.site().member().isPresent()) {
        Site.Member member = problem.site().member().get();
        write(member.signature(), out);
        write(member.annotation(), out);
        out.writeInt(member.index());
        write(member.element(), out);
      }
      write(problem.text(), out);
      out.writeBoolean(problem.mark().isPresent());
      if (problem.mark().isPresent()) {
        write(problem.mark().get(), out);
      }
    }
  }

  private static void write(ScriptMark mark, DataOutputStream out) throws IOException {
    out.writeInt(mark.position().line());
    out.writeInt(mark.position().column());
    out.writeBoolean(mark.file().isPresent());
    if (mark.file().isPresent()) {
      write(mark.file().get(), out);
    }
    write(mark.excerpt(), out);
  }

  private static ScriptMark mark(DataInputStream in) throws IOException {
    SqlPosition position = new SqlPosition(in.readInt(), in.readInt());
    Optional<String> file = in.readBoolean() ? Optional.of(text(in)) : Optional.empty();
    return new ScriptMark(position, file, text(in));
  }

  static List<Problem> problems(DataInputStream in) throws IOException {
    List<Problem> problems = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      problems.add(
          new Problem(
              ProblemKey.valueOf(text(in)),
              Severity.valueOf(text(in)),
              in.readInt(),
              new Site(text(in), Site.Part.valueOf(text(in)), member(in)),
              text(in),
              in.readBoolean() ? Optional.of(mark(in)) : Optional.empty()));
    }
    return problems;
  }

  private static Optional<Site.Member> member(DataInputStream in) throws IOException {
    return in.readBoolean()
        ? Optional.of(new Site.Member(text(in), text(in), in.readInt(), text(in)))
        : Optional.empty();
  }

  static void write(String text, DataOutputStream out) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8), out);
  }

  static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  static void write(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = length < 0 ? new byte[0] : in.readNBytes(length);
    if (bytes.length != length) {
      throw new IOException("It ends too early.");
    }
    return bytes;
  }

  @FunctionalInterface
  interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  @FunctionalInterface
  interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  static byte[] pack(String key, Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out =
        new DataOutputStream(new DeflaterOutputStream(bytes, deflater, 1 << 15))) {
      write(key, out);
      writing.to(out);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  static <T> T unpack(String key, byte[] bytes, Reading<T> reading) throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes))))) {
      if (!text(in).equals(key)) {
        throw new IOException("It is of another schema.");
      }
      T value = reading.from(in);
      if (in.read() >= 0) {
        throw new IOException("It does not end where it should.");
      }
      return value;
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
  }
}
