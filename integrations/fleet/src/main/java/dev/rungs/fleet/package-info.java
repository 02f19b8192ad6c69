/**
 * Fleets of SQLite files: one registry, a file for each tenant, project or user.
 *
 * <p>{@link dev.rungs.fleet.Fleet} is the way in.
 */
package dev.rungs.fleet;
