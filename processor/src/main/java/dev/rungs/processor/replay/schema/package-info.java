/** The schema as the migrations have built it: its objects, tables and foreign keys. */
package dev.rungs.processor.replay.schema;
