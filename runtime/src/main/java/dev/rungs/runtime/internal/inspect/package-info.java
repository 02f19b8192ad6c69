/** Reads a file, or a copy of it, without changing it. */
package dev.rungs.runtime.internal.inspect;
