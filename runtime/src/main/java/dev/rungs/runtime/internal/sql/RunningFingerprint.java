package dev.rungs.runtime.internal.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
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

  /** Sums up a whole schema: objects that are sorted by their keys, each key once. */
  static String of(Iterable<SchemaObject> objects) {
    MessageDigest whole = Checksum.sha256();
    ObjectDigest digest = new ObjectDigest();
    for (SchemaObject object : objects) {
      whole.update(digest.of(object));
    }
    return ALGORITHM + HexFormat.of().formatHex(whole.digest());
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
    ObjectDigest digest = new ObjectDigest();
    for (SchemaObject object : part.objects()) {
      digests.put(object.key(), digest.of(object));
    }
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

  /** Digests objects one after the other: to find an implementation takes longer than one does. */
  private static final class ObjectDigest {
    private final MessageDigest digest = Checksum.sha256();
    private final ByteBuffer count = ByteBuffer.allocate(Integer.BYTES);

    byte[] of(SchemaObject object) {
      List<SchemaObject.Facet> facets = object.facets();
      add(object.key());
      addCount(facets.size());
      for (SchemaObject.Facet facet : facets) {
        add(facet.key());
        add(facet.value());
      }
      return digest.digest();
    }

    /** The length before each part keeps two parts from running into each other. */
    private void add(String part) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      addCount(bytes.length);
      digest.update(bytes);
    }

    private void addCount(int number) {
      digest.update(count.putInt(0, number).array());
    }
  }
}
