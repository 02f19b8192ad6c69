/**
 * The compiler's engine on a history of scripts that another tool runs: no annotated classes, no
 * compiler. It takes the texts of the scripts and gives findings.
 */
package dev.rungs.processor.history;
