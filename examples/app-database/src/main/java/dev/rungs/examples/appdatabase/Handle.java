package dev.rungs.examples.appdatabase;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A name that can be typed everywhere: {@code Zoë, the Supervisor} is {@code zoe-the-supervisor}.
 */
final class Handle {
  private Handle() {}

  static String of(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "-")
        .replaceAll("^-|-$", "");
  }
}
