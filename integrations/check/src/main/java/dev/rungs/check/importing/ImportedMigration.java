package dev.rungs.check.importing;

import java.util.List;
import java.util.Optional;

/**
 * A migration as it will be written.
 *
 * @param number its version in Rungs
 * @param toolVersion its version in the tool; empty for a baseline
 * @param className the simple name of its class
 * @param name its name
 * @param origin what it came from, in words
 * @param up its SQL; empty if it is code, of which only the frame is written
 * @param down the SQL that undoes it
 * @param losses why it is destructive; empty if it is not
 * @param remarks what a reader of the class must know
 */
record ImportedMigration(
    int number,
    String toolVersion,
    String className,
    String name,
    String origin,
    Optional<String> up,
    Optional<String> down,
    List<String> losses,
    List<String> remarks) {
  /** Copies the lists. */
  ImportedMigration {
    losses = List.copyOf(losses);
    remarks = List.copyOf(remarks);
  }
}
