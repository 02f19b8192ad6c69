/**
 * Applies a generated migration registry to SQLite files.
 *
 * <p>{@link dev.rungs.runtime.Migrator} plans and migrates. Every refusal is a {@link
 * dev.rungs.runtime.MigrationException} and leaves the file as it was.
 */
package dev.rungs.runtime;
