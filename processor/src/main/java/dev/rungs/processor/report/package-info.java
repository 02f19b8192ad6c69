/** Prints problems: sorted, each once. */
package dev.rungs.processor.report;
