/**
 * Tests of migrations: {@link dev.rungs.testing.MigrationTests} runs every migration of a registry
 * on generated rows, {@link dev.rungs.testing.MigrationFixture} begins with rows of your own.
 */
package dev.rungs.testing;
