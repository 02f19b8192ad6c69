package dev.rungs.processor.history;

import dev.rungs.processor.model.ProblemKey.Severity;

/**
 * Something that the check found.
 *
 * @param key the public key of the rule, as the compiler's
 * @param severity how hard it is
 * @param version the place of its version in the history, from 0
 * @param rollback whether it is in the script that undoes the version
 * @param file the file it stands in
 * @param line from 1
 * @param column in UTF-16 code units, from 1
 * @param message what is wrong, the evidence and how to fix it
 * @param excerpt the line with a caret under the token; empty if the whole script is meant
 */
public record Finding(
    String key,
    Severity severity,
    int version,
    boolean rollback,
    String file,
    int line,
    int column,
    String message,
    String excerpt) {}
