package dev.rungs.runtime.internal.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fingerprint of a schema that changes step by step. Objects are summed up one by one, so that
 * a step costs what it changes.
 *
 * <p>For use by one thread.
 */
public final class RunningFingerprint {
  /** Names the way the fingerprint is made. A change to what counts needs another one. */
  private static final String ALGORITHM = "v1:";

  private final Map<String, byte[]> digests = new TreeMap<>();

  /** Starts with an empty schema. */
  public RunningFingerprint() {}

  RunningFingerprint(SchemaSnapshot schema) {
    schema.objects().forEach(object -> digests.put(object.key(), digest(object)));
  }

  /**
   * Takes in what a step has changed.
   *
   * @param names of all objects that may have changed or gone, folded
   * @param part what is there of them now, and anything else
   */
  public void replace(Collection<String> names, SchemaSnapshot part) {
    for (String name : names) {
      for (SchemaObject.Kind kind : SchemaObject.Kind.values()) {
        digests.remove(SchemaObject.key(kind, name));
      }
    }
    part.objects().forEach(object -> digests.put(object.key(), digest(object)));
  }

  /**
   * Sums up.
   *
   * @return as {@link SchemaSnapshot#fingerprint} of the whole schema
   */
  public String value() {
    MessageDigest digest = Checksum.sha256();
    digests.values().forEach(digest::update);
    return ALGORITHM + HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] digest(SchemaObject object) {
    MessageDigest digest = Checksum.sha256();
    add(digest, object.key());
    addCount(digest, object.facets().size());
    for (SchemaObject.Facet facet : object.facets()) {
      add(digest, facet.key());
      add(digest, facet.value());
    }
    return digest.digest();
  }

  /** The length before each part keeps two parts from running into each other. */
  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    addCount(digest, bytes.length);
    digest.update(bytes);
  }

  private static void addCount(MessageDigest digest, int count) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
  }
}
