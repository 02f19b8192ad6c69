/**
 * The annotations of Rungs, schema migration for SQLite that the Java compiler checks.
 *
 * <p>One class annotated {@link dev.rungs.VersionedSchema} owns {@code CURRENT_VERSION}; one class
 * annotated {@link dev.rungs.Migration} declares each version from 1 up to it. The annotation
 * processor proves that no version is missing, runs their SQL against a real SQLite inside the
 * compiler, and generates {@code MigrationRegistry}.
 */
package dev.rungs;
