/**
 * What SQL text and an SQLite schema mean: splitting, rules, snapshot, fingerprint, difference.
 *
 * <p>The annotation processor uses this same code, so that a rule means the same at compile time
 * and at run time.
 */
package dev.rungs.runtime.internal.sql;
