/** The annotation processor of Rungs. */
package dev.rungs.processor;
