package dev.rungs.runtime.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says in words how a schema differs from the one it should be. */
public final class SchemaDifference {
  /** Longer descriptions are shown around the first place where they differ. */
  private static final int LONGEST = 120;

  private static final int CONTEXT = 40;

  private SchemaDifference() {}

  /**
   * Compares two schemas.
   *
   * @param expected what it should be
   * @param actual what it is
   * @return one phrase for each difference, without a full stop, in a fixed order, such as {@code
   *     index notes_by_slug is missing}; empty if the schemas are the same
   */
  public static List<String> between(SchemaSnapshot expected, SchemaSnapshot actual) {
    return compare(
        expected,
        actual,
        new Words() {
          @Override
          public String without(String label) {
            return label + " is missing";
          }

          @Override
          public String with(String label) {
            return label + " is not expected";
          }

          @Override
          public String changed(String label, String before, String after, boolean excerpt) {
            return label + (excerpt ? " has " : " is ") + after + ", expected " + before;
          }
        });
  }

  /**
   * Compares two schemas, and reads what they mean only if their texts differ.
   *
   * @param expected what it should be
   * @param actual what it is
   * @return the same as for their snapshots
   */
  public static List<String> between(SchemaText expected, SchemaText actual) {
    return expected.equals(actual) ? List.of() : between(expected.snapshot(), actual.snapshot());
  }

  /**
   * Says what was done to a schema.
   *
   * @param before what it was
   * @param after what it is now
   * @return one phrase for each change, in a fixed order: {@code + column notes.slug}, {@code -
   *     table tags}, {@code ~ type of notes.body: TEXT -> BLOB}
   */
  public static List<String> changes(SchemaSnapshot before, SchemaSnapshot after) {
    return compare(
        before,
        after,
        new Words() {
          @Override
          public String without(String label) {
            return "- " + label;
          }

          @Override
          public String with(String label) {
            return "+ " + label;
          }

          @Override
          public String changed(String label, String from, String to, boolean excerpt) {
            return "~ " + label + ": " + from + " -> " + to;
          }
        });
  }

  private interface Words {
    String without(String label);

    String with(String label);

    String changed(String label, String before, String after, boolean excerpt);
  }

  private static List<String> compare(SchemaSnapshot expected, SchemaSnapshot actual, Words words) {
    Map<String, SchemaObject> wanted = byKey(expected);
    Map<String, SchemaObject> found = byKey(actual);
    Set<String> wantedOwners = owners(expected);
    Set<String> foundOwners = owners(actual);
    List<String> differences = new ArrayList<>();
    for (String key : union(wanted.keySet(), found.keySet())) {
      SchemaObject want = wanted.get(key);
      SchemaObject have = found.get(key);
      if (have == null) {
        if (!goesWith(want, wantedOwners, foundOwners)) {
          differences.add(words.without(want.label()));
        }
      } else if (want == null) {
        if (!goesWith(have, foundOwners, wantedOwners)) {
          differences.add(words.with(have.label()));
        }
      } else {
        compare(want, have, words, differences);
      }
    }
    return List.copyOf(differences);
  }

  /** A missing table is one difference, not also one for each of its indexes. */
  private static boolean goesWith(
      SchemaObject object, Set<String> ownersHere, Set<String> ownersThere) {
    String owner = SqlNames.fold(object.owner());
    return object.isOwned() && ownersHere.contains(owner) && !ownersThere.contains(owner);
  }

  private static void compare(
      SchemaObject want, SchemaObject have, Words words, List<String> differences) {
    if (want.isReadable() != have.isReadable()) {
      String before = want.isReadable() ? "readable" : "unreadable";
      String after = have.isReadable() ? "readable" : "unreadable";
      differences.add(words.changed(have.label(), before, after, false));
      return;
    }
    Map<String, SchemaObject.Facet> wanted = facets(want);
    Map<String, SchemaObject.Facet> found = facets(have);
    for (String key : union(wanted.keySet(), found.keySet())) {
      SchemaObject.Facet one = wanted.get(key);
      SchemaObject.Facet other = found.get(key);
      if (other == null) {
        differences.add(words.without(one.label()));
      } else if (one == null) {
        differences.add(words.with(other.label()));
      } else if (!one.value().equals(other.value())) {
        differences.add(changed(other.label(), one.value(), other.value(), words));
      }
    }
  }

  private static String changed(String label, String expected, String actual, Words words) {
    if (!isLong(expected, actual)) {
      return words.changed(label, expected, actual, false);
    }
    int at = 0;
    int shorter = Math.min(expected.length(), actual.length());
    while (at < shorter && expected.charAt(at) == actual.charAt(at)) {
      at++;
    }
    return words.changed(label, around(expected, at), around(actual, at), true);
  }

  private static boolean isLong(String one, String other) {
    return one.length() > LONGEST || other.length() > LONGEST;
  }

  private static String around(String text, int at) {
    int from = Math.max(0, at - CONTEXT);
    int to = Math.min(text.length(), at + CONTEXT);
    return (from > 0 ? "..." : "") + text.substring(from, to) + (to < text.length() ? "..." : "");
  }

  private static Map<String, SchemaObject> byKey(SchemaSnapshot snapshot) {
    Map<String, SchemaObject> objects = new TreeMap<>();
    snapshot.objects().forEach(object -> objects.put(object.key(), object));
    return objects;
  }

  private static Map<String, SchemaObject.Facet> facets(SchemaObject object) {
    Map<String, SchemaObject.Facet> facets = new TreeMap<>();
    object.facets().forEach(facet -> facets.put(facet.key(), facet));
    return facets;
  }

  private static Set<String> owners(SchemaSnapshot snapshot) {
    return snapshot.objects().stream()
        .filter(object -> !object.isOwned())
        .map(object -> SqlNames.fold(object.name()))
        .collect(Collectors.toSet());
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }
}
