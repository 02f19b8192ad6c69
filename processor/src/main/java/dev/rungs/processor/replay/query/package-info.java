/**
 * Queries of the program on the schemas that SQLite builds: {@link
 * dev.rungs.processor.replay.query.QueryCheck} is the way in.
 */
package dev.rungs.processor.replay.query;
