package dev.rungs.runtime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/**
 * A finished schema as the bytes of a database file, which the compiler made by running the
 * migrations. A file that is not there yet is made from it, instead of by running them again.
 *
 * <p>It holds what versions 1 to {@link #version()} build on an empty database: the schema, rows
 * that scripts insert, the rows of history, which are dated when a file is made, and the version's
 * stamp.
 *
 * <p>Immutable and safe for use by several threads. Made by generated code.
 */
public final class SchemaImage {
  private final int version;
  private final byte[] deflated;

  private SchemaImage(int version, byte[] deflated) {
    this.version = version;
    this.deflated = deflated;
  }

  /**
   * Reads an image that stands beside a registry's class.
   *
   * @param version whose schema it has, 1 or more
   * @param sha256 of the deflated bytes, in lower-case hexadecimal, by which an image that another
   *     compile left behind is told from the one that belongs to the class
   * @param resource deflated, in zlib's format; closed when this returns; null where there is none
   * @return empty where the resource is missing, cannot be read, or has another hash: then a file
   *     is made by running the migrations
   */
  public static Optional<SchemaImage> read(int version, String sha256, InputStream resource) {
    Objects.requireNonNull(sha256, "sha256");
    if (resource == null) {
      return Optional.empty();
    }
    try (resource) {
      byte[] deflated = resource.readAllBytes();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(deflated);
      return HexFormat.of().formatHex(hash).equals(sha256)
          ? Optional.of(new SchemaImage(version, deflated))
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
   * @return the registry's current version, or an earlier one: then the migrations after it, the
   *     first of which the compiler could not run, remain to be run
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
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
      in.transferTo(out);
    }
  }
}
