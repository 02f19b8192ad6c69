package dev.rungs.processor.model;

/**
 * Something the compiler tells the user.
 *
 * @param key the public key of the rule
 * @param version what problems are sorted by first: the version it belongs to
 * @param site where it stands
 * @param message fact, evidence and mend, without the key
 */
public record Problem(ProblemKey key, int version, Site site, String message) {}
