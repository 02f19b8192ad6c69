/** Writes what is generated: the registry, its service entry, and pages for people. */
package dev.rungs.processor.write;
