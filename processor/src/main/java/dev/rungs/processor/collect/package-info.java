/**
 * Reads annotated classes into the model. The only code here that sees {@code javax.lang.model}.
 */
package dev.rungs.processor.collect;
