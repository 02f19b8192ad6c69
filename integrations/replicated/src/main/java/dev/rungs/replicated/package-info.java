/** Migrates SQLite that is served over HTTP: rqlite, libSQL and Cloudflare D1. */
package dev.rungs.replicated;
