/** What the compiler was given, as values: no compiler types and no SQLite. */
package dev.rungs.processor.model;
