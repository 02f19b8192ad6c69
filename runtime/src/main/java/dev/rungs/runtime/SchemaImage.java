package dev.rungs.runtime;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * A finished schema as the bytes of a database file, which the compiler built by running the
 * migrations. A new file is created from it, instead of by running them again.
 *
 * <p>It holds what versions 1 to {@link #version()} build on an empty database: the schema, rows
 * that scripts insert, the rows of history, which are dated when a file is created, and the
 * version's stamp.
 *
 * <p>Immutable and safe for use by several threads. Created by generated code.
 */
public final class SchemaImage {
  /** Fewer zeros than this between other bytes are not worth the two numbers that end a run. */
  private static final int SHORTEST_GAP = 2 * Integer.BYTES;

  private static final int BUFFER = 1 << 16;

  private final int version;
  private final byte[] packed;

  private SchemaImage(int version, byte[] packed) {
    this.version = version;
    this.packed = packed;
  }

  /**
   * Packs a database file for {@link #read}.
   *
   * <p>The file of a new schema is nearly all zeros: a page for each table and index, with nothing
   * in it yet. So what is kept is each run of other bytes, after the number of zeros before it and
   * its length, up to a run of length 0; and all of that is deflated, in zlib's format. Unpacking
   * takes a tenth of the time that inflating the zeros would.
   *
   * @param database the bytes of a database file
   * @return the same bytes for the same database and the same zlib
   */
  public static byte[] pack(byte[] database) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(packed))) {
      int end = 0;
      int length;
      do {
        int start = startOfRun(database, end);
        out.writeInt(start - end);
        end = endOfRun(database, start);
        length = end - start;
        out.writeInt(length);
        out.write(database, start, length);
      } while (length > 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static int startOfRun(byte[] database, int from) {
    int start = from;
    while (start < database.length && database[start] == 0) {
      start++;
    }
    return start;
  }

  /** Returns the end of the run that begins at a byte: after its last byte that is not 0. */
  private static int endOfRun(byte[] database, int start) {
    int end = start;
    for (int i = start; i < database.length && i - end < SHORTEST_GAP; i++) {
      if (database[i] != 0) {
        end = i + 1;
      }
    }
    return end;
  }

  /**
   * Reads an image that is beside a registry's class.
   *
   * @param version the version whose schema it has, 1 or more
   * @param sha256 of the packed bytes, in lower-case hexadecimal, by which an image that another
   *     compile left behind is told from the one that belongs to the class
   * @param resource what {@link #pack} wrote; closed when this returns; null if there is none
   * @return empty if the resource is missing, cannot be read, or has another hash: then a file is
   *     created by running the migrations
   */
  public static Optional<SchemaImage> read(int version, String sha256, InputStream resource) {
    Objects.requireNonNull(sha256, "sha256");
    if (resource == null) {
      return Optional.empty();
    }
    try (resource) {
      byte[] packed = resource.readAllBytes();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(packed);
      return HexFormat.of().formatHex(hash).equals(sha256)
          ? Optional.of(new SchemaImage(version, packed))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /**
   * Returns the version whose schema this is.
   *
   * @return the registry's current version, or an earlier one: then the migrations after it remain
   *     to be run, because the compiler could not run the first of them
   */
  public int version() {
    return version;
  }

  /**
   * Writes the database file's bytes.
   *
   * @param out gets them; it is not closed
   * @throws IOException if it cannot take them
   */
  public void writeTo(OutputStream out) throws IOException {
    OutputStream buffered = new BufferedOutputStream(out, BUFFER);
    Inflater inflater = new Inflater();
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                new InflaterInputStream(new ByteArrayInputStream(packed), inflater, BUFFER),
                BUFFER))) {
      byte[] part = new byte[BUFFER];
      byte[] nothing = new byte[BUFFER];
      int length;
      do {
        for (int zeros = in.readInt(); zeros > 0; zeros -= BUFFER) {
          buffered.write(nothing, 0, Math.min(zeros, BUFFER));
        }
        length = in.readInt();
        for (int rest = length; rest > 0; rest -= BUFFER) {
          int next = Math.min(rest, BUFFER);
          in.readFully(part, 0, next);
          buffered.write(part, 0, next);
        }
      } while (length > 0);
      buffered.flush();
    } finally {
      inflater.end();
    }
  }
}
