package dev.rungs.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import org.sqlite.SQLiteConnection;

/** A registry with the image that the compiler would have made of its first versions. */
final class ImagedRegistry implements Registry {
  private final Registry registry;
  private final int version;
  private final byte[] deflated;
  private int opened;

  private ImagedRegistry(Registry registry, int version, byte[] deflated) {
    this.registry = registry;
    this.version = version;
    this.deflated = deflated;
  }

  /** An image of the whole schema. */
  static ImagedRegistry of(Registry registry) {
    return of(registry, registry.currentVersion(), registry);
  }

  /** An image of the first versions of a registry, maybe of another one. */
  static ImagedRegistry of(Registry registry, int version, Registry imaged) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      Migrator.builder(imaged.upTo(version)).build().migrate(connection);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
        out.write(connection.unwrap(SQLiteConnection.class).serialize("main"));
      }
      return new ImagedRegistry(registry, version, bytes.toByteArray());
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An image of the whole schema that is none. */
  static ImagedRegistry ofBytes(Registry registry, byte[] deflated) {
    return new ImagedRegistry(registry, registry.currentVersion(), deflated);
  }

  /** How often the image was asked for. */
  int opened() {
    return opened;
  }

  @Override
  public String schemaName() {
    return registry.schemaName();
  }

  @Override
  public int currentVersion() {
    return registry.currentVersion();
  }

  @Override
  public MigrationDefinition migration(int number) {
    return registry.migration(number);
  }

  @Override
  public MigrationStep newStep(int number) {
    return registry.newStep(number);
  }

  @Override
  public Optional<SchemaImage> image() {
    opened++;
    return SchemaImage.read(version, sha256(deflated), new ByteArrayInputStream(deflated));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
