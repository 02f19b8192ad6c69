/**
 * Applies a generated migration registry to SQLite files.
 *
 * <p>{@link dev.rungs.runtime.Migrator} plans and migrates. Everything a caller can be refused is a
 * {@link dev.rungs.runtime.MigrationException}, and a refusal leaves the file as it was.
 */
package dev.rungs.runtime;
