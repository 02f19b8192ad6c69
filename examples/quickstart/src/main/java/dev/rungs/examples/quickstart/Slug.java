package dev.rungs.examples.quickstart;

import java.text.Normalizer;
import java.util.Locale;

/** The short name of a note in an address: {@code Buy milk, 2 l} is {@code buy-milk-2-l}. */
final class Slug {
  private Slug() {}

  static String of(String body) {
    String ascii = Normalizer.normalize(body, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    return ascii
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "-")
        .replaceAll("^-|-$", "");
  }
}
