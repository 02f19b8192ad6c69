package dev.rungs.examples.decant;

import java.time.Instant;
import java.util.List;

/**
 * A page to be kept.
 *
 * @param url its address; the library has each address once
 * @param title what it is called
 * @param summary what it says
 * @param organization who wrote it
 * @param segment where in the market that is, as a short code
 * @param concepts what it is about
 * @param added when it was found
 */
record Page(
    String url,
    String title,
    String summary,
    String organization,
    String segment,
    List<String> concepts,
    Instant added) {
  Page {
    concepts = List.copyOf(concepts);
  }
}
