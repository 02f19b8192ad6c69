package dev.rungs.runtime;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import org.sqlite.SQLiteConnection;

/** A registry with the image that the compiler would have made of its first versions. */
final class ImagedRegistry implements Registry {
  private final Registry registry;
  private final int version;
  private final byte[] packed;
  private int opened;

  private ImagedRegistry(Registry registry, int version, byte[] packed) {
    this.registry = registry;
    this.version = version;
    this.packed = packed;
  }

  /** An image of the whole schema. */
  static ImagedRegistry of(Registry registry) {
    return of(registry, registry.currentVersion(), registry);
  }

  /** An image of the first versions of a registry, maybe of another one. */
  static ImagedRegistry of(Registry registry, int version, Registry imaged) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      Migrator.builder(imaged.upTo(version)).build().migrate(connection);
      byte[] database = connection.unwrap(SQLiteConnection.class).serialize("main");
      return new ImagedRegistry(registry, version, SchemaImage.pack(database));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An image of the whole schema that is none. */
  static ImagedRegistry ofBytes(Registry registry, byte[] packed) {
    return new ImagedRegistry(registry, registry.currentVersion(), packed);
  }

  byte[] packed() {
    return packed.clone();
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
    return SchemaImage.read(version, sha256(packed), new ByteArrayInputStream(packed));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
