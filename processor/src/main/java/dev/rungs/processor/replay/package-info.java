/** Runs the migrations on a real SQLite inside the compiler. The only code there that opens one. */
package dev.rungs.processor.replay;
