/**
 * SQL of the program, as text: the placeholders of libraries, the parameters of methods, and what
 * another module needs to know of a schema. Nothing here opens SQLite.
 */
package dev.rungs.processor.query;
