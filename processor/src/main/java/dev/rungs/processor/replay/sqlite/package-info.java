/** An SQLite in the compiler's memory: opening it, running statements, and its errors. */
package dev.rungs.processor.replay.sqlite;
