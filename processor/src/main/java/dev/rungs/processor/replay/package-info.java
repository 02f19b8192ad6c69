/**
 * Runs the migrations on a real SQLite inside the compiler. The only code there that opens one.
 *
 * <p>{@link dev.rungs.processor.replay.Replay} is the way in. Each room below has one job, and none
 * knows this one: {@code script} reads text, {@code sqlite} runs it, {@code schema} knows what
 * there is, {@code rows} fills tables and tries scripts on them, {@code loss} and {@code diagnose}
 * judge the outcome, {@code image} builds the finished file.
 */
package dev.rungs.processor.replay;
