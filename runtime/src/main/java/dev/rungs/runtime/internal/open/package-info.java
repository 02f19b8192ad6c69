/** Connections to a file and their settings. */
package dev.rungs.runtime.internal.open;
