package dev.rungs.runtime.internal.sql;

/**
 * Something in a script that a migration may not do.
 *
 * @param message what is wrong, then how to fix it
 * @param offset where it stands in the script, in UTF-16 code units from 0
 * @param line its line, from 1
 * @param column its column, in UTF-16 code units from 1
 */
public record Violation(String message, int offset, int line, int column) {}
