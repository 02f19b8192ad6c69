/** The rules: one class each, pure functions from the model to problems. */
package dev.rungs.processor.check;
