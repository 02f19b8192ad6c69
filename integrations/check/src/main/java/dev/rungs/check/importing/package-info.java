/** Turns a folder of migrations into annotated classes. */
package dev.rungs.check.importing;
